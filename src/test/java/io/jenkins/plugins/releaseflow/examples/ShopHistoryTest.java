package io.jenkins.plugins.releaseflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopHistoryTest {

    @TempDir
    private Path home;

    @Test
    void firstCallMakesTheRepositoryAndEachFurtherOneAVersion() {
        Shop shop = new Shop(home);

        assertThat(shop.pushNextCommit().output()).startsWith("shop 1.1.0 is commit ");
        assertThat(shop.git("show", "main~1:VERSION")).isEqualTo("1.0.0");
        assertThat(shop.pushNextCommit().output()).startsWith("shop 1.2.0 is commit ");
        assertThat(shop.pushNextCommit().output()).startsWith("shop 1.2.1 is commit ");
        assertThat(shop.pushNextCommit().output()).startsWith("shop 1.2.2 is commit ");
        assertThat(shop.git("rev-list", "--count", "main")).isEqualTo("5");
    }

    @Test
    void brokenMigrationIsOneCommitOnTopOfTheNewestVersion() {
        Shop shop = new Shop(home);
        shop.pushNextCommit();
        shop.pushNextCommit();

        assertThat(shop.git("rev-parse", "broken-migration~1")).isEqualTo(shop.git("rev-parse", "main"));
        assertThat(shop.git("ls-tree", "--name-only", "broken-migration:migrations"))
                .contains("V3__add_invoices.sql", "V4__one_open_order_per_customer.sql");
    }

    @Test
    void everybodyGetsTheSameCommits() {
        Shop one = new Shop(home.resolve("one"));
        Shop other = new Shop(home.resolve("other"));
        one.pushNextCommit();
        other.pushNextCommit();

        assertThat(one.git("rev-parse", "main", "broken-migration"))
                .isEqualTo(other.git("rev-parse", "main", "broken-migration"));
    }
}

package io.jenkins.plugins.releaseflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopReleaseTest {

    private static final String OLD_COLUMNS =
            "SELECT id || customer || item || amount_cents || status || placed_at FROM orders ORDER BY id";

    @TempDir
    private Path home;

    private Shop shop;

    @BeforeEach
    void seed() throws Exception {
        shop = new Shop(home);
        shop.pushNextCommit();
        shop.seed();
    }

    @Test
    void aDatabaseOlderThanFlywayIsMigratedVersionByVersionAndKeepsItsOrders() throws Exception {
        List<String> before = shop.query(OLD_COLUMNS);
        assertThat(before).hasSizeGreaterThan(100);

        assertThat(shop.migrate(shop.build("main")).output())
                .contains("Successfully baselined schema with version: 1")
                .contains("Migrating schema \"main\" to version \"2 - add currency\"")
                .contains("Successfully applied 1 migration to schema \"main\", now at version v2");

        shop.pushNextCommit();
        Path invoicing = shop.build("main~0");
        assertThat(shop.migrate(invoicing).output())
                .contains("Successfully applied 1 migration to schema \"main\", now at version v3");
        assertThat(shop.query(OLD_COLUMNS)).isEqualTo(before);
        try (Shop.Service service = shop.start(invoicing)) {
            assertThat(service.get("/version").body()).isEqualTo("1.2.0\n");
            assertThat(service.get("/orders").body())
                    .contains("Bäckerei Winkler", "\"currency\":\"EUR\"", "\"invoice\":\"R-00001\"");
        }
    }

    @Test
    void newCodeOnTheOldSchemaIsNotHealthy() throws Exception {
        try (Shop.Service service = shop.start(shop.build("main"))) {
            assertThat(service.get("/health").statusCode()).isEqualTo(503);
            assertThat(service.get("/health").body()).contains("no such column: currency");
        }
    }

    @Test
    void theBrokenMigrationChangesNothingAndTheOldServiceStillAnswers() throws Exception {
        Path broken = shop.build("broken-migration");
        try (Shop.Service old = shop.start(shop.build("main~1"))) {
            Shop.Ended migration = shop.migrate(broken);

            assertThat(migration.exitCode()).isEqualTo(1);
            assertThat(migration.output())
                    .contains("Failed to execute script V4__one_open_order_per_customer.sql")
                    .contains("UNIQUE constraint failed: orders.customer");
            assertThat(shop.query("SELECT name FROM pragma_table_info('orders')"))
                    .doesNotContain("currency");
            assertThat(shop.query("SELECT max(version) FROM flyway_schema_history"))
                    .containsExactly("1");
            assertThat(old.get("/health").statusCode()).isEqualTo(200);
            assertThat(old.get("/version").body()).isEqualTo("1.0.0\n");
        }
    }
}

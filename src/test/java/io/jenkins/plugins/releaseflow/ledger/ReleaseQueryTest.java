package io.jenkins.plugins.releaseflow.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseQueryTest {
    @TempDir
    private Path home;

    private Ledger ledger;
    private LedgerScene production;

    @BeforeEach
    void fourReleases() {
        ledger = new Ledger(home);
        production = new LedgerScene(ledger.environment("production"));
        production.released("v1 Invoices", LedgerScene.pin("a1b2c3"), Target.service("api"));
        production
                .later(Duration.ofHours(1))
                .open("v2", ReleaseKind.RELEASE, new Origin("bob", "", "shop/PR-7", "shop/PR-7#1", "PR-7"))
                .end(ReleaseState.FAILED);
        production
                .later(Duration.ofHours(1))
                .open("back", ReleaseKind.ROLLBACK, new Origin("ann", "", "shop2/main", "shop2/main#9", "main"))
                .deployed(Target.service("web"), LedgerScene.pin("d4"))
                .end(ReleaseState.RELEASED);
        new LedgerScene(ledger.environment("staging"))
                .at(LedgerScene.START.plusSeconds(1800))
                .released("v1", LedgerScene.pin("a1b2c3"), Target.service("api"));
    }

    @Test
    void withoutAnyWishAllReleasesOfAllEnvironmentsComeNewestFirst() {
        assertThat(found(ReleaseQuery.all())).isEqualTo("production #3, production #2, staging #1, production #1");
        assertThat(found(ReleaseQuery.of("production"))).isEqualTo("production #3, production #2, production #1");
        assertThat(found(ReleaseQuery.of("nowhere"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invoices | 1",
                "THE SHOP v2 | 2",
                "bob | 2",
                "pr-7 | 2",
                "shop2 | 3",
                "a1b2 | 1",
                "build-d4 | 3",
                "web | 3",
                "#2 | 2",
                "ann back | 3",
                "ann bob | ''",
                "<script> | ''"
            })
    void wordsAreFoundWhereverTheyStand(String text, String numbers) {
        assertThat(found(ReleaseQuery.of("production").containing(text)).replaceAll("production #", ""))
                .isEqualTo(numbers);
    }

    @Test
    void stateKindBranchAndTimeNarrowTheList() {
        Instant hour = LedgerScene.START.plusSeconds(1800);
        assertThat(found(query(Set.of(ReleaseState.FAILED), Optional.empty(), Optional.empty(), null, null)))
                .isEqualTo("production #2");
        assertThat(found(query(Set.of(), Optional.of(ReleaseKind.ROLLBACK), Optional.empty(), null, null)))
                .isEqualTo("production #3");
        assertThat(found(query(Set.of(), Optional.empty(), Optional.of("PR-7"), null, null)))
                .isEqualTo("production #2");
        assertThat(found(query(Set.of(), Optional.empty(), Optional.empty(), hour, null)))
                .isEqualTo("production #3, production #2");
        assertThat(found(query(Set.of(), Optional.empty(), Optional.empty(), null, hour)))
                .isEqualTo("production #1");
    }

    private static ReleaseQuery query(
            Set<ReleaseState> states, Optional<ReleaseKind> kind, Optional<String> branch, Instant from, Instant to) {
        return new ReleaseQuery(
                Set.of("production"),
                "",
                states,
                kind,
                Optional.empty(),
                Optional.empty(),
                branch,
                Optional.ofNullable(from),
                Optional.ofNullable(to),
                0,
                50);
    }

    /** Whoever guesses would be told by the number of hits. */
    @ParameterizedTest
    @CsvSource({"PR-7", "shop", "bob", "v2"})
    void aHiddenJobsReleasesAreNotFoundByWhatIsHiddenOfThem(String guess) {
        String all = found(ReleaseQuery.all().containing(guess));
        assertThat(all).contains("production #2");
        ReleasePage page = ledger.find(ReleaseQuery.all().containing(guess), job -> !job.equals("shop/PR-7"));
        assertThat(page.releases()).noneMatch(release -> release.id().toString().equals("production #2"));
        assertThat(ledger.find(ReleaseQuery.all().ofJob("shop/PR-7"), job -> false)
                        .total())
                .isZero();
        assertThat(ledger.find(ReleaseQuery.all().ofJobsBelow("shop"), job -> false)
                        .total())
                .isZero();
        assertThat(ledger.find(ReleaseQuery.all(), job -> false).total())
                .as("that it is there is no secret")
                .isEqualTo(ledger.find(ReleaseQuery.all()).total());
        assertThat(ledger.find(ReleaseQuery.all().containing("#2"), job -> false)
                        .total())
                .isPositive();
    }

    @Test
    void theJobsOfAMultibranchProjectAreThoseBelowItsName() {
        assertThat(found(ReleaseQuery.all().ofJobsBelow("shop"))).isEqualTo("production #2, staging #1, production #1");
        assertThat(found(ReleaseQuery.all().ofJob("shop/PR-7"))).isEqualTo("production #2");
        assertThat(found(ReleaseQuery.all().ofJob("shop"))).isEmpty();
    }

    @Test
    void aJobThatWasRenamedOrMovedKeepsItsReleasesAndOneThatTakesItsNameHasNoneOfThem() {
        ledger.renamed(new JobRenamed(production.now().plusSeconds(60), "shop", "store"));
        ledger.renamed(new JobRenamed(production.now().plusSeconds(120), "store", "teams/web/store"));
        production
                .later(Duration.ofHours(1))
                .open("new", ReleaseKind.RELEASE, new Origin("ann", "", "shop/main", "shop/main#1", "main"));

        Ledger again = new Ledger(home);
        assertThat(found(again, ReleaseQuery.all().ofJobsBelow("teams/web/store")))
                .isEqualTo("production #2, staging #1, production #1");
        assertThat(found(again, ReleaseQuery.all().ofJob("teams/web/store/PR-7")))
                .isEqualTo("production #2");
        assertThat(found(again, ReleaseQuery.all().ofJobsBelow("shop"))).isEqualTo("production #4");
        assertThat(found(again, ReleaseQuery.all().ofJobsBelow("store"))).isEmpty();
    }

    @Test
    void aPageIsAPartOfTheWholeAndTellsHowMuchThereIs() {
        ReleasePage page = ledger.find(ReleaseQuery.all().page(1, 2));

        assertThat(page.total()).isEqualTo(4);
        assertThat(page.releases())
                .extracting(summary -> summary.id().toString())
                .containsExactly("production #2", "staging #1");
        assertThat(ledger.find(ReleaseQuery.all().page(9, 2)).releases()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-1,50,offset: -1", "0,0,most: 0", "0,501,most: 501"})
    void aPageThatCannotBeIsRefused(int offset, int most, String words) {
        assertThatThrownBy(() -> ReleaseQuery.all().page(offset, most))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(words);
    }

    private String found(ReleaseQuery query) {
        return found(ledger, query);
    }

    private static String found(Ledger ledger, ReleaseQuery query) {
        return String.join(
                ", ",
                ledger.find(query).releases().stream()
                        .map(summary -> summary.id().toString())
                        .toList());
    }
}

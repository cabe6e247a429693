package io.jenkins.plugins.releaseflow.rehearsal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.ledger.LedgerScene;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delivery figures, comparisons and drift on the pages of a rehearsal, in a real browser. */
@Timeout(120)
class DeliveryPagesBrowserTest {
    private static final Target API = Target.service("api");
    private static final String HOSTILE = "<script>alert(1)</script>";

    @TempDir
    private static Path home;

    private static ServedReleases given;
    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        given = new ServedReleases(home);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            given.close();
        }
    }

    @BeforeEach
    void reset() {
        browser.reset();
    }

    @AfterEach
    void nothingWentWrongInThePage() {
        assertThat(browser.complaints()).isEmpty();
    }

    private static LedgerScene scene(String environment) {
        return new LedgerScene(given.engine().ledger().environment(environment))
                .at(Instant.now().minus(Duration.ofDays(20)));
    }

    @Test
    void theFiguresAreDrawnAndStandInATable() {
        LedgerScene scene = scene("figures");
        scene.released("v1", LedgerScene.pin("a1", Optional.of(scene.now().minusSeconds(7200))), API);
        scene.later(Duration.ofHours(2))
                .open("v2")
                .deploying(API, LedgerScene.pin("a2"))
                .node(NodeState.FAILED, Optional.empty())
                .end(ReleaseState.FAILED);
        scene.later(Duration.ofHours(3)).released("v3", LedgerScene.pin("a3"), API);

        browser.open(given.page("environments/figures/figures/"));

        browser.awaitText(".rf-figure", "2 in 12 weeks");
        assertThat(browser.texts(".rf-figure"))
                .containsExactly("2 in 12 weeks", "2 h 1 min, median", "33 %: 1 of 3", "3 h 1 min, median");
        assertThat(browser.run("return document.querySelectorAll('.rf-plot canvas').length"))
                .isEqualTo(4L);
        assertThat(browser.texts("tbody tr")).hasSize(12);
        browser.run("const weeks = document.querySelector('#rf-weeks'); weeks.value = '26';"
                + " weeks.dispatchEvent(new Event('change'))");
        browser.awaitText(".rf-figure", "2 in 26 weeks");
        assertThat(browser.run("return location.search")).isEqualTo("?weeks=26");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../job/shop/release-flow/",
                "../job/shop/release-flow/run/",
                "environments/small/",
                "environments/small/compare/"
            })
    void everythingThatCanBeUsedIsInSightOnANarrowAndDarkScreen(String path) {
        if (!given.engine().ledger().environments().contains("small")) {
            LedgerScene scene = scene("small");
            scene.released("v1", LedgerScene.pin("a1"), API);
            scene.later(Duration.ofHours(1))
                    .open("v2")
                    .migrated("migrate", new Migration(MigrationVerdict.DESTRUCTIVE, Optional.of("undo.sh")))
                    .deployed(API, LedgerScene.pin("b2"))
                    .end(ReleaseState.RELEASED);
            given.platform("small").show(API, LedgerScene.pin("f00"));
        }
        browser.width(400);
        browser.dark(true);

        browser.open(given.page(path));
        browser.see("#release-flow h1");
        if (path.equals("environments/small/")) {
            browser.see("[data-key=drift-check]").click();
            browser.see("[data-key='adopt-service api']");
        }
        browser.awaitQuiet();

        assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(400);
        assertThat((List<?>) browser.run("return [...document.querySelectorAll('#release-flow :is(a, button, input,"
                        + " select, textarea)')].filter(each => each.checkVisibility()"
                        + " && each.getBoundingClientRect().right > 400).map(each => each.outerHTML)"))
                .isEmpty();
        assertThat((String) browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(23, 24, 28)");
    }

    @Test
    void theFiguresFitANarrowAndDarkScreen() {
        scene("narrow").released("v1", LedgerScene.pin("a1"), API);
        browser.width(400);
        browser.dark(true);

        browser.open(given.page("environments/narrow/figures/"));

        browser.awaitText(".rf-figure", "1 in 12 weeks");
        browser.see(".rf-plot canvas");
        assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
    }

    @Test
    void theLastTwoReleasesAreComparedUnlessOthersAreChosen() {
        LedgerScene scene = scene("compared");
        scene.released("v1", LedgerScene.pin("a1"), API);
        scene.later(Duration.ofHours(1))
                .open(HOSTILE)
                .migrated("migrate", new Migration(MigrationVerdict.DESTRUCTIVE, Optional.of("undo.sh")))
                .deployed(API, LedgerScene.pin("b2"))
                .end(ReleaseState.RELEASED);

        browser.open(given.page("environments/compared/"));
        browser.see("[data-key='compare/']").click();

        browser.awaitText("h1", "Compare releases of compared");
        browser.awaitText("[aria-label=Releases]", HOSTILE + " (#2)");
        assertThat(browser.texts("[aria-label='What they put live'] tbody td"))
                .containsExactly(
                        "a100000 on main",
                        "b200000 on main",
                        "from a100000 on main to b200000 on main; the platform does not tell what was built in between");
        assertThat(browser.texts("[aria-label=Migrations] tbody td"))
                .contains("Completed", "Destructive")
                .anyMatch(text -> text.contains("migrate.sh"));
        assertThat(browser.has("script:not([src])")).isFalse();
    }

    @Test
    void driftIsLookedForAndAdoptedWithAReason() {
        BuildPin one = LedgerScene.pin("a1");
        BuildPin hotfix = LedgerScene.pin("f00");
        scene("drifted").released("v1", one, API);
        given.platform("drifted").show(API, hotfix);
        browser.open(given.page("environments/drifted/"));

        browser.see("[data-key=drift-check]").click();
        browser.awaitText(".rf-drift tbody", "Something else");
        browser.see("[data-key='adopt-service api']").click();
        browser.see("dialog input[name=reason]").sendKeys("hotfix of tonight");
        browser.see("dialog button[type=submit]").click();

        browser.awaitText(".rf-drift tbody", "As recorded");
        assertThat(given.engine()
                        .ledger()
                        .environment("drifted")
                        .live()
                        .get(0)
                        .certain()
                        .orElseThrow())
                .satisfies(live -> {
                    assertThat(live.pin()).isEqualTo(hotfix);
                    assertThat(live.adoption().orElseThrow().text()).isEqualTo("ann: hotfix of tonight");
                });
    }
}

package io.jenkins.plugins.releaseflow.rehearsal.web;

import static io.jenkins.plugins.releaseflow.rehearsal.web.ServedReleases.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.engine.SteeredPlatform;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.SucceededBuild;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.PlatformAnswer;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.Point;

/** What people see and do on the pages of a rehearsal, in a real browser. */
@Timeout(120)
class PagesBrowserTest {
    private static final String HOSTILE =
            "<img src=x onerror=alert(1)><script>alert(2)</script>\u202egnp.exe\u0007 &amp;";

    /** What a page makes of it: all of it can be read, and nothing of it does anything. */
    private static final String AS_TEXT =
            "<img src=x onerror=alert(1)><script>alert(2)</script>\ufffdgnp.exe\u2407 &amp;";

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

    @Test
    void aReleaseIsWatchedLiveToItsEnd() {
        ReleaseId release = given.open("watched", "v1.4.2", "Adds invoices");
        browser.open(given.page(release));
        browser.awaitText("h1", "v1.4.2");
        browser.run("window.isTheSamePage = true");

        given.migrate(release, "n1");
        browser.see(".rf-flow-node[data-node=n1][data-state=running]").click();
        browser.awaitText(".rf-panel h2", "Run job migrate");
        given.platform("watched").print("Migrating schema to v2");
        browser.awaitText(".rf-log-text", "Migrating schema to v2");
        given.end(release, "migrate-1", OperationPhase.SUCCEEDED);
        browser.see(".rf-flow-node[data-node=n1][data-state=completed]");
        given.engine().close(release, ReleaseState.RELEASED, "");
        browser.awaitText("h1 .rf-badge", "Released");

        assertThat(browser.run("return window.isTheSamePage")).isEqualTo(true);
        assertThat(browser.title()).startsWith("v1.4.2 in watched: Released");
        assertThat(browser.run("return document.querySelector('[aria-live=polite]').textContent"))
                .isEqualTo("The release is released.");
        assertThat(browser.texts(".rf-panel code")).contains("migrate", "flyway migrate", "TOKEN");
        assertThat(browser.see("body").getText()).doesNotContain("s3cret");
    }

    @Test
    void aFailedNodeTellsWhatThePlatformAnswered() {
        ReleaseId release = given.open("failed", "v2", "");
        fail(
                release,
                "n1",
                new PlatformAnswer(
                        "POST /v1/projects/shop/jobs/migrate/runs", 409, "no-deployment", "No deployment configured"));

        browser.open(given.page(release));

        browser.see(".rf-flow-node[data-state=failed]").click();
        browser.awaitText(".rf-panel .rf-alert", "It was refused");
        assertThat(browser.texts(".rf-answer dd"))
                .containsExactly(
                        "POST /v1/projects/shop/jobs/migrate/runs",
                        "HTTP 409",
                        "no-deployment",
                        "No deployment configured");
        assertThat(browser.run("return location.hash")).isEqualTo("#node=n1");
    }

    @Test
    void branchesStandBesideEachOtherAndStepsAfterEachOther() {
        ReleaseId id = given.open("parallel", "v4", "");
        Instant from = Clock.systemUTC().instant();
        // In each branch two steps; the second of the slow one begins after the first of the quick one ended.
        step(id, "before", "", from, from.plusSeconds(1));
        step(id, "eu1", "EU", from.plusSeconds(2), from.plusSeconds(4));
        step(id, "us1", "US", from.plusSeconds(2), from.plusSeconds(8));
        step(id, "eu2", "EU", from.plusSeconds(5), from.plusSeconds(7));
        step(id, "us2", "US", from.plusSeconds(9), from.plusSeconds(10));
        step(id, "after", "", from.plusSeconds(11), from.plusSeconds(12));
        browser.open(given.page(id));
        browser.see("[data-node=after]");

        assertThat(place("eu1").getY())
                .isEqualTo(place("eu2").getY())
                .isNotEqualTo(place("us1").getY());
        assertThat(place("us1").getY()).isEqualTo(place("us2").getY());
        assertThat(place("eu1").getX())
                .isEqualTo(place("us1").getX())
                .isGreaterThan(place("before").getX());
        assertThat(place("eu2").getX())
                .isEqualTo(place("us2").getX())
                .isGreaterThan(place("eu1").getX());
        assertThat(place("after").getX()).isGreaterThan(place("us2").getX());
        assertThat(browser.run("return document.querySelectorAll('.rf-flow-edge').length"))
                .isEqualTo(6L);
    }

    private static void step(ReleaseId id, String node, String stage, Instant from, Instant to) {
        Release release = given.append(
                given.read(id),
                new ReleaseEvent.NodePlanned(
                        from,
                        node,
                        NodeKind.RUN_JOB,
                        "Run job " + node,
                        NodeTerms.of(Duration.ofMinutes(5), OnAbort.DETACH),
                        stage,
                        ""));
        given.append(release, new ReleaseEvent.NodeEnded(to, node, NodeState.COMPLETED, Map.of(), Optional.empty()));
    }

    private static Point place(String node) {
        return browser.see("[data-node=" + node + "]").getLocation();
    }

    @Test
    void aDoubtIsResolvedWithTheKeyboardAlone() {
        given.platform("doubtful").nextStart(SteeredPlatform.StartFault.LOST_AMONG_OTHERS);
        ReleaseId release = given.open("doubtful", "v3", "");
        given.migrate(release, "n1");
        given.awaitState(release, "n1", NodeState.IN_DOUBT);
        browser.open(given.page(release));
        browser.see("[data-key=decide]");

        browser.tabTo("[data-node=n1]");
        browser.press(Keys.ENTER);
        browser.tabTo("[data-key=decide]");
        browser.press(Keys.ENTER);
        browser.see("dialog[open]");
        browser.tabTo("dialog input[type=radio]:checked");
        browser.press(Keys.ARROW_DOWN);
        browser.tabTo("dialog input[name=reason]");
        browser.press(Keys.ENTER);
        browser.awaitText("dialog [role=alert]", "Reason is missing.");
        browser.press("the schema is there", Keys.ENTER);

        browser.awaitNone("dialog[open]");
        browser.see(".rf-flow-node[data-node=n1][data-state=completed]");
        assertThat(given.read(release).node("n1").orElseThrow().state()).isEqualTo(NodeState.COMPLETED);
    }

    @Test
    void aHoldIsSeenAndLifted() {
        join(given.engine().hold("held", new Decision("bob", "the freeze of November")));
        browser.open(given.page(""));
        browser.see("[data-key=environment-held]").click();
        browser.awaitText(".rf-alert", "the freeze of November");

        browser.see("button", "Lift the hold…").click();
        browser.see("dialog input[name=reason]").sendKeys("over", Keys.ENTER);

        browser.see("button", "Put on hold…");
        assertThat(given.engine().ledger().environment("held").hold()).isEmpty();
    }

    @Test
    void whatTheHostRefusesIsToldInTheDialog() {
        ReleaseId release = given.open("refused", "v1", "");
        browser.open(given.page(release));
        browser.see("button", "Abort…").click();
        given.engine().close(release, ReleaseState.RELEASED, "");
        browser.see("dialog input[name=reason]").sendKeys("too late");
        given.awaitEnd(release);

        browser.see("dialog button[type=submit]").click();

        browser.awaitText("dialog [role=alert]", "has ended already; it is released");
        browser.press(Keys.ESCAPE);
        browser.awaitNone("dialog[open]");
        // The browser itself notes every answer of 409.
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("409"));
    }

    @Test
    void anAbortedReleaseTakesItsBuildAlongAndStopsWhatSomebodySays() {
        ReleaseId release = given.open("aborted", "v1", "");
        given.migrate(release, "n1");
        browser.open(given.page(release));
        browser.see(".rf-flow-node[data-state=running]");
        browser.see("button", "Abort…").click();

        browser.see("dialog input[value=stop]").click();
        browser.see("dialog input[name=reason]").sendKeys("wrong version", Keys.ENTER);

        browser.see(".rf-flow-node[data-state=aborted]");
        browser.awaitText(".rf-panel", "Aborted by ann: wrong version");
        assertThat(given.stoppedBuilds()).contains("shop#7");
        assertThat(given.platform("aborted").stopped()).hasSize(1);
    }

    @Test
    void workThatNobodyWaitsForIsFollowedToItsEnd() throws IOException {
        ReleaseId release = given.open("detached", "v1", "");
        given.migrate(release, "n1");
        given.awaitState(release, "n1", NodeState.RUNNING);
        given.engine().abort(release, "n1", "The build was stopped");
        given.engine().close(release, ReleaseState.ABORTED, "The build was stopped");
        browser.open(given.page(release));

        browser.awaitText(".rf-release-alert", "its work goes on outside");
        given.platform("detached").print("Still migrating");
        browser.awaitText(".rf-log-text", "Still migrating");
        given.end(release, "migrate-1", OperationPhase.SUCCEEDED);

        browser.awaitText("h1 .rf-badge", "Aborted");
        browser.see(".rf-flow-node[data-state=completed]");
        // What the platform printed last may come after its word that the work is over.
        Files.writeString(
                given.engine().ledger().environment("detached").nodeLog(release.number(), "n1"),
                "The last line\n",
                StandardOpenOption.APPEND);
        browser.awaitText(".rf-log-text", "The last line");
    }

    @Test
    void theDescriptionIsChanged() {
        ReleaseId release = given.open("described", "v1", "Adds invoices");
        browser.open(given.page(release));
        browser.see("[data-key=describe]").click();
        browser.see("dialog textarea").sendKeys(Keys.chord(Keys.CONTROL, "a"), "Adds invoices,\nsee T-7");
        browser.see("dialog button[type=submit]").click();

        browser.awaitText(".rf-description", "see T-7");
        assertThat(given.read(release).description()).isEqualTo("Adds invoices,\nsee T-7");
    }

    @Test
    void releasesAreSearchedAndTurnedThrough() {
        for (int number = 1; number <= 60; number++) {
            ReleaseId release = given.open("many", "v" + number, number == 7 ? "The seventh" : "");
            join(given.engine().close(release, number % 2 == 0 ? ReleaseState.RELEASED : ReleaseState.FAILED, ""));
        }
        browser.open(given.page("environments/many/"));
        browser.awaitText("[role=status]", "60 releases");
        assertThat(browser.texts(".rf-releases tbody th a")).hasSize(50).first().isEqualTo("v60 (#60)");

        browser.see("button", "Older").click();
        browser.see("a", "v1 (#1)");
        browser.see("#rf-search").sendKeys("seventh");
        browser.awaitText("[role=status]", "1 release like that");
        assertThat(browser.texts(".rf-releases tbody th a")).containsExactly("v7 (#7)");
        browser.see("#rf-state").sendKeys("Released");
        browser.awaitText("p[role=status]", "No release is like that.");
        assertThat(browser.run("return location.search")).isEqualTo("?search=seventh&state=released");
    }

    /** The host's side of a rollback is played here: its plan is a real one, and what is sent is kept. */
    @Test
    void aRollbackIsPreviewedAndConfirmed() throws Exception {
        ReleaseId release = given.open("rollback", "v1", "");
        join(given.engine().close(release, ReleaseState.RELEASED, ""));
        browser.open(given.page(release));
        browser.see("[data-key=describe]");
        browser.run(
                """
                const real = window.fetch;
                const plan = arguments[0];
                window.fetch = async (url, options) => {
                    const path = String(url);
                    if (path.includes('rollback/plan')) {
                        return new Response(plan, { headers: { 'Content-Type': 'application/json' } });
                    } else if (path.endsWith('rollback/run')) {
                        window.sent = String(options.body);
                        return Response.json({ message: 'Release rollback #2 rolls back to #1' });
                    } else if (path.endsWith('/json')) {
                        const document = await (await real(url, { headers: { Accept: 'application/json' } })).json();
                        return Response.json({ ...document, canRollBack: true });
                    }
                    return real(url, options);
                };
                document.dispatchEvent(new Event('visibilitychange'));
                """,
                Files.readString(Path.of("src/test/resources/pages/rollback-plan.json"))
                        .replaceFirst("\\{", "{\"preempts\": 7,"));
        browser.see("[data-key=rollback]").click();
        browser.awaitText("dialog", "restoring discards every write since the backup began");

        assertThat(browser.texts("dialog .rf-tag-doubt")).containsExactly("not by a release");
        assertThat(browser.texts("dialog ol li"))
                .hasSize(4)
                .element(1)
                .isEqualTo("Restore orders from backup-of-1.1: Put the data of 2026-11-20T08:25:00Z in the place of"
                        + " what is there");
        browser.awaitText("dialog fieldset:has([name=preempt])", "Release #7 is under way");
        assertThat((String) browser.run("return document.querySelector('[name=preempt]:checked').value"))
                .as("nobody's release is ended unless somebody says so")
                .isEqualTo("false");
        browser.see("dialog [name=preempt][value=true]").click();
        browser.see("dialog [name=reason]").sendKeys("wrong prices", Keys.ENTER);
        browser.awaitText("dialog [role=alert]", "Type production to confirm");
        browser.press("production", Keys.ENTER);

        browser.awaitNone("dialog[open]");
        assertThat((String) browser.run("return window.sent"))
                .contains(
                        "database=restore",
                        "backup=backup-of-1.1",
                        "digest=b11446239e2a48b7b49eca861f2dae11",
                        "confirm=production",
                        "preempt=true",
                        "reason=wrong+prices");
    }

    @Test
    void whateverPeopleAndPlatformsWriteIsText() throws Exception {
        ReleaseId id = hostile("hostile");
        browser.open(given.page(id));
        browser.awaitText(".rf-panel .rf-alert", AS_TEXT);
        browser.awaitText(".rf-log-text", AS_TEXT);
        assertThat(browser.see("h1").getText()).startsWith(AS_TEXT);
        assertThat(browser.see(".rf-description").getText()).startsWith(AS_TEXT);
        assertThat(browser.texts(".rf-facts dd")).contains(AS_TEXT);
        assertThat(browser.texts(".rf-answer dd")).contains(AS_TEXT);
        assertThat(browser.has("img, #release-flow script, iframe")).isFalse();

        browser.open(given.page("environments/hostile/"));
        browser.awaitText(".rf-releases", AS_TEXT);
        assertThat(browser.has("img, #release-flow script, iframe")).isFalse();
        browser.open(given.page("environments/%3Cimg%20src=x%3E/"));
        browser.awaitText("[role=alert]", "there is no environment '<img src=x>'");
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("404"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "environments/hostile-%s/",
                "environments/hostile-%s/compare/",
                "environments/hostile-%s/figures/"
            })
    void whateverPeopleAndPlatformsWriteIsTextInListsAndComparisonsToo(String path) throws Exception {
        String id = Integer.toHexString(path.hashCode());
        String environment = "hostile-" + id;
        hostile(environment);
        released(environment, HOSTILE, new BuildPin(HOSTILE, HOSTILE, HOSTILE, HOSTILE));
        released(environment, HOSTILE, new BuildPin(HOSTILE, HOSTILE, "4f2c91a03b1d", HOSTILE));

        browser.open(given.page(path.formatted(id)));
        browser.see("h1");
        if (!path.contains("figures")) {
            browser.awaitText("#release-flow", "<img src=x onerror=alert(1)><script>alert(2)</script>\ufffdgnp.exe");
        }

        assertThat(browser.has("img, #release-flow script, iframe")).isFalse();
    }

    @Test
    void thePreviewOfARollbackShowsWhateverItIsToldAsText() throws Exception {
        ReleaseId release = given.open("hostile-plan", "v1", "");
        join(given.engine().close(release, ReleaseState.RELEASED, ""));
        browser.open(given.page(release));
        browser.see("[data-key=describe]");
        browser.run("""
                const real = window.fetch;
                const told = new Set(['name', 'message', 'remedy', 'text', 'job', 'command', 'undo', 'branch', 'build', 'buildId', 'commit', 'addon', 'why', 'label', 'target']);
                const spoil = (value, key) => Array.isArray(value) ? value.map((each) => spoil(each, key))
                    : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, spoil(each, name)]))
                    : typeof value === 'string' && (told.has(key) || value.includes(' ')) ? arguments[1] : value;
                const plan = JSON.stringify(spoil(JSON.parse(arguments[0]), ''));
                window.fetch = async (url, options) => {
                    const path = String(url);
                    if (path.includes('rollback/plan')) {
                        return new Response(plan, { headers: { 'Content-Type': 'application/json' } });
                    } else if (path.endsWith('/json')) {
                        const document = await (await real(url, { headers: { Accept: 'application/json' } })).json();
                        return Response.json({ ...document, canRollBack: true });
                    }
                    return real(url, options);
                };
                document.dispatchEvent(new Event('visibilitychange'));
                """, Files.readString(Path.of("src/test/resources/pages/rollback-plan.json")), HOSTILE);
        browser.see("[data-key=rollback]").click();
        browser.awaitText("dialog", AS_TEXT);

        assertThat(browser.has("img, #release-flow script, dialog script, iframe"))
                .isFalse();
    }

    @Test
    void aTargetThatThePlatformDeployedToByItselfIsMarked() {
        BuildPin pin = new BuildPin("app", "b-8", "4f2c91a03b1d", "main");
        ReleaseId release =
                released("continuous", "continuous", pin, new Baseline(Set.of(), Optional.of(pin), "", true));

        browser.open(given.page(release).resolve("#node=n1"));

        browser.awaitText(".rf-panel .rf-tag", "continuous deployment was on");
    }

    @Test
    void aLinkToANodeOpensItAlsoOnAPageThatIsOpenAlready() {
        ReleaseId id = given.open("linked", "v5", "");
        Instant from = Clock.systemUTC().instant();
        step(id, "one", "", from, from.plusSeconds(1));
        step(id, "two", "", from.plusSeconds(2), from.plusSeconds(3));
        browser.open(given.page(id));
        browser.see("[data-node=two]");

        browser.run("location.hash = 'node=one'");
        browser.awaitText(".rf-panel", "Run job one");
        browser.run("location.hash = 'node=two'");
        browser.awaitText(".rf-panel", "Run job two");
    }

    @Test
    void aBuildIsChosenForARunWithTheKeyboardAloneAndWhateverThePlatformListsIsText() {
        BuildPin listed = new BuildPin("shop-build", "b-7", "c0ffee1234567", HOSTILE);
        given.platform("offered").list(new SucceededBuild(listed, Optional.of(7)));
        released("offered", "offers", new BuildPin("shop-build", "b-1", "beef1234567", HOSTILE));
        browser.open(given.page("../job/offers/release-flow/run/"));
        browser.awaitText("fieldset", AS_TEXT);

        browser.tabTo("[data-target='job migrate']");
        browser.press("One");
        browser.awaitText("fieldset select[id$=value]", AS_TEXT);
        browser.tabTo("[id$=value]");
        browser.tabTo(".rf-button-primary");
        browser.press(Keys.ENTER);

        browser.awaitText("[role=status]", "Waiting for its release");
        assertThat(given.asked().get(0).builds())
                .singleElement()
                .extracting(each -> each.override().build().buildId())
                .isEqualTo(Optional.of("b-7"));
        assertThat(browser.has("img, #release-flow script, iframe")).isFalse();
    }

    /** Puts a release of a job on record that put a build on its job. */
    private static void released(String environment, String job, BuildPin pin) {
        released(environment, job, pin, Baseline.empty());
    }

    private static ReleaseId released(String environment, String job, BuildPin pin, Baseline before) {
        Instant at = Clock.systemUTC().instant();
        Release release = given.engine()
                .ledger()
                .environment(environment)
                .open(id -> new ReleaseEvent.Opened(
                        at, id, ReleaseKind.RELEASE, "v1", "", new Origin("ann", "", job, job + "#1", "main")));
        for (ReleaseEvent event : List.of(
                new ReleaseEvent.LockTaken(at),
                new ReleaseEvent.NodePlanned(
                        at,
                        "n1",
                        NodeKind.DEPLOY_BUILD,
                        "Deploy build to job migrate",
                        NodeTerms.of(Duration.ofMinutes(5), OnAbort.DETACH)),
                new ReleaseEvent.NodeIntended(
                        at, "n1", 1, new DeploymentRequest(Target.job("migrate"), pin, Optional.empty()), before),
                new ReleaseEvent.NodeEnded(at, "n1", NodeState.COMPLETED, Map.of(), Optional.empty()),
                new ReleaseEvent.Ended(at, ReleaseState.RELEASED, ""))) {
            release = given.append(release, event);
        }
        return release.id();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "environments/narrow-%d/", "environments/narrow-%d/releases/1/"})
    void everyPageFitsANarrowScreenAndIsDarkWhereThatIsWanted(String path) throws Exception {
        String environment = "narrow-" + path.length();
        hostile(environment);
        browser.width(400);
        browser.dark(true);

        browser.open(given.page(path.formatted(path.length())));
        browser.see("h1");
        browser.see("#release-flow a, #release-flow button");

        assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(400);
        assertThat((String) browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(23, 24, 28)");
    }

    private static ReleaseId hostile(String environment) throws Exception {
        Instant at = Clock.systemUTC().instant();
        Release release = given.engine()
                .ledger()
                .environment(environment)
                .open(id -> new ReleaseEvent.Opened(
                        at,
                        id,
                        ReleaseKind.RELEASE,
                        HOSTILE,
                        HOSTILE,
                        new Origin(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)));
        fail(release.id(), "n1", new PlatformAnswer(HOSTILE, 500, HOSTILE, HOSTILE));
        Path log = given.engine()
                .ledger()
                .environment(environment)
                .nodeLog(release.id().number(), "n1");
        Files.writeString(log, HOSTILE + "\n");
        return release.id();
    }

    /** Puts a node on record that failed, and the end of its release. */
    private static void fail(ReleaseId id, String node, PlatformAnswer answer) {
        Instant at = Clock.systemUTC().instant();
        String words = answer.id().equals(HOSTILE) ? HOSTILE : "It was refused";
        Release release = given.read(id);
        for (ReleaseEvent event : List.of(
                new ReleaseEvent.LockTaken(at),
                new ReleaseEvent.NodePlanned(
                        at, node, NodeKind.RUN_JOB, words, NodeTerms.of(Duration.ofMinutes(5), OnAbort.DETACH)),
                new ReleaseEvent.NodeIntended(
                        at, node, 1, new JobRunRequest(words, Optional.of(words), Map.of()), Baseline.empty()),
                new ReleaseEvent.NodeNoted(at, node, words),
                new ReleaseEvent.NodeEnded(
                        at,
                        node,
                        NodeState.FAILED,
                        Map.of("outcome", words),
                        Optional.of(new Failure(words, Optional.of(answer), List.of(words)))),
                new ReleaseEvent.Ended(at, ReleaseState.FAILED, words))) {
            release = given.append(release, event);
        }
    }
}

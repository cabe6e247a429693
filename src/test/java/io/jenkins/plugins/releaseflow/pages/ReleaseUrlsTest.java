package io.jenkins.plugins.releaseflow.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.security.AccessDeniedException3;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.release.NodeState;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/** What is reached by URL on a Jenkins: who may, and what is answered. */
@Timeout(60)
class ReleaseUrlsTest {
    @TempDir
    private Path home;

    private ReleaseInDoubt given;

    @BeforeEach
    void start() throws IOException {
        given = new ReleaseInDoubt(home);
    }

    @AfterEach
    void stop() {
        given.close();
    }

    @Test
    void everyUrlSaysWhichMethodItTakesAndWhatChangesSomethingTakesOnlyPost() {
        List<Method> reads = List.of(
                method(ReleaseFlowRootAction.class, "doIndex"),
                method(ReleaseFlowRootAction.class, "doJson"),
                method(ReleaseFlowRootAction.class, "doReleases"),
                method(FiguresUrl.class, "doIndex"),
                method(FiguresUrl.class, "doJson"),
                method(CompareUrl.class, "doIndex"),
                method(CompareUrl.class, "doJson"),
                method(DriftUrl.class, "doIndex"),
                method(EnvironmentUrl.class, "doIndex"),
                method(EnvironmentUrl.class, "doJson"),
                method(EnvironmentUrl.class, "doStatus"),
                method(ReleaseUrl.class, "doIndex"),
                method(ReleaseUrl.class, "doJson"),
                method(NodeUrl.class, "doLog"));
        List<Method> all = Stream.of(
                        ReleaseFlowRootAction.class,
                        EnvironmentUrl.class,
                        FiguresUrl.class,
                        CompareUrl.class,
                        DriftUrl.class,
                        ReleaseUrl.class,
                        NodeUrl.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> method.getReturnType() == HttpResponse.class)
                .toList();

        assertThat(all).isNotEmpty().allSatisfy(method -> assertThat(method.isAnnotationPresent(RequirePOST.class))
                .as("%s takes only POST", method)
                .isNotEqualTo(reads.contains(method)));
        assertThat(reads).allSatisfy(method -> assertThat(method.isAnnotationPresent(GET.class))
                .isTrue());
    }

    /** Otherwise Jenkins does not go on to what is below. */
    @Test
    void everyPartOfAUrlHasAMethodOfItsOwn() {
        assertThat(List.of(EnvironmentUrl.class, ReleaseUrl.class, NodeUrl.class))
                .allSatisfy(type -> assertThat(type.getDeclaredMethods())
                        .anyMatch(method -> method.getReturnType() == HttpResponse.class));
    }

    private static Method method(Class<?> type, String name) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"production, 1, n1", "production, 99, n1", "nowhere, 1, n1", "'../../etc', 1, n1", "production, x, n1"})
    void whoLacksThePermissionIsRefusedInTheSameWayWhetherThereIsSuchAReleaseOrNot(
            String environment, String number, String node) {
        given.grantOnJob();

        assertThatThrownBy(() -> decide(environment, number, node, "completed", "", "why"))
                .isInstanceOf(AccessDeniedException3.class)
                .hasMessage("bob is missing the Release/Resolve permission");
        assertThatThrownBy(() -> decide(environment, number, node, "", "", ""))
                .isInstanceOf(AccessDeniedException3.class);
        assertThat(given.state()).isEqualTo(NodeState.IN_DOUBT);
        assertThat(ReleaseFlowRuntime.get().engine().ledger().environments()).containsExactly("production");
    }

    @ParameterizedTest
    @CsvSource({"production, 1", "production, 99", "nowhere, 1", "'../../etc', 1", "production, x"})
    void whoMayNotReadTheJobSeesNoneOfItsReleases(String environment, String number) {
        assertThatThrownBy(() -> read(environment, number))
                .isInstanceOf(AccessDeniedException3.class)
                .hasMessage("bob is missing the Release/View permission");
        assertThat(ReleaseFlowRuntime.get().engine().ledger().environments()).containsExactly("production");
    }

    @Test
    void whoMayReadTheJobSeesItsReleases() {
        given.grantOnJob();

        assertThat(read("production", "1").status()).isEqualTo(200);
    }

    @Test
    void aJobThatIsHiddenFromTheUserIsNotOneThatIsGone() {
        given.grantOnJenkins(ReleasePermissions.RESOLVE, ReleasePermissions.VIEW);

        assertThatThrownBy(() -> decide("production", "1", "n1", "completed", "", "why"))
                .isInstanceOf(AccessDeniedException3.class);
        assertThatThrownBy(() -> read("production", "1")).isInstanceOf(AccessDeniedException3.class);
    }

    @Test
    void whereTheJobIsGoneThePermissionOnJenkinsCounts() throws IOException {
        given.grantOnJob(ReleasePermissions.RESOLVE);
        given.deleteJob();
        assertThatThrownBy(() -> decide("production", "1", "n1", "failed", "", "why"))
                .isInstanceOf(AccessDeniedException3.class);

        given.grantOnJenkins(ReleasePermissions.RESOLVE);

        assertThat(decide("production", "1", "n1", "failed", "", "why").status())
                .isEqualTo(200);
    }

    @Test
    void aDecisionLetsTheStepGoOnAndIsRecordedWithTheUserAndTheReason() {
        given.grantOnJob(ReleasePermissions.RESOLVE);

        SentResponse sent = decide("production", "1", "n1", "completed", "", "it is <done>");

        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.json().at("/node/state").asText()).isEqualTo("completed");
        assertThat(sent.json().path("message").asText())
                .isEqualTo("Run job migrate (n1) of release production #1 is completed now,"
                        + " decided by bob: it is <done>");
        assertThat(given.stepResult().state()).isEqualTo(NodeState.COMPLETED);
        assertThat(given.record().node("n1").orElseThrow().notes())
                .anyMatch(note -> note.contains("Marked as completed by bob: it is <done>"));
    }

    @Test
    void anAdoptedOperationIsWatchedToItsEnd() {
        given.grantOnJob(ReleasePermissions.RESOLVE);

        assertThat(decide("production", "1", "n1", "adopt", "migrate-8", "seen").status())
                .isEqualTo(200);
        given.platform().end("migrate-8", OperationPhase.SUCCEEDED);

        assertThat(given.stepResult().state()).isEqualTo(NodeState.COMPLETED);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            production, 1, n1, done, '', why, 400, resolution: 'done' is not a way out
            production, 1, n1, '', '', why, 400, resolution: is missing
            production, 1, n1, adopt, '', why, 400, operation: is missing
            production, 1, n1, failed, run-1, why, 400, operation: 'run-1' is given
            production, 1, n1, adopt, run-1, why, 400, operation: 'run-1' is not shown by the steered platform
            production, 1, n1, failed, '', ' ', 400, reason: is missing
            production, 1, n2, failed, '', why, 404, node: release production #1 has no node 'n2'; in doubt are: n1 (Run job migrate)
            production, 2, n1, failed, '', why, 404, release: there is no release production #2
            production, 0, n1, failed, '', why, 404, release: there is no release production #0
            staging, 1, n1, failed, '', why, 404, release: there is no release staging #1
            a/b, 1, n1, failed, '', why, 404, release: there is no release a/b #1
            """, quoteCharacter = '\0')
    void whatIsWrongIsToldInOneLine(
            String environment,
            String number,
            String node,
            String resolution,
            String operation,
            String reason,
            int status,
            String message) {
        given.grantOnJenkins(ReleasePermissions.RESOLVE);
        given.grantOnJob(ReleasePermissions.RESOLVE);

        SentResponse sent =
                decide(environment, number, node, unquoted(resolution), unquoted(operation), unquoted(reason));

        assertThat(sent.status()).isEqualTo(status);
        assertThat(sent.json().path("error").asText()).startsWith(message).doesNotContain("\n");
        assertThat(given.state()).isEqualTo(NodeState.IN_DOUBT);
    }

    private static String unquoted(String text) {
        return text.replace("'", "");
    }

    @Test
    void aDecisionIsTakenOnce() {
        given.grantOnJob(ReleasePermissions.RESOLVE);
        decide("production", "1", "n1", "completed", "", "why");

        SentResponse second = decide("production", "1", "n1", "failed", "", "no");

        assertThat(second.status()).isEqualTo(400);
        assertThat(second.json().path("error").asText()).contains("waits for no decision");
        assertThat(given.state()).isEqualTo(NodeState.COMPLETED);
    }

    @Test
    void theRecordIsADocumentThatNoBrowserTakesForAPage() {
        given.grantOnJob(ReleasePermissions.VIEW);

        SentResponse sent = read("production", "1");

        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.headers())
                .containsEntry("Content-Type", "application/json;charset=UTF-8")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Cache-Control", "no-store");
        assertThat(sent.body().lines().reduce("", String::concat)).doesNotContainPattern("[\\x00-\\x1f]");
        assertThat(sent.json().path("name").asText()).isEqualTo("<b>v1</b>");
        assertThat(sent.json().path("description").asText()).isEqualTo("tab\tand bell\u0007");
        assertThat(sent.json().at("/nodes/0/state").asText()).isEqualTo("in-doubt");
        assertThat(sent.json().at("/nodes/0/terms/onInDoubt").asText()).isEqualTo("ask");
        assertThat(sent.json().at("/nodes/0/failure/message").asText()).contains("not certain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "nowhere", "../../etc"})
    void environmentsAreForWhoMayViewOrManageThemOnJenkins(String environment) {
        given.grantOnJob(ReleasePermissions.MANAGE, ReleasePermissions.VIEW);
        EnvironmentUrl url = new ReleaseFlowRootAction().getEnvironments(environment);

        assertThatThrownBy(() -> given.asBob(url::doStatus)).hasMessage("bob is missing the Release/View permission");
        for (Function<String, HttpResponse> change :
                List.<Function<String, HttpResponse>>of(url::doHold, url::doLift, url::doBreakLock)) {
            assertThatThrownBy(() -> given.asBob(() -> change.apply("why")))
                    .isInstanceOf(AccessDeniedException3.class)
                    .hasMessage("bob is missing the Release/Manage permission");
        }
        assertThat(given.state()).isEqualTo(NodeState.IN_DOUBT);
    }

    @Test
    void theStatusOfAnEnvironmentShowsHolderAndHold() {
        given.grantOnJenkins(ReleasePermissions.VIEW, ReleasePermissions.MANAGE);
        ask(url -> url.doHold("freeze"));

        SentResponse status = ask(EnvironmentUrl::doStatus);

        assertThat(status.status()).isEqualTo(200);
        assertThat(status.json().at("/holder/number").asInt()).isEqualTo(1);
        assertThat(status.json().at("/hold/who").asText()).isEqualTo("bob");
        assertThat(status.json().at("/hold/why").asText()).isEqualTo("freeze");
        assertThat(status.headers()).containsEntry("X-Content-Type-Options", "nosniff");
    }

    @Test
    void anEnvironmentIsHeldAndLiftedOnceEach() {
        given.grantOnJenkins(ReleasePermissions.MANAGE);

        SentResponse held = ask(url -> url.doHold("freeze"));
        assertThat(held.status()).isEqualTo(200);
        assertThat(held.json().path("message").asText()).matches("production is on hold since .* by bob: freeze");
        assertThat(ask(url -> url.doHold("more")).json().path("error").asText())
                .contains("production is on hold since");
        SentResponse lifted = ask(url -> url.doLift("over"));
        assertThat(lifted.status()).isEqualTo(200);
        assertThat(lifted.json().has("hold")).isFalse();
        assertThat(ask(url -> url.doLift("over")).status()).isEqualTo(400);
    }

    @Test
    void aBrokenLockEndsItsReleaseAndIsFree() {
        given.grantOnJenkins(ReleasePermissions.MANAGE);

        SentResponse broken = ask(url -> url.doBreakLock("it hangs"));

        assertThat(broken.status()).isEqualTo(200);
        assertThat(broken.json().path("message").asText())
                .startsWith("Release production #1 (<b>v1</b>) ended as in-doubt")
                .contains("bob", "it hangs");
        assertThat(broken.json().has("holder")).isFalse();
        assertThat(given.record().isOpen()).isFalse();
        assertThat(ask(url -> url.doBreakLock("again")).json().path("error").asText())
                .contains("no release holds the lock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "a/b", ""})
    void anEnvironmentThatIsNotThereIsTold(String environment) {
        given.grantOnJenkins(ReleasePermissions.MANAGE, ReleasePermissions.VIEW);
        EnvironmentUrl url = new ReleaseFlowRootAction().getEnvironments(environment);

        for (Supplier<HttpResponse> request :
                List.<Supplier<HttpResponse>>of(url::doStatus, () -> url.doHold("why"), () -> url.doBreakLock("why"))) {
            SentResponse sent = given.asBob(() -> SentResponse.of(request.get()));
            assertThat(sent.status()).isEqualTo(404);
            assertThat(sent.json().path("error").asText())
                    .startsWith("environment: there is no environment '" + environment + "'");
        }
    }

    @Test
    void aChangeNeedsAReason() {
        given.grantOnJenkins(ReleasePermissions.MANAGE);

        assertThat(ask(url -> url.doHold(null)).json().path("error").asText()).startsWith("reason: is missing");
        assertThat(ask(url -> url.doBreakLock(" ")).status()).isEqualTo(400);
        assertThat(given.record().isOpen()).isTrue();
    }

    @Test
    void theConsoleSaysHowToDecideOnAJenkins() {
        assertThat(String.join("\n", given.console()))
                .contains("release-flow-resolve production 1 n1 ")
                .contains("release-flow/environments/production/releases/1/nodes/n1/resolve");
    }

    private SentResponse decide(
            String environment, String number, String node, String resolution, String operation, String reason) {
        return given.asBob(() -> SentResponse.of(new ReleaseFlowRootAction()
                .getEnvironments(environment)
                .getReleases(number)
                .getNodes(node)
                .doResolve(resolution, operation, reason)));
    }

    private SentResponse ask(Function<EnvironmentUrl, HttpResponse> request) {
        return given.asBob(
                () -> SentResponse.of(request.apply(new ReleaseFlowRootAction().getEnvironments("production"))));
    }

    private SentResponse read(String environment, String number) {
        return given.asBob(() -> SentResponse.of(new ReleaseFlowRootAction()
                .getEnvironments(environment)
                .getReleases(number)
                .doIndex("application/json")));
    }
}

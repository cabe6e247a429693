package io.jenkins.plugins.releaseflow.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.cli.CLICommandInvoker;
import hudson.model.Cause;
import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.scenario.EmulatedPlatform;
import io.jenkins.plugins.releaseflow.testing.Controller;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DisableConcurrentBuildsJobProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Rollbacks that people start: by the page's button, by REST and on the command line. HtmlUnit runs no modules, so the button is pressed by what it asks: the URLs, the
 * fields and the crumb that the page's script takes from the page. Each test has an environment of its own, on the same target.
 */
@WithJenkins
class RollbackOnJenkinsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private static Path directory;

    private static JenkinsRule jenkins;
    private static EmulatedPlatform platform;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        platform = EmulatedPlatform.start(directory);
        platform.release();
        platform.build("side", "2");
        Controller.configure(platform.address(), platform.token());
        Controller.environments(
                "button", "restored", "command", "refusing", "orphan", "failing", "chosen", "queued", "busy");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("ann", "bob", "carl")
                .grant(ReleasePermissions.ROLLBACK)
                .everywhere()
                .to("ann")
                .grant(ReleasePermissions.RUN, Item.BUILD)
                .everywhere()
                .to("carl"));
    }

    @AfterAll
    static void stop() throws Exception {
        platform.close();
    }

    @Test
    void theButtonPutsTheCodeBackByABuildInTheNameOfWhoPressedIt() throws Exception {
        WorkflowJob job = releaseTwice("button", "expand");
        JenkinsRule.WebClient ann = client("ann");

        JsonNode document = json(get(ann, release("button", 1) + "json"));
        assertTrue(document.path("canRollBack").asBoolean());
        assertTrue(document.path("may").path("rollback").asBoolean());
        JsonNode plan = json(get(ann, release("button", 1) + "rollback/plan"));
        assertEquals("code", plan.path("database").asText(), plan::toPrettyString);
        JsonNode answer = json(press(ann, "button", Map.of("database", "code", "digest", text(plan, "digest"))));

        assertEquals("button #3", answer.path("build").asText(), answer::toPrettyString);
        WorkflowRun build = ended(job, 3);
        assertEquals("ann", build.getCause(Cause.UserIdCause.class).getUserId());
        jenkins.assertBuildStatusSuccess(build);
        Release rollback = rolledBack("button");
        assertEquals("Orders were 'lost'\n", rollback.rollback().orElseThrow().reason());
        assertEquals("ann", rollback.origin().who());
        assertEquals(deployed("button", 1), deployed("button", rollback.id().number()));
        assertTrue(get(ann, "release-flow/environments/button/status")
                .getContentAsString()
                .contains("hold"));
    }

    @Test
    void aRestoreWantsTheNameOfTheEnvironmentAndPutsTheDatabaseBack() throws Exception {
        WorkflowJob job = releaseTwice("restored", "destructive");
        JenkinsRule.WebClient ann = client("ann");

        JsonNode plan = json(get(ann, release("restored", 1) + "rollback/plan?database=restore"));
        String backup = plan.path("backups").path(0).path("id").asText();
        plan = json(get(ann, release("restored", 1) + "rollback/plan?database=restore&backup=" + backup));
        Map<String, String> fields =
                Map.of("database", "restore", "backup", backup, "digest", text(plan, "digest"), "confirm", "restored");
        WebResponse unconfirmed =
                press(ann, "restored", Map.of("database", "restore", "backup", backup, "confirm", "test"));
        assertEquals(400, unconfirmed.getStatusCode(), unconfirmed::getContentAsString);
        assertEquals(202, press(ann, "restored", fields).getStatusCode(), plan::toPrettyString);

        jenkins.assertBuildStatusSuccess(ended(job, 3));
        Release rollback = rolledBack("restored");
        assertEquals(
                List.of("BACKUP", "RESTORE", "DEPLOY_BUILD"),
                rollback.nodeList().stream().map(node -> node.kind().name()).toList());
        assertEquals(
                1, platform.get("/addons/data/restores").path("restores").size(), "restores that the platform lists");
    }

    @Test
    void theCommandDoesTheSameAndSaysWhatItStarted() throws Exception {
        WorkflowJob job = releaseTwice("command", "expand");

        CLICommandInvoker.Result refused = command("bob");
        assertEquals(6, refused.returnCode(), refused.stderr());
        assertTrue(refused.stderr().contains("Release/Rollback"), refused.stderr());
        CLICommandInvoker.Result done = command("ann");

        assertEquals(0, done.returnCode(), done.stderr());
        assertEquals("The rollback of command to #1 is started as command #3\n", done.stdout());
        jenkins.assertBuildStatusSuccess(ended(job, 3));
        assertEquals("ann", rolledBack("command").origin().who());
    }

    @Test
    void aReleaseWhoseJobIsGoneIsRolledBackByAJobThatIsMadeForIt() throws Exception {
        releaseTwice("orphan", "expand").delete();
        JenkinsRule.WebClient ann = client("ann");

        JsonNode plan = json(get(ann, release("orphan", 1) + "rollback/plan"));
        assertTrue(plan.path("jobGone").asBoolean(), plan::toPrettyString);
        JsonNode answer = json(press(ann, "orphan", Map.of("database", "code")));

        String[] build = answer.path("build").asText().split(" #");
        assertEquals("release-flow-rollbacks", build[0], answer::toPrettyString);
        WorkflowJob made = jenkins.jenkins.getItemByFullName("release-flow-rollbacks", WorkflowJob.class);
        jenkins.assertBuildStatusSuccess(ended(made, Integer.parseInt(build[1])));
        assertEquals("ann", rolledBack("orphan").origin().who());
    }

    @Test
    void aRollbackIsABuildOfItsOwnAlsoWhereOneOfTheJobWaits() throws Exception {
        WorkflowJob job = releaseTwice("queued", "expand");
        job.scheduleBuild2(600);
        Controller.await("a build waits", job::isInQueue);

        assertEquals(
                202, press(client("ann"), "queued", Map.of("database", "code")).getStatusCode());

        jenkins.assertBuildStatusSuccess(ended(job, 3));
        assertEquals("ann", rolledBack("queued").origin().who());
        assertTrue(job.isInQueue(), "the other build still waits");
        jenkins.jenkins.getQueue().cancel(job);
    }

    @Test
    void aRollbackDoesNotWaitForTheBuildOfAJobThatRunsOneAtATime() throws Exception {
        WorkflowJob job = releaseTwice("busy", "expand");
        job.addProperty(new DisableConcurrentBuildsJobProperty());
        job.setDefinition(new CpsFlowDefinition("sleep 600", true));
        WorkflowRun running = job.scheduleBuild2(0).waitForStart();

        JsonNode answer = json(press(client("ann"), "busy", Map.of("database", "code")));

        assertEquals("release-flow-rollbacks", answer.path("build").asText().split(" ")[0], answer::toPrettyString);
        Controller.await("it is rolled back", () -> Controller.release("busy", 3)
                .filter(release -> !release.isOpen())
                .isPresent());
        assertEquals("ann", rolledBack("busy").origin().who());
        assertTrue(running.isBuilding());
        running.doKill();
        jenkins.waitForCompletion(running);
    }

    @Test
    void aReleaseThatFailedIsRolledBackByItselfAndItsBuildFailsAllTheSame() throws Exception {
        WorkflowJob job = Controller.job("failing", """
                releaseFlow(environment: 'failing', allowOlder: true, onFailure: 'rollback') {
                    if (env.BUILD_NUMBER == '1') {
                        deployBuild build: 'app', branch: 'main', target: job('migrate')
                    } else {
                        deployBuild build: 'app', branch: 'side', target: job('migrate')
                        runJob job: 'migrate', command: 'exit 3', migration: 'none'
                    }
                }
                """, FlowDurabilityHint.MAX_SURVIVABILITY);
        jenkins.buildAndAssertSuccess(job);

        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("Rolled back by failing #3 to #1", build);
        assertEquals(
                Optional.of(2), rolledBack("failing").rollback().orElseThrow().after());
        assertEquals(deployed("failing", 1), deployed("failing", 3));
    }

    @Test
    void aRunWithAChosenBuildIsStartedFromThePageOfTheJobAndItsRecordSaysSo() throws Exception {
        WorkflowJob job = Controller.job("chosen", """
                releaseFlow(environment: 'chosen') {
                    deployBuild build: 'app', branch: 'main', target: job('migrate')
                }
                """, FlowDurabilityHint.PERFORMANCE_OPTIMIZED);
        jenkins.buildAndAssertSuccess(job);
        String page = "job/chosen/release-flow/run/";
        String start = page + "start";
        Map<String, String> fields = Map.of(
                "name",
                "Hot fix",
                "allowOlder",
                "true",
                "overrides",
                "[{\"environment\":\"chosen\",\"target\":\"job migrate\",\"build\":\"app\",\"branch\":\"side\"}]");
        JenkinsRule.WebClient carl = client("carl");

        JsonNode offer = json(get(carl, page + "json"));
        assertTrue(offer.toString().contains("job migrate"), offer::toPrettyString);
        assertEquals(405, get(carl, start).getStatusCode());
        WebResponse uncrumbed =
                carl.getPage(new WebRequest(url(start), HttpMethod.POST)).getWebResponse();
        assertEquals(403, uncrumbed.getStatusCode());
        assertEquals(
                403, post(client("bob"), release("chosen", 1), start, fields).getStatusCode());
        assertEquals(403, get(client("bob"), page + "json").getStatusCode());
        assertEquals(1, job.getLastBuild().getNumber());
        WebResponse answer = post(carl, page, start, fields);

        assertTrue(answer.getStatusCode() < 300, answer::getContentAsString);
        jenkins.assertBuildStatusSuccess(ended(job, 2));
        Release release = Controller.release("chosen", 2).orElseThrow();
        assertEquals("Hot fix", release.name());
        assertEquals(
                List.of("carl"),
                release.origin().overrides().stream().map(each -> each.who()).toList());
        assertTrue(deployed("chosen", 2).contains("side"), deployed("chosen", 2));
    }

    @Test
    void theUrlOfTheButtonRefusesGetAndAMissingCrumbAndAMissingPermission() throws Exception {
        WorkflowJob job = releaseTwice("refusing", "expand");
        String run = release("refusing", 1) + "rollback/run";
        JenkinsRule.WebClient ann = client("ann");
        JenkinsRule.WebClient bob = client("bob");

        assertEquals(405, get(ann, run + "?reason=because").getStatusCode());
        WebResponse uncrumbed = ann.getPage(new WebRequest(url(run + "?reason=because"), HttpMethod.POST))
                .getWebResponse();
        assertEquals(403, uncrumbed.getStatusCode());
        assertTrue(uncrumbed.getContentAsString().contains("crumb"), uncrumbed::getContentAsString);
        WebResponse forbidden = press(bob, "refusing", Map.of("database", "code"));
        assertEquals(403, forbidden.getStatusCode());
        assertTrue(forbidden.getContentAsString().contains("Release/Rollback"), forbidden::getContentAsString);
        assertEquals(403, get(bob, release("refusing", 1) + "rollback/plan").getStatusCode());
        assertFalse(json(get(bob, release("refusing", 1) + "json"))
                .path("may")
                .path("rollback")
                .asBoolean());

        assertFalse(job.isInQueue());
        assertEquals(2, job.getLastBuild().getNumber());
    }

    /** A first release with one build, and a second one with another, between which something happened to the database. */
    private static WorkflowJob releaseTwice(String environment, String migration) throws Exception {
        WorkflowJob job = Controller.job(
                environment, """
                releaseFlow(environment: '%s', allowOlder: true) {
                    if (env.BUILD_NUMBER == '1') {
                        deployBuild build: 'app', branch: 'main', target: job('migrate')
                        runJob job: 'migrate', migration: 'none'
                    } else {
                        runBackup addon: 'data'
                        deployBuild build: 'app', branch: 'side', target: job('migrate')
                        runJob job: 'migrate', migration: '%s'
                    }
                }
                """.formatted(environment, migration), FlowDurabilityHint.PERFORMANCE_OPTIMIZED);
        jenkins.buildAndAssertSuccess(job);
        jenkins.buildAndAssertSuccess(job);
        return job;
    }

    private static String release(String environment, int number) {
        return "release-flow/environments/" + environment + "/releases/" + number + "/";
    }

    /** What the page's script does once the button of its dialog is pressed. */
    private static WebResponse press(JenkinsRule.WebClient client, String environment, Map<String, String> fields)
            throws Exception {
        Map<String, String> all = new HashMap<>(fields);
        all.put("reason", "Orders were 'lost'\n");
        return post(client, release(environment, 1), release(environment, 1) + "rollback/run", all);
    }

    /** Sends fields with the crumb of a page. */
    private static WebResponse post(JenkinsRule.WebClient client, String page, String path, Map<String, String> fields)
            throws Exception {
        DomElement head = client.goTo(page).getHead();
        WebRequest request = new WebRequest(url(path), HttpMethod.POST);
        request.setAdditionalHeader(head.getAttribute("data-crumb-header"), head.getAttribute("data-crumb-value"));
        request.setAdditionalHeader("Content-Type", "application/x-www-form-urlencoded");
        request.setRequestBody(encoded(fields));
        return client.getPage(request).getWebResponse();
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static CLICommandInvoker.Result command(String user) {
        return new CLICommandInvoker(jenkins, "release-flow-rollback")
                .asUser(user)
                .invokeWithArgs("command", "1", "--reason", "Orders were lost");
    }

    private static WorkflowRun ended(WorkflowJob job, int number) throws Exception {
        Controller.await(job.getName() + " #" + number + " began", () -> job.getBuildByNumber(number) != null);
        return jenkins.waitForCompletion(job.getBuildByNumber(number));
    }

    private static Release rolledBack(String environment) {
        Release rollback = Controller.release(environment, 3).orElseThrow();
        assertEquals(ReleaseKind.ROLLBACK, rollback.kind());
        assertEquals(ReleaseState.RELEASED, rollback.state(), rollback.message());
        assertTrue(rollback.nodeList().stream().allMatch(node -> node.state() == NodeState.COMPLETED));
        return rollback;
    }

    private static String deployed(String environment, int number) {
        return Controller.release(environment, number).orElseThrow().nodeList().stream()
                .flatMap(node -> node.deployment().stream())
                .map(deployment -> deployment.pin().summary())
                .collect(Collectors.joining());
    }

    private static JenkinsRule.WebClient client(String user) throws Exception {
        return jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .withThrowExceptionOnFailingStatusCode(false)
                .login(user);
    }

    private static URL url(String path) throws Exception {
        return new URL(jenkins.getURL(), path);
    }

    private static WebResponse get(JenkinsRule.WebClient client, String path) throws Exception {
        return client.getPage(url(path)).getWebResponse();
    }

    private static JsonNode json(WebResponse response) throws Exception {
        return MAPPER.readTree(response.getContentAsString());
    }

    private static String text(JsonNode document, String field) {
        return document.path(field).asText();
    }
}

package io.jenkins.plugins.releaseflow.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.scenario.EmulatedPlatform;
import io.jenkins.plugins.releaseflow.testing.Controller;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jenkins.branch.BranchSource;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A multibranch project on a repository of git on this machine. */
@WithJenkins
class GitMultibranchTest {
    private static final String JENKINSFILE = """
            releaseFlow(environment: 'test', name: '%s') {
                def deployed = deployBuild build: 'app', target: job('migrate'), allowOlder: true
                echo "build of ${deployed.pin.branch}"
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void branchesThatArePushedReleaseWhereTheyMayAndStayOnRecordOnceDeleted(JenkinsRule jenkins) throws Exception {
        Path repository = Files.createDirectories(directory.resolve("shop"));
        git(repository, "init", "-q", "-b", "main");
        commit(repository, "one");
        git(repository, "branch", "other");
        try (EmulatedPlatform platform =
                EmulatedPlatform.start(Files.createDirectories(directory.resolve("emulated")))) {
            Controller.configure(platform.address(), platform.token());
            EnvironmentConfiguration environment = new EnvironmentConfiguration("test", "emulated");
            environment.setBranches("main side");
            ReleaseFlowConfiguration.get().setEnvironments(List.of(environment));
            WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, "shop");
            GitSCMSource source = new GitSCMSource(repository.toUri().toString());
            source.setTraits(List.of(new BranchDiscoveryTrait()));
            project.getSourcesList().add(new BranchSource(source));
            index(jenkins, project);

            WorkflowRun first = project.getItem("main").getLastBuild();
            jenkins.assertLogContains("build of main", jenkins.assertBuildStatusSuccess(first));
            jenkins.assertLogContains(
                    "branch 'other' may not release to 'test'; branches that may: main, side",
                    jenkins.assertBuildStatus(
                            Result.FAILURE, project.getItem("other").getLastBuild()));

            platform.build("side", "2");
            git(repository, "checkout", "-q", "-b", "side");
            commit(repository, "two");
            index(jenkins, project);
            jenkins.assertLogContains(
                    "build of side",
                    jenkins.assertBuildStatusSuccess(project.getItem("side").getLastBuild()));
            assertEquals(1, project.getItem("main").getLastBuild().getNumber());

            git(repository, "checkout", "-q", "main");
            git(repository, "branch", "-q", "-D", "side");
            index(jenkins, project);
            assertNull(project.getItem("side"));
        }
        assertEquals(
                List.of("main one", "side two"),
                Controller.engine().ledger().environment("test").list().stream()
                        .map(GitMultibranchTest::text)
                        .sorted()
                        .toList());
    }

    private static String text(ReleaseSummary release) {
        return release.branch() + " " + release.name();
    }

    private static void index(JenkinsRule jenkins, WorkflowMultiBranchProject project) throws Exception {
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
    }

    private static void commit(Path repository, String name) throws Exception {
        Files.writeString(repository.resolve("Jenkinsfile"), JENKINSFILE.formatted(name));
        git(repository, "add", "-A");
        git(repository, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-q", "-m", name);
    }

    private static void git(Path repository, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(repository.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> command + ": " + output);
    }
}

package io.jenkins.plugins.releaseflow.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.Permission;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.engine.SteeredPlatform;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileRunner;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileSource;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineRun;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineTimer;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.Prompter;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.RunSettings;
import io.jenkins.plugins.releaseflow.standin.StandinJenkins;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The stand-in for a Jenkins with the environment {@code production} on a platform that the test steers. */
final class SteeredJenkins implements AutoCloseable {
    private final Path home;
    private final SteeredPlatform platform = new SteeredPlatform();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final StandinJenkins jenkins;

    SteeredJenkins(Path home) throws Exception {
        this.home = home;
        jenkins = StandinJenkins.start(home);
        ReleaseFlowConfiguration configuration = ReleaseFlowConfiguration.get();
        configuration.setPlatforms(List.of(new SteeredPlatformConfiguration("steered", platform)));
        configuration.setEnvironments(List.of(new EnvironmentConfiguration("production", "steered")));
    }

    SteeredPlatform platform() {
        return platform;
    }

    /** Starts a build of this Jenkinsfile on the branch main. */
    PipelineRun start(String jenkinsfile) throws Exception {
        return start(jenkinsfile, Prompter.none(), RunOverrides.NONE);
    }

    /** Starts a build whose questions ann answers with yes. */
    PipelineRun startAnswered(String jenkinsfile) throws Exception {
        return start(jenkinsfile, question -> Optional.of("yes"), RunOverrides.NONE);
    }

    /** Starts a build that somebody asked something else of. */
    PipelineRun start(String jenkinsfile, RunOverrides overrides) throws Exception {
        return start(jenkinsfile, Prompter.none(), overrides);
    }

    /** Starts a build on another branch. */
    PipelineRun startOn(String branch, String jenkinsfile) throws Exception {
        return start(branch, jenkinsfile, Prompter.none(), RunOverrides.NONE);
    }

    /** Lets these branches alone release to the environment, by pattern. */
    void allowOnly(String branches) {
        EnvironmentConfiguration production = new EnvironmentConfiguration("production", "steered");
        production.setBranches(branches);
        ReleaseFlowConfiguration.get().setEnvironments(List.of(production));
    }

    private PipelineRun start(String jenkinsfile, Prompter prompter, RunOverrides overrides) throws Exception {
        return start("main", jenkinsfile, prompter, overrides);
    }

    private PipelineRun start(String branch, String jenkinsfile, Prompter prompter, RunOverrides overrides)
            throws Exception {
        return new JenkinsfileRunner(jenkins, PipelineListener.none(), prompter, PipelineTimer.real())
                .start(
                        new JenkinsfileSource("Jenkinsfile", jenkinsfile),
                        new RunSettings(
                                "shop", "ann", Optional.of(branch), Map.of(), Map.of(), home, console, overrides));
    }

    /** Starts a build that runs as bob, who may do what is granted and nothing else. */
    @SuppressWarnings("try") // it is there to be closed
    PipelineRun startAsBob(String jenkinsfile, Set<Permission> granted) throws Exception {
        jenkins.setACL(ACL.lambda2((who, wanted) -> granted.contains(wanted)));
        try (ACLContext bob = ACL.as(User.getById("bob", true))) {
            return start(jenkinsfile);
        }
    }

    /** What all builds printed. */
    String console() {
        return console.toString(StandardCharsets.UTF_8);
    }

    EnvironmentLedger ledger() {
        return ReleaseFlowRuntime.get().engine().ledger().environment("production");
    }

    static void awaitUntil(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    @Override
    public void close() {
        jenkins.close();
    }
}

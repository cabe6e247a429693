package io.jenkins.plugins.releaseflow.crash;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Result;
import hudson.util.Secret;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.NorthflankPlatformConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.Resolution;
import io.jenkins.plugins.releaseflow.standin.StandinCredentials;
import io.jenkins.plugins.releaseflow.standin.StandinJenkins;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** The stand-in for a Jenkins as it is configured for the shop, and a build of the shop's job with real steps, which goes on where an earlier process left it. */
final class BuildHost implements AutoCloseable {
    private static final String PLATFORM = "platform";
    private static final String TOKEN = "token";

    private final StandinJenkins jenkins;
    private final ShopJob.Build run;
    private final DurableBuild build;
    private final PrintStream console;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /**
     * Starts one.
     *
     * @param home of the host
     * @param number the build's; one that is there goes on
     */
    BuildHost(Path home, int number, URI address, String token) throws IOException {
        jenkins = StandinJenkins.start(home);
        run = ShopJob.build(jenkins, number);
        console = new PrintStream(
                Files.newOutputStream(run.getLogFile().toPath(), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                true,
                StandardCharsets.UTF_8);
        build = new DurableBuild(run, run.getRootDir().toPath().resolve("program"));
        StandinCredentials.get()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, TOKEN, "", Secret.fromString(token)));
        NorthflankPlatformConfiguration platform = new NorthflankPlatformConfiguration(PLATFORM, "shop", TOKEN);
        platform.setUrl(address.toString());
        ReleaseFlowConfiguration.get().setPlatforms(List.of(platform));
        ReleaseFlowConfiguration.get()
                .setEnvironments(List.of(new EnvironmentConfiguration(ReleaseHost.ENVIRONMENT, PLATFORM)));
    }

    ReleaseEngine engine() {
        return ReleaseFlowRuntime.get().engine();
    }

    /** Takes up what is open, and has whoever is asked about a doubt have the work done again. */
    void recover() {
        engine().addListener(this::answer);
        ReleaseFlowRuntime.get().recover().toCompletableFuture().join();
    }

    private void answer(Release release, ReleaseEvent event) {
        if (event instanceof ReleaseEvent.Ended) {
            ended.complete(null);
        }
        if (event instanceof ReleaseEvent.NodeEnded end && end.state() == NodeState.IN_DOUBT) {
            engine().resolve(
                            release.id(),
                            end.node(),
                            new Resolution.RunAgain(),
                            new Decision("ann", "nothing of it is listed"))
                    .exceptionally(failure -> {
                        console.println("not resolved: " + failure);
                        return null;
                    });
        }
    }

    /** Somebody aborts the build. Returns at once. */
    void abort() {
        Thread somebody = new Thread(() -> {
            try {
                build.abort(new FlowInterruptedException(
                        Result.ABORTED, true, new CauseOfInterruption.UserInterruption("bob")));
            } catch (Exception failure) {
                console.println("not aborted: " + failure);
            }
        });
        somebody.setDaemon(true);
        somebody.start();
    }

    /**
     * Runs the script to its end.
     *
     * @return why it failed; empty where it went well
     */
    Optional<Throwable> run(DurableBuild.Script script) {
        Optional<Throwable> failure = Optional.empty();
        try {
            build.run(script, List.of(run, new StreamTaskListener(console, StandardCharsets.UTF_8)));
        } catch (Throwable thrown) {
            failure = Optional.of(thrown);
        }
        failure.ifPresent(thrown -> thrown.printStackTrace(console));
        run.end(failure.map(thrown -> thrown instanceof FlowInterruptedException interrupted
                        ? interrupted.getResult()
                        : Result.FAILURE)
                .orElse(Result.SUCCESS));
        return failure;
    }

    /** Waits for the end of the release that it found open or opened: an aborted build ends before work that goes on without it. */
    void awaitEnd() {
        if (engine().ledger().environment(ReleaseHost.ENVIRONMENT).list().stream()
                .anyMatch(release -> !release.state().isEnd())) {
            ended.join();
        }
    }

    @Override
    public void close() {
        jenkins.close();
    }
}

package io.jenkins.plugins.releaseflow.rehearsal.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.pages.ReleaseJson;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileSource;
import io.jenkins.plugins.releaseflow.rehearsal.web.ControlServer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the pages. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves the pages with the releases that there are, prints their address, and stays until"
                + " interrupted. What an earlier rehearsal left open goes on.")
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options;

    @Mixin
    private PlatformOptions platform;

    @Mixin
    private ServeOptions serving;

    @Option(
            names = "--branch",
            paramLabel = "NAME",
            defaultValue = "main",
            description = "The branch that releases are run on from a page (BRANCH_NAME); default: main.")
    private String branch;

    @Override
    @SuppressWarnings("try") // it is there to be closed
    public Integer call() throws IOException, InterruptedException {
        int port = serving.port();
        ProjectFile project = options.readProject();
        PrintStream progress = options.json() ? System.err : System.out;
        QuietLogging.to(options.home());
        try (RehearsalSession session = RehearsalSession.open(
                        project,
                        options.home(),
                        options.jenkinsHome(),
                        platform.served(),
                        !RehearsalSession.hasPlatform(options.home()),
                        progress);
                ControlServer control = session.serveControl(options.home(), port, builds(session, project))) {
            ReleaseFlowRuntime.get().hintWith(new ResolveHint(options.homeOption()));
            announce(control);
            new CountDownLatch(1).await();
            return Rehearse.RELEASED;
        }
    }

    /** The Jenkinsfile beside the project file, which need not be there until somebody runs it. */
    private RehearsalBuilds builds(RehearsalSession session, ProjectFile project) throws IOException {
        return new RehearsalBuilds(
                session.jenkins(),
                options.home(),
                () -> JenkinsfileSource.read(options.base().resolve("Jenkinsfile")),
                RehearsalBuilds.settings(
                        options.home(),
                        project.project(),
                        System.getProperty("user.name", "developer"),
                        Optional.of(branch),
                        System.getenv()));
    }

    private void announce(ControlServer control) {
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            ObjectNode document = ReleaseJson.object();
            document.put("pages", control.pageAddress("").toString());
            out.println(ReleaseJson.text(document));
        } else {
            out.println("Pages  " + control.pageAddress(""));
            out.println("Stays until interrupted (Ctrl-C).");
        }
        out.flush();
    }
}

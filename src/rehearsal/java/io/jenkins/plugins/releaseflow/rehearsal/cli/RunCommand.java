package io.jenkins.plugins.releaseflow.rehearsal.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Result;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.pages.ReleaseJson;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileSource;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineOutcome;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineRun;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.RunSettings;
import io.jenkins.plugins.releaseflow.rehearsal.web.ControlServer;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.steps.RunOverrides;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jenkins.model.CauseOfInterruption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a Jenkinsfile. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a Jenkinsfile on the platform that the project file describes.",
        footer = {"", "Exit codes: 0 released, 1 the release failed, 2 wrong use or Jenkinsfile, 130 interrupted."})
final class RunCommand implements Callable<Integer> {
    private static final Duration END_PATIENCE = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options;

    @Mixin
    private PlatformOptions platform;

    @Parameters(
            paramLabel = "JENKINSFILE",
            arity = "0..1",
            description = "The Jenkinsfile; default: Jenkinsfile beside the project file.")
    private Optional<Path> jenkinsfile = Optional.empty();

    @Option(
            names = {"-P", "--parameter"},
            paramLabel = "name=value",
            description = "A build parameter; can be given several times.")
    private Map<String, String> parameters = Map.of();

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "Sets RELEASE_ENVIRONMENT, the environment for steps outside of a releaseFlow block.")
    private Optional<String> environment = Optional.empty();

    @Option(
            names = "--branch",
            paramLabel = "NAME",
            defaultValue = "main",
            description = "The branch that the Jenkinsfile is said to be on (BRANCH_NAME); default: main.")
    private String branch;

    @Option(
            names = "--with",
            paramLabel = "TARGET=BUILD",
            description = {
                "Deploys that build to the target, whatever the Jenkinsfile says; can be given several times.",
                "TARGET: " + ChosenBuilds.TARGET_HELP + ".",
                "BUILD: the id of a build, branch:NAME, pr:NUMBER, commit:COMMIT, or latest."
            })
    private Map<String, String> chosen = Map.of();

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Name of the release, whatever the Jenkinsfile says.")
    private String name;

    @Option(
            names = "--description",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Description of the release, whatever the Jenkinsfile says.")
    private String description;

    @Option(names = "--allow-older", description = "Builds may be older than the live ones.")
    private boolean allowOlder;

    @Mixin
    private ServeOptions serving;

    @Option(names = "--serve", description = "Serve the pages while the Jenkinsfile runs, and stay until interrupted.")
    private boolean serve;

    private final Optional<JenkinsfileSource> given;
    private volatile boolean interrupted;

    RunCommand() {
        this.given = Optional.empty();
    }

    /** Runs a script that is no file, and has nothing prepared where there is a platform in the home already. */
    RunCommand(JenkinsfileSource script) {
        this.given = Optional.of(script);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ProjectFile project = options.readProject();
        environment.ifPresent(name -> requireKnown(project, name));
        JenkinsfileSource source = given.orElseGet(this::readJenkinsfile);
        PrintStream progress = options.json() ? System.err : System.out;
        QuietLogging.to(options.home());
        try (RehearsalSession session = RehearsalSession.open(
                project, options.home(), options.jenkinsHome(), platform.served(), prepares(), progress)) {
            return run(session, source, project, progress);
        }
    }

    private boolean prepares() {
        return given.isEmpty() || !RehearsalSession.hasPlatform(options.home());
    }

    private JenkinsfileSource readJenkinsfile() {
        Path file = jenkinsfile.orElseGet(() -> options.base().resolve("Jenkinsfile"));
        if (Rehearse.isCommand(file.toString()) && Files.notExists(file)) {
            throw new WrongUseException(
                    "'" + file + "' is a command, and comes before its options: ./rehearse " + file + " --home DIR");
        }
        try {
            return JenkinsfileSource.read(shown(file));
        } catch (JenkinsfileException missing) {
            throw new WrongUseException(missing.getMessage());
        }
    }

    /** Relative to here where that is shorter, since messages name it. */
    private static Path shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.isAbsolute() && file.startsWith(here) ? here.relativize(file) : file;
    }

    private static void requireKnown(ProjectFile project, String name) {
        if (!project.environments().containsKey(name)) {
            throw new WrongUseException("--environment: there is no environment '" + name + "' in " + project.file()
                    + "; environments there: "
                    + String.join(", ", project.environments().keySet()));
        }
    }

    @SuppressWarnings("try") // the control server is there to be closed
    private int run(RehearsalSession session, JenkinsfileSource source, ProjectFile project, PrintStream progress)
            throws IOException, InterruptedException {
        ReleaseFlowRuntime.get().hintWith(new ResolveHint(options.homeOption()));
        session.openReleases().forEach(new ReleaseReport(new PrintWriter(progress, true), Clock.systemUTC())::doubts);
        NodeProgress nodes = new NodeProgress(progress);
        session.engine().addListener(nodes);
        RunSettings settings = settings(project, progress);
        RehearsalBuilds builds =
                new RehearsalBuilds(session.jenkins(), options.home(), this::readJenkinsfile, settings);
        PipelineRun pipeline;
        try {
            pipeline = builds.start(
                    source,
                    settings.with(new RunOverrides(
                            name, description, allowOlder, new ChosenBuilds(project, settings.user()).read(chosen))));
        } catch (JenkinsfileException wrong) {
            throw new WrongUseException(wrong.getMessage());
        }
        CountDownLatch done = new CountDownLatch(1);
        Runnable forget = session.onShutdown(() -> interrupt(pipeline, done));
        try (ControlServer control = session.serveControl(options.home(), serving.port(), builds)) {
            if (serve) {
                progress.println("Pages: " + control.pageAddress(""));
            }
            PipelineOutcome outcome = pipeline.await();
            boolean ended = nodes.awaitEnds(END_PATIENCE, session.engine()::hasDetached);
            int exit = report(session, outcome, nodes.releases(), ended, project, progress);
            if (serve && !interrupted) {
                forget.run();
                progress.println("The pages stay until interrupted (Ctrl-C).");
                new CountDownLatch(1).await();
            }
            return exit;
        } finally {
            done.countDown();
            forget.run();
        }
    }

    private RunSettings settings(ProjectFile project, PrintStream progress) throws IOException {
        Map<String, String> variables = new HashMap<>(System.getenv());
        environment.ifPresent(name -> variables.put("RELEASE_ENVIRONMENT", name));
        Path workspace = Files.createDirectories(options.home().resolve("workspace"));
        return new RunSettings(
                project.project(),
                System.getProperty("user.name", "developer"),
                Optional.of(branch),
                parameters,
                variables,
                workspace,
                progress);
    }

    /** Lets the steps end as they do when a build is aborted, and the record with them. */
    private void interrupt(PipelineRun pipeline, CountDownLatch done) {
        interrupted = true;
        pipeline.abort(new InterruptedOnTerminal());
        try {
            if (!done.await(END_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("rehearse: the release did not end in time; the next rehearsal takes it up");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private int report(
            RehearsalSession session,
            PipelineOutcome outcome,
            List<Release> releases,
            boolean ended,
            ProjectFile project,
            PrintStream progress) {
        PrintWriter text = new PrintWriter(progress, true);
        text.println();
        ReleaseReport report = new ReleaseReport(text, Clock.systemUTC());
        if (releases.isEmpty() && outcome.result().equals(Result.SUCCESS)) {
            text.println("No release was made");
        }
        for (Release release : releases) {
            report.summary(release, record(session, release));
        }
        ServiceCheck check = new ServiceCheck(HttpClient.newHttpClient());
        session.emulator().ifPresent(emulator -> emulator.serviceAddresses()
                .forEach((service, address) -> text.println("Service " + service + ": "
                        + check.look(address.resolve(
                                project.services().get(service).health().orElse("/"))))));
        if (!ended) {
            text.println("Not all releases have ended; ./rehearse takes them up when it is run again");
        }
        int exit = interrupted ? Rehearse.INTERRUPTED : exitCode(outcome, releases, ended);
        if (options.json()) {
            ObjectNode document = ReleaseJson.object();
            document.put("exitCode", exit);
            document.put("result", outcome.result().toString());
            outcome.failure().ifPresent(failure -> document.put("failure", String.valueOf(failure.getMessage())));
            ArrayNode list = document.putArray("releases");
            releases.forEach(release -> list.add(session.json(release).put("record", record(session, release))));
            spec.commandLine().getOut().println(ReleaseJson.text(document));
            spec.commandLine().getOut().flush();
        }
        return exit;
    }

    private static String record(RehearsalSession session, Release release) {
        return session.engine()
                .ledger()
                .environment(release.id().environment())
                .recordOf(release.id().number())
                .toString();
    }

    static int exitCode(PipelineOutcome outcome, List<Release> releases, boolean ended) {
        if (outcome.mistake().isPresent()) {
            return Rehearse.WRONG_USE;
        }
        boolean released = releases.stream().allMatch(release -> release.state() == ReleaseState.RELEASED);
        return ended && released && outcome.result().isBetterOrEqualTo(Result.UNSTABLE)
                ? Rehearse.RELEASED
                : Rehearse.FAILED;
    }

    /** Says who aborted. */
    private static final class InterruptedOnTerminal extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "Interrupted on the terminal";
        }
    }
}

package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import hudson.model.Descriptor;
import io.jenkins.plugins.releaseflow.standin.StandinJenkins;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** Runs Jenkinsfiles in a test, in a home directory of their own. */
final class JenkinsfileHarness implements AutoCloseable {

    /** How a run ended, and what it printed. */
    record Ran(PipelineOutcome outcome, List<String> console) {
        String result() {
            return outcome.result().toString();
        }
    }

    private final StandinJenkins jenkins;
    private final Path workspace;
    private final Screen console = new Screen();
    private final RecordedEvents events = new RecordedEvents();
    private final ManualTimer timer = new ManualTimer();
    private final Map<String, String> parameters = new HashMap<>();
    private Prompter prompter = Prompter.none();
    private Optional<String> branch = Optional.empty();

    JenkinsfileHarness(Path home) throws IOException {
        workspace = Files.createDirectories(home.resolve("project"));
        jenkins = StandinJenkins.start(home.resolve("home"));
        for (Descriptor<?> descriptor : TestSteps.descriptors()) {
            jenkins.getExtensionList(Descriptor.class).add(descriptor);
            if (descriptor instanceof StepDescriptor step) {
                jenkins.getExtensionList(StepDescriptor.class).add(step);
            }
        }
    }

    JenkinsfileHarness branch(String name) {
        branch = Optional.of(name);
        return this;
    }

    JenkinsfileHarness parameter(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    JenkinsfileHarness answering(String... answers) {
        List<String> left = new ArrayList<>(List.of(answers));
        prompter = question -> Optional.of(left.remove(0));
        return this;
    }

    PipelineRun start(String jenkinsfile) throws IOException {
        return runner().start(
                        new JenkinsfileSource("Jenkinsfile", jenkinsfile),
                        new RunSettings(
                                "shop",
                                "alice",
                                branch,
                                parameters,
                                Map.of("PATH", System.getenv("PATH"), "GREETING", "hello"),
                                workspace,
                                console));
    }

    Ran run(String jenkinsfile) throws Exception {
        return finish(start(jenkinsfile));
    }

    Ran finish(PipelineRun run) throws Exception {
        CompletableFuture<PipelineOutcome> outcome = CompletableFuture.supplyAsync(() -> {
            try {
                return run.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return new Ran(outcome.get(30, TimeUnit.SECONDS), lines());
    }

    JenkinsfileRunner runner() {
        return new JenkinsfileRunner(jenkins, events, prompter, timer);
    }

    List<String> lines() {
        return console.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Waits until the console shows a line. */
    void awaitLine(String line) throws InterruptedException {
        console.await(() -> lines().contains(line));
    }

    RecordedEvents events() {
        return events;
    }

    ManualTimer timer() {
        return timer;
    }

    /** The descriptor of a test step. */
    <T extends StepDescriptor> T step(Class<T> type) {
        return jenkins.getExtensionList(StepDescriptor.class).get(type);
    }

    /** Waits until a step hangs and tells its name. */
    String nextHanging() throws InterruptedException {
        return step(TestSteps.Hang.DescriptorImpl.class).next();
    }

    StandinJenkins jenkins() {
        return jenkins;
    }

    Path workspace() {
        return workspace;
    }

    @Override
    public void close() {
        jenkins.close();
    }

    /** What the console shows so far. */
    private static final class Screen extends ByteArrayOutputStream {
        private static final long PATIENCE_MILLIS = 20_000;

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            notifyAll();
        }

        synchronized void await(BooleanSupplier condition) throws InterruptedException {
            long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
            while (!condition.getAsBoolean()) {
                long left = deadline - System.currentTimeMillis();
                if (left <= 0) {
                    throw new AssertionError("Waited in vain, the console shows " + this);
                }
                wait(left);
            }
        }
    }
}

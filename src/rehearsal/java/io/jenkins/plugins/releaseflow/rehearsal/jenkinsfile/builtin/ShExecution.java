package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.WorkingDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Runs the process of {@code sh}, and ends the whole tree of processes when it is stopped. */
final class ShExecution extends StepExecution {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String script;
    private final boolean returnStdout;
    private final boolean returnStatus;
    private transient Optional<Process> process = Optional.empty();
    private transient Optional<Throwable> stopped = Optional.empty();

    ShExecution(StepContext context, String script, boolean returnStdout, boolean returnStatus) {
        super(context);
        this.script = script;
        this.returnStdout = returnStdout;
        this.returnStatus = returnStatus;
    }

    @Override
    public synchronized boolean start() throws Exception {
        PrintStream console = getContext().get(TaskListener.class).getLogger();
        Path file = Files.createTempFile("rehearsal-", ".sh");
        Files.writeString(file, script);
        ProcessBuilder builder = new ProcessBuilder(command(file))
                .directory(getContext().get(WorkingDirectory.class).path().toFile());
        builder.environment().clear();
        builder.environment().putAll(getContext().get(EnvVars.class));
        builder.redirectErrorStream(!returnStdout);
        Process started = builder.start();
        process = Optional.of(started);
        started.getOutputStream().close();
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        Thread errors = pump(started.getErrorStream(), console);
        Thread output = pump(started.getInputStream(), returnStdout ? captured : console);
        Thread end = new Thread(() -> finish(started, List.of(errors, output), captured, file), "sh " + started.pid());
        end.setDaemon(true);
        end.start();
        return false;
    }

    private List<String> command(Path file) {
        if (script.startsWith("#!")) {
            String interpreter =
                    script.lines().findFirst().orElseThrow().substring(2).strip();
            List<String> command = new ArrayList<>(List.of(interpreter.split("\\s+")));
            command.add(file.toString());
            return command;
        }
        return List.of("sh", "-xe", file.toString());
    }

    private static Thread pump(InputStream from, OutputStream to) {
        Thread thread = new Thread(
                () -> {
                    try (from) {
                        from.transferTo(to);
                    } catch (IOException e) {
                        // The process has been ended while it was printing.
                    }
                },
                "output of sh");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void finish(Process started, List<Thread> pumps, ByteArrayOutputStream captured, Path file) {
        try {
            int status = started.waitFor();
            for (Thread pump : pumps) {
                pump.join();
            }
            Files.deleteIfExists(file);
            Optional<Throwable> cause = stopped();
            if (cause.isPresent()) {
                getContext().onFailure(cause.get());
            } else if (returnStatus) {
                getContext().onSuccess(status);
            } else if (status != 0) {
                getContext().onFailure(new AbortException("script returned exit code " + status));
            } else {
                getContext().onSuccess(returnStdout ? captured.toString(StandardCharsets.UTF_8) : null);
            }
        } catch (InterruptedException | IOException e) {
            getContext().onFailure(e);
        }
    }

    private synchronized Optional<Throwable> stopped() {
        return stopped;
    }

    @Override
    public void stop(Throwable cause) {
        Optional<Process> running;
        synchronized (this) {
            stopped = Optional.of(cause);
            running = process;
        }
        running.ifPresent(root -> {
            List<ProcessHandle> descendants = root.descendants().toList();
            // The shell first: where its command ends before it, it would go on with the next.
            root.destroy();
            descendants.forEach(ProcessHandle::destroy);
        });
        if (running.isEmpty()) {
            getContext().onFailure(cause);
        }
    }
}

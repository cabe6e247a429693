package io.jenkins.plugins.releaseflow.crash;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * What a build has on disk of its steps. It is saved as Pipeline saves a program: as a whole, once a step has begun to wait. What came since then is lost with the
 * process. Safe for use by many threads.
 */
final class Program {
    /** A call of a step. Guarded by the program. */
    static final class Call implements Serializable {
        private static final long serialVersionUID = 1L;

        final StepExecution execution;
        /** What the steps of its block see; null before the block began. */
        List<Object> block;

        BodyExecutionCallback callback;
        boolean blockEnded;
        boolean ended;
        Object value;
        Throwable failure;

        Call(StepExecution execution) {
            this.execution = execution;
        }
    }

    private final Path file;
    private final Map<String, Call> calls;

    private Program(Path file, Map<String, Call> calls) {
        this.file = file;
        this.calls = calls;
    }

    /**
     * The program in that file; an empty one where there is no file.
     *
     * @param build what the contexts of loaded steps belong to
     */
    @SuppressWarnings("unchecked") // written below
    static Program load(Path file, DurableBuild build) throws IOException {
        if (!Files.exists(file)) {
            return new Program(file, new HashMap<>());
        }
        try (InputStream bytes = Files.newInputStream(file);
                ObjectInputStream in = new ObjectInputStream(bytes) {
                    {
                        enableResolveObject(true);
                    }

                    @Override
                    protected Object resolveObject(Object object) {
                        if (object instanceof DurableContext context) {
                            context.attach(build);
                        }
                        return object;
                    }
                }) {
            return new Program(file, (Map<String, Call>) in.readObject());
        } catch (ClassNotFoundException foreign) {
            throw new IOException(foreign);
        }
    }

    synchronized Optional<Call> find(String name) {
        return Optional.ofNullable(calls.get(name));
    }

    synchronized Call add(String name, StepExecution execution) {
        Call call = new Call(execution);
        calls.put(name, call);
        return call;
    }

    synchronized void save() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(calls);
        }
        Path whole = Files.write(file.resolveSibling(file.getFileName() + ".new"), bytes.toByteArray());
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }
}

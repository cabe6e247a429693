package io.jenkins.plugins.releaseflow.steps;

import static io.jenkins.plugins.releaseflow.steps.SteeredJenkins.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineRun;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A releaseFlow block whose build was saved before its release was opened, and is resumed. */
@Timeout(60)
class ResumedReleaseFlowTest {
    @TempDir
    private Path home;

    @Test
    void aBlockThatWaitedForItsLockWaitsOnInTheReleaseThatItOpenedBefore() throws Exception {
        try (SteeredJenkins jenkins = new SteeredJenkins(home)) {
            PipelineRun holder = jenkins.start("releaseFlow(environment: 'production') { runJob job: 'migrate' }");
            awaitUntil(() -> jenkins.platform().starts().size() == 1);
            ByteArrayOutputStream console = new ByteArrayOutputStream();
            BlockContext context = new BlockContext(Map.of(
                    Run.class,
                    holder.run(),
                    TaskListener.class,
                    new StreamTaskListener(console, StandardCharsets.UTF_8)));
            ReleaseFlowStep step = new ReleaseFlowStep("production");
            step.setName("queued");
            StepExecution first = step.start(context);
            byte[] saved = save(first);
            first.start();
            awaitUntil(() -> jenkins.ledger().list().size() == 2 && waits(console));
            console.reset();
            // Nor was the build saved with the id of its release.
            holder.run().removeAction(holder.run().getAction(BuildReleasesAction.class));

            StepExecution resumed = load(saved, context);
            resumed.onResume();

            awaitUntil(() -> waits(console));
            assertThat(jenkins.ledger().list()).hasSize(2);
            assertThat(StepReleases.known(holder.run()))
                    .as("what the build brings to an end")
                    .containsExactly(new ReleaseId("production", 2));
            resumed.stop(new FlowInterruptedException(Result.ABORTED, true));
            awaitUntil(() -> jenkins.ledger()
                    .read(2)
                    .map(Release::state)
                    .filter(ReleaseState.ABORTED::equals)
                    .isPresent());
            jenkins.platform().end("migrate-1", OperationPhase.SUCCEEDED);
            assertThat(holder.await().result()).isEqualTo(Result.SUCCESS);
        }
    }

    /** Otherwise a build that came back without the step's key would open a second release. */
    @Test
    void nothingIsOpenedBeforeTheBuildIsSavedWithTheStep() throws Exception {
        try (SteeredJenkins jenkins = new SteeredJenkins(home)) {
            PipelineRun holder = jenkins.start("releaseFlow(environment: 'production') { runJob job: 'migrate' }");
            awaitUntil(() -> jenkins.platform().starts().size() == 1);
            ByteArrayOutputStream console = new ByteArrayOutputStream();
            SettableFuture<Void> saved = SettableFuture.create();
            StepExecution execution = new ReleaseFlowStep("production")
                    .start(new BlockContext(
                            Map.of(
                                    Run.class,
                                    holder.run(),
                                    TaskListener.class,
                                    new StreamTaskListener(console, StandardCharsets.UTF_8)),
                            saved));
            execution.start();
            jenkins.platform().end("migrate-1", OperationPhase.SUCCEEDED);
            assertThat(holder.await().result()).isEqualTo(Result.SUCCESS);
            assertThat(jenkins.ledger().list()).as("before it is saved").hasSize(1);

            saved.set(null);

            awaitUntil(() -> jenkins.ledger().read(2).flatMap(Release::lockedAt).isPresent());
            ReleaseFlowRuntime.get()
                    .engine()
                    .close(new ReleaseId("production", 2), ReleaseState.ABORTED, "")
                    .toCompletableFuture()
                    .join();
        }
    }

    private static boolean waits(ByteArrayOutputStream console) {
        return console.toString(StandardCharsets.UTF_8).contains("Waiting for production #1");
    }

    /** As a program is saved: the context is the host's to save. */
    private static byte[] save(StepExecution execution) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes) {
            {
                enableReplaceObject(true);
            }

            @Override
            protected Object replaceObject(Object object) {
                return object instanceof BlockContext ? new Placeholder() : object;
            }
        }) {
            out.writeObject(execution);
        }
        return bytes.toByteArray();
    }

    private static StepExecution load(byte[] saved, BlockContext context) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(saved)) {
            {
                enableResolveObject(true);
            }

            @Override
            protected Object resolveObject(Object object) {
                return object instanceof Placeholder ? context : object;
            }
        }) {
            return (StepExecution) in.readObject();
        }
    }

    /** Stands for the context in what is saved. */
    private static final class Placeholder extends BlockContext {
        private static final long serialVersionUID = 1L;

        Placeholder() {
            super(Map.of());
        }
    }

    /** What a step is told by, in these tests: its block is never run. */
    private static class BlockContext extends StepContext {
        private static final long serialVersionUID = 1L;

        private final transient Map<Class<?>, Object> around;
        private final transient ListenableFuture<Void> saved;

        BlockContext(Map<Class<?>, Object> around) {
            this(around, Futures.immediateVoidFuture());
        }

        BlockContext(Map<Class<?>, Object> around, ListenableFuture<Void> saved) {
            this.around = around;
            this.saved = saved;
        }

        @Override
        public <T> T get(Class<T> key) {
            return key.cast(around.get(key));
        }

        @Override
        public void onSuccess(Object result) {
            throw new AssertionError("no block, no success");
        }

        @Override
        public void onFailure(Throwable failure) {
            // The step ends when it is stopped; what it says then is the host's to show.
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public ListenableFuture<Void> saveState() {
            return saved;
        }

        @Override
        public void setResult(Result result) {
            throw new AssertionError("a step sets no result");
        }

        @Override
        public BodyInvoker newBodyInvoker() {
            throw new IllegalStateException("there is no block");
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}

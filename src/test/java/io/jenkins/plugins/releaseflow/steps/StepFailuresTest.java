package io.jenkins.plugins.releaseflow.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.AbortException;
import hudson.model.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.Test;

class StepFailuresTest {
    private final List<Throwable> failures = new ArrayList<>();

    /** Seen on a real Jenkins: the failure was kept with the build, which ended with it after the restart. */
    @Test
    void aStepThatAsksWhileJenkinsIsEndingDoesNotFail() {
        ScheduledThreadPoolExecutor ended = new ScheduledThreadPoolExecutor(1);
        ended.shutdownNow();

        CompletableFuture.completedFuture("release")
                .thenCompose(id -> CompletableFuture.supplyAsync(() -> id, ended))
                .whenComplete((node, failure) -> StepFailures.tell(new Recorded(), failure));

        assertThat(failures).isEmpty();
    }

    @Test
    void anyOtherFailureIsTold() {
        StepFailures.tell(new Recorded(), new CompletionException(new IllegalArgumentException("job: there is none")));

        assertThat(failures)
                .singleElement()
                .isInstanceOf(AbortException.class)
                .extracting(Throwable::getMessage)
                .isEqualTo("job: there is none");
    }

    private final class Recorded extends StepContext {
        private static final long serialVersionUID = 1L;

        @Override
        public <T> T get(Class<T> key) {
            return null;
        }

        @Override
        public void onSuccess(Object result) {
            throw new AssertionError("it did not succeed");
        }

        @Override
        public void onFailure(Throwable failure) {
            failures.add(failure);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public ListenableFuture<Void> saveState() {
            return Futures.immediateFuture(null);
        }

        @Override
        public void setResult(Result r) {
            throw new AssertionError("it has no result");
        }

        @Override
        public BodyInvoker newBodyInvoker() {
            throw new AssertionError("it has no body");
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

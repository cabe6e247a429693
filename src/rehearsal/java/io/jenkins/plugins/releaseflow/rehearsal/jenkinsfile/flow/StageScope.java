package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineListener.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A context object: the stage that a step runs in, and how that stage does so far. Thread-safe. */
public final class StageScope {

    private final Stage stage;
    private final Optional<StageScope> parent;
    private Result result = Result.SUCCESS;
    private boolean skipped;

    /** A stage in another one, or at the top. */
    public StageScope(Optional<StageScope> parent, String name) {
        List<String> path =
                new ArrayList<>(parent.map(scope -> scope.stage.path()).orElse(List.of()));
        path.add(name);
        this.stage = new Stage(List.copyOf(path));
        this.parent = parent;
    }

    /** Where the stage stands. */
    public Stage stage() {
        return stage;
    }

    /** Makes the stage's result, and that of the stages around it, at least as bad. */
    public void worsen(Result worse) {
        worsenAlone(worse);
        parent.ifPresent(scope -> scope.worsen(worse));
    }

    /** The stage's block has failed; whether the stages around it fail too is theirs to say, since they may catch it. */
    public void failed(Throwable failure) {
        worsenAlone(Results.of(failure));
    }

    private synchronized void worsenAlone(Result worse) {
        if (worse.isWorseThan(result)) {
            result = worse;
        }
    }

    /** The stage turned out not to be wanted. */
    public synchronized void skip() {
        skipped = true;
    }

    /** Runs code as this stage and tells the listener. */
    public <T> T run(PipelineListener listener, Callable<T> code) throws Exception {
        listener.stageStarted(stage);
        try {
            return code.call();
        } catch (Throwable failure) {
            failed(failure);
            throw failure;
        } finally {
            listener.stageEnded(stage, end());
        }
    }

    /** How the stage has ended, if it ends now. */
    public synchronized Result end() {
        return skipped ? Result.NOT_BUILT : result;
    }

    /** The worst so far. */
    public synchronized Result result() {
        return result;
    }
}

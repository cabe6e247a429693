package io.jenkins.plugins.releaseflow.standin;

import hudson.model.Result;
import hudson.model.Run;
import java.io.IOException;

/** A build that does nothing. */
public final class SampleRun extends Run<SampleJob, SampleRun> {
    SampleRun(SampleJob job) throws IOException {
        super(job);
    }

    SampleRun begin() {
        onStartBuilding();
        return this;
    }

    SampleRun end(Result result) {
        setResult(result);
        onEndBuilding();
        return this;
    }
}

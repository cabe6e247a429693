package io.jenkins.plugins.releaseflow.badhouse.release;

import hudson.model.Run;
import io.jenkins.plugins.releaseflow.badhouse.engine.Sleeper;
import io.jenkins.plugins.releaseflow.badhouse.standin.Pretender;
import java.util.Date;

/** Knows what a release may not know: Jenkins, the engine, the second host, and dates of the old kind. */
public final class Gossip {
    private final Run<?, ?> build;
    private final Sleeper sleeper;
    private final Pretender pretender;

    public Gossip(Run<?, ?> build, Sleeper sleeper, Pretender pretender) {
        this.build = build;
        this.sleeper = sleeper;
        this.pretender = pretender;
    }

    public Date since() {
        return new Date(build.getTimeInMillis() + sleeper.hashCode() + pretender.hashCode());
    }
}

package io.jenkins.plugins.releaseflow.badhouse.engine;

import io.jenkins.plugins.releaseflow.badhouse.platform.north.North;
import io.jenkins.plugins.releaseflow.badhouse.release.Gossip;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds a thread while it waits, shouts, keeps static state, looks at the clock, at a database and at a particular platform, and knows who knows it. */
public final class Sleeper {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static Instant last = Instant.EPOCH;

    private Sleeper() {}

    public static void wait(Connection database, Gossip gossip, North north) throws InterruptedException, SQLException {
        last = Instant.now();
        Thread.sleep(COUNT.incrementAndGet());
        System.out.println(database.getCatalog() + gossip.since() + north.south() + last);
    }
}

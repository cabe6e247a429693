package io.jenkins.plugins.releaseflow.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkins.RehearsalJob;
import io.jenkins.plugins.releaseflow.rehearsal.jenkins.RehearsalRun;
import io.jenkins.plugins.releaseflow.standin.StandinJenkins;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether a pull request is trusted is for its branch source to say. */
@Timeout(30)
class PullRequestTrustTest {
    private static final String HEAD = "4f2c91a";

    @TempDir
    private Path home;

    private StandinJenkins jenkins;

    @BeforeEach
    void start() throws IOException {
        jenkins = StandinJenkins.start(home);
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    @Test
    void oneThatTheSourceTrustsMayRelease() throws IOException {
        check(buildOf("trusted", HEAD));
    }

    @Test
    void oneThatTheSourceDoesNotTrustMayNot() throws IOException {
        RehearsalRun build = buildOf("stranger", HEAD);

        assertThatThrownBy(() -> check(build))
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not trust this pull request (4f2c91a), so it may not release. Merge it");
    }

    @Test
    void oneOfWhichTheSourceCouldNotBeAskedMayNot() throws IOException {
        RehearsalRun build = buildOf("unreachable", HEAD);

        assertThatThrownBy(() -> check(build)).hasMessageContaining("could not be asked: 503 Service Unavailable");
    }

    @Test
    void oneOfWhichTheRevisionIsNotKnownMayNot() throws IOException {
        RehearsalRun build = buildOf("trusted", "");

        assertThatThrownBy(() -> check(build)).hasMessageContaining("does not say which revision it is of");
    }

    /** Only a branch source makes jobs of pull requests, so it was removed or replaced since. */
    @Test
    void oneWhoseSourceIsGoneMayNot() throws IOException {
        RehearsalRun build = buildOf("plain", "");

        assertThatThrownBy(() -> check(build)).hasMessageContaining("branch source of this pull request is gone");
    }

    private RehearsalRun buildOf(String job, String revision) throws IOException {
        RehearsalRun build = RehearsalJob.in(jenkins, job).newRun(Clock.systemUTC());
        if (!revision.isEmpty()) {
            SCMSource source = SCMSource.SourceByItem.findSource(build.getParent());
            build.addAction(new SCMRevisionAction(source, new Revision(revision)));
        }
        return build;
    }

    private static void check(RehearsalRun build) {
        assertThat(PullRequestTrust.check(build, TaskListener.NULL)
                        .toCompletableFuture()
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join())
                .isNull();
    }

    /** A revision by its commit. */
    private static final class Revision extends SCMRevision {
        private static final long serialVersionUID = 1L;

        private final String commit;

        Revision(String commit) {
            super(new SCMHead("PR-1"));
            this.commit = commit;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Revision that && commit.equals(that.commit);
        }

        @Override
        public int hashCode() {
            return commit.hashCode();
        }

        @Override
        public String toString() {
            return commit;
        }
    }

    /** Trusts by the name of the job. */
    private static final class Source extends SCMSource {
        private final String job;

        Source(String job) {
            this.job = job;
        }

        @Override
        public SCMRevision getTrustedRevision(SCMRevision revision, TaskListener listener) throws IOException {
            if (job.equals("unreachable")) {
                throw new IOException("503 Service Unavailable");
            }
            return job.equals("trusted") ? revision : new Revision("of the target");
        }
    }

    /** Gives each job but the plain one a source, always the same. */
    @Extension
    public static final class Sources extends SCMSource.SourceByItem {
        private final Map<String, SCMSource> known = new ConcurrentHashMap<>();

        @Override
        public SCMSource getSource(Item item) {
            return Set.of("trusted", "stranger", "unreachable").contains(item.getName())
                    ? known.computeIfAbsent(item.getName(), Source::new)
                    : null;
        }
    }
}

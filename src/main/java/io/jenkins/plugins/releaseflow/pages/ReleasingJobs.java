package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.ledger.JobNames;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Which jobs ever released, and which folders have such jobs: Jenkins asks for the links of a job with every page, so the answer must cost next to nothing. Read
 * from the index once, and kept up to date from there.
 */
@Extension
@Restricted(NoExternalUse.class)
public class ReleasingJobs {
    private record Known(ReleaseEngine engine, JobNames names, Set<String> jobs) {}

    private volatile Optional<Known> known = Optional.empty();

    static ReleasingJobs get() {
        return ExtensionList.lookupSingleton(ReleasingJobs.class);
    }

    /** Whether an item of that full name, or one below it, released. */
    boolean contains(String fullName) {
        return jobs().contains(fullName);
    }

    private Set<String> jobs() {
        ReleaseEngine engine = ReleaseFlowRuntime.get().engine();
        JobNames names = engine.ledger().jobNames();
        Optional<Known> now =
                known.filter(here -> here.engine() == engine && here.names().equals(names));
        return now.orElseGet(() -> read(engine, names)).jobs();
    }

    private synchronized Known read(ReleaseEngine engine, JobNames names) {
        Set<String> jobs = ConcurrentHashMap.newKeySet();
        boolean isHeard = known.filter(here -> here.engine() == engine).isPresent();
        Known fresh = new Known(engine, names, jobs);
        known = Optional.of(fresh);
        if (!isHeard) {
            engine.addListener((release, event) ->
                    known.ifPresent(here -> add(here.jobs(), release.origin().job())));
        }
        Ledger ledger = engine.ledger();
        for (String environment : ledger.environments()) {
            ledger.environment(environment)
                    .list()
                    .forEach(summary -> add(jobs, names.now(summary.job(), summary.openedAt())));
        }
        return fresh;
    }

    private static void add(Set<String> jobs, String job) {
        String name = job;
        while (!name.isEmpty() && jobs.add(name)) {
            name = name.substring(0, Math.max(0, name.lastIndexOf('/')));
        }
    }
}

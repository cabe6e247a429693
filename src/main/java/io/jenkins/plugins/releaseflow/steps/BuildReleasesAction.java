package io.jenkins.plugins.releaseflow.steps;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Which releases a build made: references into the ledger. Kept with the build. Safe for use by many threads. */
@Restricted(NoExternalUse.class)
public class BuildReleasesAction extends InvisibleAction {
    private final List<Entry> entries = new ArrayList<>();

    private static final class Entry {
        private final String environment;
        private final int number;
        private final boolean ofBuild;

        Entry(ReleaseId id, boolean ofBuild) {
            this.environment = id.environment();
            this.number = id.number();
            this.ofBuild = ofBuild;
        }

        ReleaseId id() {
            return new ReleaseId(environment, number);
        }
    }

    /**
     * Notes a release; nothing changes where the build knows it.
     *
     * @param ofBuild whether it is the build's own release, which ends with the build
     */
    static void add(Run<?, ?> run, ReleaseId id, boolean ofBuild) throws IOException {
        synchronized (run) {
            BuildReleasesAction action = run.getAction(BuildReleasesAction.class);
            if (action == null) {
                action = new BuildReleasesAction();
                run.addAction(action);
            }
            synchronized (action) {
                if (action.releases().contains(id)) {
                    return;
                }
                action.entries.add(new Entry(id, ofBuild));
            }
            run.save();
        }
    }

    /** All releases of the build, oldest first. */
    public synchronized List<ReleaseId> releases() {
        return entries.stream().map(Entry::id).toList();
    }

    /** The build's own release, made by steps outside of a {@code releaseFlow} block. */
    synchronized Optional<ReleaseId> ofBuild() {
        return entries.stream().filter(entry -> entry.ofBuild).map(Entry::id).findFirst();
    }
}

package io.jenkins.plugins.releaseflow.steps;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.listeners.ItemListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The jobs that new builds start, by their names: ends that for jobs that are deleted, and has it go on for those that get another name. */
@Extension
@Restricted(NoExternalUse.class)
public class NewBuildJobs extends ItemListener {
    private final Map<String, Set<NewBuildRegistration>> byName = new ConcurrentHashMap<>();

    static NewBuildJobs get() {
        return ExtensionList.lookupSingleton(NewBuildJobs.class);
    }

    /** Takes one in. What the job had before and has no more is ended. */
    void add(NewBuildRegistration fresh) {
        of(fresh.job()).stream().filter(NewBuildRegistration::isWithdrawn).forEach(this::end);
        byName.computeIfAbsent(fresh.job(), name -> ConcurrentHashMap.newKeySet())
                .add(fresh);
    }

    void end(NewBuildRegistration registration) {
        registration.end();
        byName.computeIfPresent(registration.job(), (name, known) -> {
            known.remove(registration);
            return known.isEmpty() ? null : known;
        });
    }

    /** Why new builds do not start a job that is to be started by them. */
    List<String> problems(Job<?, ?> job) {
        return of(job.getFullName()).stream()
                .filter(registration -> registration.isOf(job))
                .flatMap(registration -> registration.problem().stream())
                .toList();
    }

    private List<NewBuildRegistration> of(String job) {
        return List.copyOf(byName.getOrDefault(job, Set.of()));
    }

    /** Hears of each job also where a folder goes with all that is in it. */
    @Override
    public void onDeleted(Item item) {
        of(item.getFullName()).forEach(this::end);
    }

    /** The directory went with the name, and another environment may be the only one in reach. */
    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        for (NewBuildRegistration registration : of(oldFullName)) {
            end(registration);
            if (item instanceof Job<?, ?> job && registration.isOf(job)) {
                registration.trigger().ifPresent(trigger -> trigger.start(job, false));
            }
        }
    }
}

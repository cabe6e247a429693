package io.jenkins.plugins.releaseflow.standin;

import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.TopLevelItem;
import java.io.IOException;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/** A job whose builds do nothing. */
public class SampleJob extends Job<SampleJob, SampleRun> implements TopLevelItem {
    private final transient SortedMap<Integer, SampleRun> runs = new TreeMap<>(Comparator.reverseOrder());

    public SampleJob(ItemGroup<? extends Item> parent, String name) {
        super(parent, name);
    }

    SampleRun newRun() throws IOException {
        SampleRun run = new SampleRun(this);
        runs.put(run.getNumber(), run);
        return run;
    }

    @Override
    public boolean isBuildable() {
        return true;
    }

    @Override
    protected SortedMap<Integer, SampleRun> _getRuns() {
        return runs;
    }

    @Override
    protected void removeRun(SampleRun run) {
        runs.remove(run.getNumber());
    }
}

package io.jenkins.plugins.releaseflow.crash;

import hudson.XmlFile;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.TopLevelItem;
import hudson.model.listeners.RunListener;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import jenkins.model.Jenkins;

/** The job that releases the shop. Its builds run from when they are made until they are ended, in whatever process. */
final class ShopJob extends Job<ShopJob, ShopJob.Build> implements TopLevelItem {
    /** One build of it. */
    static final class Build extends Run<ShopJob, Build> {
        private Build(ShopJob job, int number) throws IOException {
            super(job, 0L);
            this.number = number;
            Files.createDirectories(getRootDir().toPath());
            if (actions().exists()) {
                for (Object action : (List<?>) actions().read()) {
                    addAction((Action) action);
                }
            }
            onStartBuilding();
        }

        private XmlFile actions() {
            return new XmlFile(new File(getRootDir(), "actions.xml"));
        }

        /** The stand-in does not read what it writes of a build. */
        @Override
        public synchronized void save() throws IOException {
            actions().write(new ArrayList<>(getActions()));
        }

        void end(Result outcome) {
            setResult(outcome);
            RunListener.fireCompleted(this, TaskListener.NULL);
            onEndBuilding();
            RunListener.fireFinalized(this);
        }
    }

    private final transient SortedMap<Integer, Build> builds = new TreeMap<>();

    private ShopJob(Jenkins jenkins) {
        super(jenkins, "shop");
    }

    /** The job with one build, which runs. */
    static ShopJob.Build build(Jenkins jenkins, int number) throws IOException {
        ShopJob job = jenkins.add(new ShopJob(jenkins), "shop");
        Build build = new Build(job, number);
        job.builds.put(number, build);
        return build;
    }

    @Override
    public boolean isBuildable() {
        return true;
    }

    @Override
    protected SortedMap<Integer, Build> _getRuns() {
        return builds;
    }

    @Override
    protected void removeRun(Build run) {
        builds.remove(run.getNumber());
    }
}

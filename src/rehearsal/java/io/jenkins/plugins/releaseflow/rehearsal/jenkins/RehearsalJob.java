package io.jenkins.plugins.releaseflow.rehearsal.jenkins;

import hudson.EnvVars;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.model.TopLevelItem;
import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import jenkins.model.Jenkins;

/** The job that the runs of a Jenkinsfile count under. It knows the runs of earlier processes from its directory. Thread-safe. */
public final class RehearsalJob extends Job<RehearsalJob, RehearsalRun> implements TopLevelItem {

    private final transient SortedMap<Integer, RehearsalRun> runs =
            new ConcurrentSkipListMap<>(Collections.reverseOrder());

    private transient volatile Optional<String> branch = Optional.empty();

    private RehearsalJob(ItemGroup<?> parent, String name) {
        super(parent, name);
    }

    /**
     * The job of that name, made if there is none.
     *
     * @param name without slashes
     * @throws IllegalArgumentException if the name can't be a job's
     * @throws IOException if its directory can't be used
     */
    public static synchronized RehearsalJob in(Jenkins jenkins, String name) throws IOException {
        if (name.isBlank() || name.contains("/") || name.startsWith(".")) {
            throw new IllegalArgumentException("'" + name + "' can't be a job's name; use letters, digits and dashes.");
        }
        if (jenkins.getItem(name) instanceof RehearsalJob job) {
            return job;
        }
        RehearsalJob job = new RehearsalJob(jenkins, name);
        job.load();
        return jenkins.add(job, name);
    }

    private void load() throws IOException {
        File[] builds = getBuildDir().listFiles((folder, child) -> child.matches("[1-9]\\d{0,8}"));
        for (File build : builds == null ? new File[0] : builds) {
            int number = Integer.parseInt(build.getName());
            runs.put(number, RehearsalRun.load(this, number));
            nextBuildNumber = Math.max(nextBuildNumber, number + 1);
        }
    }

    /** A new run, with the next number, not yet started. */
    public synchronized RehearsalRun newRun(Clock clock) throws IOException {
        RehearsalRun run = RehearsalRun.create(this, clock);
        runs.put(run.getNumber(), run);
        return run;
    }

    /** Says which branch the job builds, as a multibranch project would. */
    public void setBranch(Optional<String> branch) {
        this.branch = branch;
    }

    @Override
    public EnvVars getEnvironment(Node node, TaskListener listener) throws IOException, InterruptedException {
        EnvVars variables = super.getEnvironment(node, listener);
        branch.ifPresent(name -> variables.put("BRANCH_NAME", name));
        return variables;
    }

    @Override
    public boolean isBuildable() {
        return true;
    }

    @Override
    protected SortedMap<Integer, RehearsalRun> _getRuns() {
        return Collections.unmodifiableSortedMap(runs);
    }

    @Override
    protected void removeRun(RehearsalRun run) {
        runs.remove(run.getNumber());
    }
}

package hudson.model;

import hudson.EnvVars;
import hudson.ExtensionPoint;
import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/**
 * An item that is built again and again.
 *
 * @param <JobT> the type of the job
 * @param <RunT> the type of its builds
 */
public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ExtensionPoint {
    protected transient volatile int nextBuildNumber = 1;

    @SuppressWarnings("rawtypes")
    protected Job(ItemGroup parent, String name) {
        super(parent, name);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Collection<? extends Job> getAllJobs() {
        return List.of(this);
    }

    /** Whether somebody may start a build now. */
    public abstract boolean isBuildable();

    /** The builds by number, newest first. */
    protected abstract SortedMap<Integer, ? extends RunT> _getRuns();

    /** Forgets a build that is deleted. */
    protected abstract void removeRun(RunT run);

    public boolean isBuilding() {
        RunT last = getLastBuild();
        return last != null && last.isBuilding();
    }

    /** The variables that the job itself sets, before any build's or step's. */
    public EnvVars getEnvironment(Node node, TaskListener listener) throws IOException, InterruptedException {
        return new EnvVars();
    }

    public int getNextBuildNumber() {
        return nextBuildNumber;
    }

    /** Takes the next build number. */
    public synchronized int assignBuildNumber() throws IOException {
        return nextBuildNumber++;
    }

    public synchronized void updateNextBuildNumber(int next) throws IOException {
        nextBuildNumber = next;
    }

    /** Where the builds are kept. */
    public File getBuildDir() {
        return new File(getRootDir(), "builds");
    }

    /** The build of that number, or null. */
    public RunT getBuildByNumber(int n) {
        return _getRuns().get(n);
    }

    /** The newest build, or null. */
    public RunT getLastBuild() {
        SortedMap<Integer, ? extends RunT> runs = _getRuns();
        return runs.isEmpty() ? null : runs.get(runs.firstKey());
    }

    /** The newest build that has ended, or null. */
    public RunT getLastCompletedBuild() {
        return newest(run -> !run.isBuilding());
    }

    /** The newest build that ended no worse than unstable, or null. */
    public RunT getLastSuccessfulBuild() {
        return newest(run ->
                !run.isBuilding() && run.getResult() != null && run.getResult().isBetterOrEqualTo(Result.UNSTABLE));
    }

    private RunT newest(java.util.function.Predicate<RunT> wanted) {
        for (RunT run : _getRuns().values()) {
            if (wanted.test(run)) {
                return run;
            }
        }
        return null;
    }
}

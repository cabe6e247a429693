package hudson.model;

import hudson.EnvVars;
import hudson.ExtensionPoint;
import hudson.Util;
import hudson.XmlFile;
import hudson.model.listeners.RunListener;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.util.XStream2;
import java.io.File;
import java.io.IOException;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.SortedMap;
import jenkins.model.Jenkins;
import jenkins.model.RunAction2;

/**
 * One build of a job.
 *
 * @param <JobT> the type of the job
 * @param <RunT> the type of the build
 */
public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements ExtensionPoint, Comparable<RunT>, AccessControlled, PersistenceRoot {
    protected final transient JobT project;

    public transient int number;

    protected long timestamp;
    protected volatile Result result;
    protected volatile String description;
    protected long duration;

    private volatile String displayName;
    private transient volatile State state = State.NOT_STARTED;

    private enum State {
        NOT_STARTED,
        BUILDING,
        COMPLETED
    }

    /** A new build, with the job's next number. */
    protected Run(JobT job) throws IOException {
        this(job, System.currentTimeMillis());
        number = project.assignBuildNumber();
    }

    protected Run(JobT job, Calendar timestamp) {
        this(job, timestamp.getTimeInMillis());
    }

    /** A build without a number yet. */
    protected Run(JobT job, long timestamp) {
        this.project = job;
        this.timestamp = timestamp;
    }

    public JobT getParent() {
        return project;
    }

    public int getNumber() {
        return number;
    }

    public String getId() {
        return Integer.toString(number);
    }

    public Result getResult() {
        return result;
    }

    /** Makes the result worse; a better one is ignored. Only while the build runs. */
    public void setResult(Result r) {
        if (state != State.BUILDING) {
            throw new IllegalStateException("cannot change build result while in " + state);
        }
        result = Result.combine(result, r);
    }

    public boolean hasntStartedYet() {
        return state == State.NOT_STARTED;
    }

    public boolean isBuilding() {
        return state != State.COMPLETED;
    }

    public boolean isInProgress() {
        return state == State.BUILDING;
    }

    public boolean isLogUpdated() {
        return state != State.COMPLETED;
    }

    /** The build begins to run. */
    protected void onStartBuilding() {
        state = State.BUILDING;
    }

    /** The build has ended; without a result it has failed. */
    protected void onEndBuilding() {
        state = State.COMPLETED;
        if (result == null) {
            result = Result.FAILURE;
        }
    }

    @Override
    public void addAction(Action a) {
        super.addAction(a);
        if (a instanceof RunAction2 ofRun) {
            ofRun.onAttached(this);
        }
    }

    public List<Cause> getCauses() {
        return getActions(CauseAction.class).stream()
                .flatMap(action -> action.getCauses().stream())
                .toList();
    }

    /** The first cause of a type, or null. */
    public <T extends Cause> T getCause(Class<T> type) {
        return getCauses().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    /** When the build was asked for. */
    public Calendar getTimestamp() {
        GregorianCalendar calendar = new GregorianCalendar();
        calendar.setTimeInMillis(timestamp);
        return calendar;
    }

    public final Date getTime() {
        return new Date(timestamp);
    }

    /** When the build was asked for, in milliseconds since 1970. */
    public final long getTimeInMillis() {
        return timestamp;
    }

    /** When the build began to run, in milliseconds since 1970; this host has no queue. */
    public final long getStartTimeInMillis() {
        return timestamp;
    }

    /** How long the build took, in milliseconds; 0 while it runs. */
    public long getDuration() {
        return duration;
    }

    @Override
    public String getDisplayName() {
        return displayName == null ? "#" + number : displayName;
    }

    public boolean hasCustomDisplayName() {
        return displayName != null;
    }

    public void setDisplayName(String value) throws IOException {
        displayName = Util.fixEmptyAndTrim(value);
        save();
    }

    public String getFullDisplayName() {
        return project.getFullDisplayName() + ' ' + getDisplayName();
    }

    public String getDescription() {
        return description;
    }

    public void setDescription(String description) throws IOException {
        this.description = description;
        save();
    }

    /** The newest build older than this one, or null. */
    public RunT getPreviousBuild() {
        SortedMap<Integer, ? extends RunT> older = project._getRuns().tailMap(number - 1);
        return older.isEmpty() ? null : older.get(older.firstKey());
    }

    /** The build's page, below the host's root, with a slash at its end. */
    public String getUrl() {
        return project.getUrl() + number + '/';
    }

    @Override
    public File getRootDir() {
        return new File(project.getBuildDir(), getId());
    }

    /** The console as it was printed. */
    public File getLogFile() {
        return new File(getRootDir(), "log");
    }

    public List<ParameterValue> getParameterValues() {
        ParametersAction parameters = getAction(ParametersAction.class);
        return parameters == null ? List.of() : parameters.getParameters();
    }

    /** The variables that every build has, and its parameters. */
    public EnvVars getEnvironment(TaskListener listener) throws IOException, InterruptedException {
        EnvVars env = getCharacteristicEnvVars();
        getActions(ParametersAction.class).forEach(parameters -> parameters.buildEnvironment(this, env));
        return env;
    }

    /** The variables that tell this build from others. */
    public final EnvVars getCharacteristicEnvVars() {
        EnvVars env = new EnvVars();
        env.put("JOB_NAME", project.getFullName());
        env.put("JOB_BASE_NAME", project.getName());
        env.put("BUILD_NUMBER", getId());
        env.put("BUILD_ID", getId());
        env.put("BUILD_DISPLAY_NAME", getDisplayName());
        env.put("BUILD_TAG", "jenkins-" + project.getFullName().replace('/', '-') + '-' + number);
        String root = Jenkins.get().getRootUrl();
        if (root != null) {
            env.put("JENKINS_URL", root);
            env.put("JOB_URL", root + project.getUrl());
            env.put("BUILD_URL", root + getUrl());
        }
        return env;
    }

    /** What runs it; null where it does not run, or runs without one. */
    public Executor getExecutor() {
        return null;
    }

    /** A text that {@link #fromExternalizableId} finds the build by. */
    public String getExternalizableId() {
        return project.getFullName() + '#' + number;
    }

    /**
     * The build of that id, or null if it or its job is gone.
     *
     * @throws IllegalArgumentException if the text is no such id
     */
    public static Run<?, ?> fromExternalizableId(String id) throws IllegalArgumentException {
        int hash = id.lastIndexOf('#');
        if (hash <= 0) {
            throw new IllegalArgumentException("Invalid id: " + id);
        }
        int number;
        try {
            number = Integer.parseInt(id.substring(hash + 1));
        } catch (NumberFormatException x) {
            throw new IllegalArgumentException("Invalid id: " + id, x);
        }
        Item job = Jenkins.get().getItemByFullName(id.substring(0, hash));
        return job instanceof Job<?, ?> found ? found.getBuildByNumber(number) : null;
    }

    @Override
    public ACL getACL() {
        return project.getACL();
    }

    /** Writes the build's facts and actions, and nothing of what subclasses add. */
    @Override
    public synchronized void save() throws IOException {
        new XmlFile(new XStream2(), new File(getRootDir(), "build.xml"))
                .write(new BuildRecord(
                        timestamp, result, description, duration, displayName, List.copyOf(getActions())));
    }

    /** Deletes the build with all it keeps. */
    @SuppressWarnings("unchecked")
    public void delete() throws IOException {
        new XmlFile(new XStream2(), new File(getRootDir(), "build.xml")).delete();
        project.removeRun((RunT) this);
        RunListener.fireDeleted(this);
    }

    @Override
    public int compareTo(RunT that) {
        return Integer.compare(number, that.number);
    }

    @Override
    public String toString() {
        return project.getFullName() + " #" + number;
    }
}

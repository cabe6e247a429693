package hudson.triggers;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import hudson.model.Item;
import java.io.ObjectStreamException;
import jenkins.model.Jenkins;

/**
 * Something that starts builds of a job by itself.
 *
 * @param <J> what it can start
 */
public abstract class Trigger<J extends Item> implements Describable<Trigger<?>>, ExtensionPoint {
    protected transient J job;

    protected Trigger() {}

    /** The job was loaded or configured: from now on it is to be started. */
    public void start(J project, boolean newInstance) {
        this.job = project;
    }

    /** The trigger is no longer that of the job, or another is in its place. */
    public void stop() {}

    /** Called by the host's clock, for triggers that have times. */
    public void run() {}

    /** The object that is used in place of one that was read. */
    protected Object readResolve() throws ObjectStreamException {
        return this;
    }

    @Override
    public TriggerDescriptor getDescriptor() {
        return (TriggerDescriptor) Jenkins.get().getDescriptorOrDie(getClass());
    }
}

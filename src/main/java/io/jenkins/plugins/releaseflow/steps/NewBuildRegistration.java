package io.jenkins.plugins.releaseflow.steps;

import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;

/**
 * That new builds start a job, as one of its triggers asks for. Jenkins stops a trigger when a form takes it away, but not when the job is updated by XML, deleted,
 * or read again from the disk: so this knows the job by its name alone, keeps none alive, and counts only while the job of that name has the trigger. Safe for use
 * by many threads.
 */
final class NewBuildRegistration {
    private static final Logger LOGGER = Logger.getLogger(NewBuildRegistration.class.getName());

    private final String job;
    private final WeakReference<NewBuildTrigger> trigger;
    private final WeakReference<NewBuildTrigger> shown;
    private Optional<Runnable> withdraw = Optional.empty();
    private Optional<String> problem = Optional.empty();
    private boolean ended;
    private boolean counted;

    /**
     * @param job of which the trigger is one just now
     */
    NewBuildRegistration(Job<?, ?> job, NewBuildTrigger trigger) {
        this.job = job.getFullName();
        this.trigger = new WeakReference<>(trigger);
        // A job may have several such triggers, and shows one. They come and go together.
        this.shown = new WeakReference<>(shownBy(job).orElse(trigger));
    }

    /** Full name of the job. */
    String job() {
        return job;
    }

    /** The trigger; empty where nothing has it any more. */
    Optional<NewBuildTrigger> trigger() {
        return Optional.ofNullable(trigger.get());
    }

    /** Says what ends it, which may have been asked for already. */
    synchronized void is(Runnable end) {
        if (ended) {
            end.run();
        } else {
            withdraw = Optional.of(end);
        }
    }

    /** Says why new builds do not start the job. */
    synchronized void failed(String why) {
        problem = Optional.of(why);
    }

    /** Why new builds do not start the job; empty where they do, or it is not known yet. */
    synchronized Optional<String> problem() {
        return ended ? Optional.empty() : problem;
    }

    synchronized void end() {
        ended = true;
        withdraw.ifPresent(Runnable::run);
        withdraw = Optional.empty();
    }

    /** Whether it does not count any more, and never will. */
    synchronized boolean isWithdrawn() {
        return ended || shown.get() == null || (current().isEmpty() && counted && live().isPresent());
    }

    /** The job as it is now; empty where there is none of that name just now, or it does not have the trigger, or not yet. */
    synchronized Optional<Job<?, ?>> current() {
        Optional<Job<?, ?>> found = ended ? Optional.empty() : live().filter(this::isOf);
        counted |= found.isPresent();
        return found;
    }

    /** Whether a job has the trigger, whatever its name is now. */
    boolean isOf(Job<?, ?> candidate) {
        return shownBy(candidate).filter(known -> known == shown.get()).isPresent();
    }

    private Optional<Job<?, ?>> live() {
        // The engine's threads act as nobody, who may not see most jobs.
        ACLContext jenkins = ACL.as2(ACL.SYSTEM2);
        try {
            return Jenkins.get().getItemByFullName(job) instanceof Job<?, ?> found
                    ? Optional.of(found)
                    : Optional.empty();
        } finally {
            jenkins.close();
        }
    }

    private static Optional<NewBuildTrigger> shownBy(Job<?, ?> job) {
        try {
            return Optional.ofNullable(ParameterizedJobMixIn.getTrigger(job, NewBuildTrigger.class));
        } catch (RuntimeException beingRead) {
            // A job that is updated by XML has no properties for a moment, not even an empty list of them.
            LOGGER.log(Level.FINE, beingRead, () -> "The triggers of " + job + " can't be told just now");
            return Optional.empty();
        }
    }
}

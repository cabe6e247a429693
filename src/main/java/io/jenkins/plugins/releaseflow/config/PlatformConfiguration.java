package io.jenkins.plugins.releaseflow.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.WebhookAnswer;
import io.jenkins.plugins.releaseflow.platform.WebhookRequest;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Origin;
import java.util.Optional;
import java.util.function.Function;

/** A connection to a platform, as an administrator configures it. */
public abstract class PlatformConfiguration implements Describable<PlatformConfiguration>, ExtensionPoint {
    private String name;

    protected PlatformConfiguration(String name) {
        this.name = Util.fixNull(name).trim();
    }

    /** What is read of a file is made without a constructor: a field that is not there is empty then. Who extends this and has fields of its own does the same with them. */
    protected Object readResolve() {
        name = Util.fixNull(name).trim();
        return this;
    }

    /** The name that environments refer to. */
    @NonNull
    public String getName() {
        return name;
    }

    /** What is wrong with what was configured, naming the field, its value and the remedy; empty where nothing is. Asks nobody. */
    @NonNull
    public Optional<String> problem() {
        return Optional.empty();
    }

    /**
     * Connects. Does no I/O; equal configurations with equal credentials give the same platform, so that what is watched on it is watched together.
     *
     * @param origin the build whose credentials count
     * @throws IllegalArgumentException as {@link Platforms#of} says
     */
    @NonNull
    public abstract Platform connect(@NonNull Origin origin);

    /**
     * Where people see operations, for a page that anybody may open. Does no I/O. Unless a platform can do without, it connects with the credentials of the job, in
     * the name of no build.
     *
     * @throws IllegalArgumentException as {@link #connect} does
     */
    @NonNull
    public Function<OperationReference, Optional<String>> links(@NonNull Origin origin) {
        return connect(new Origin(origin.who(), origin.why(), origin.job(), "", origin.branch()))::link;
    }

    /**
     * Receives what the platform sent by itself, or somebody who says so. Does no I/O but reading the body and looking up a credential.
     *
     * @param folder full name of the folder that this is configured in; empty for Jenkins itself
     * @return {@link WebhookAnswer#NOT_FOUND} unless the platform is configured to send anything
     */
    @NonNull
    public WebhookAnswer receive(@NonNull String folder, @NonNull WebhookRequest request) {
        return WebhookAnswer.NOT_FOUND;
    }
}

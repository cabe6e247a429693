package io.jenkins.plugins.releaseflow.pages;

import hudson.model.Job;
import hudson.model.TopLevelItem;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import jenkins.model.Jenkins;
import jenkins.model.ModifiableTopLevelItemGroup;

/**
 * The job of ours that rolls back releases whose own job is gone, or can't begin a build now. It stands in the nearest folder that is left, so that the environments and credentials of that
 * folder are in its reach, and whoever may roll back there is who was given that there.
 */
final class RollbackJob {
    /** Its name, in whatever folder it stands. */
    static final String NAME = "release-flow-rollbacks";

    private static final String CONFIGURATION = """
            <?xml version='1.1' encoding='UTF-8'?>
            <flow-definition>
              <description>Rolls back releases whose own job is gone, or can't begin a build. Made by Release Flow, which gives each build its script.</description>
              <definition class="org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition">
                <script>error 'This job rolls back releases. Start it on the page of a release.'</script>
                <sandbox>true</sandbox>
              </definition>
            </flow-definition>
            """;

    private RollbackJob() {}

    /**
     * The job, made where there is none yet. Whether the user may roll back is the caller's to check: they need no permission to make jobs.
     *
     * @param gone full name of the job that is gone
     * @throws IllegalStateException with a message for people, where an item of another kind has its name
     */
    static synchronized Job<?, ?> insteadOf(String gone) {
        ACLContext jenkins = ACL.as2(ACL.SYSTEM2);
        try {
            ModifiableTopLevelItemGroup place = placeOf(gone);
            String folder = place.getFullName();
            String name = folder.isEmpty() ? NAME : folder + "/" + NAME;
            Optional<TopLevelItem> there =
                    Optional.ofNullable(Jenkins.get().getItemByFullName(name, TopLevelItem.class));
            TopLevelItem item = there.isPresent() ? there.get() : made(place);
            if (item instanceof Job<?, ?> job) {
                return job;
            }
            throw new IllegalStateException(Messages.RollbackJob_Taken(gone, name));
        } finally {
            jenkins.close();
        }
    }

    private static TopLevelItem made(ModifiableTopLevelItemGroup place) {
        try {
            return place.createProjectFromXML(
                    NAME, new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException failure) {
            throw new UncheckedIOException(Messages.RollbackJob_NotMade(NAME), failure);
        }
    }

    private static ModifiableTopLevelItemGroup placeOf(String gone) {
        String folder = gone;
        while (folder.contains("/")) {
            folder = folder.substring(0, folder.lastIndexOf('/'));
            if (Jenkins.get().getItemByFullName(folder) instanceof ModifiableTopLevelItemGroup place) {
                return place;
            }
        }
        return Jenkins.get();
    }
}

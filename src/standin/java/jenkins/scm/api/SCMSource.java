package jenkins.scm.api;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Item;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;

/** Where the branches of a multibranch project come from. */
@SuppressWarnings("deprecation") // as the real one does
public abstract class SCMSource extends AbstractDescribableImpl<SCMSource> implements ExtensionPoint {
    private final String id = UUID.randomUUID().toString();

    protected SCMSource() {}

    public final String getId() {
        return id;
    }

    /** The revision itself where it is trusted, else one that is to be believed in its place. */
    public SCMRevision getTrustedRevision(SCMRevision revision, TaskListener listener)
            throws IOException, InterruptedException {
        return revision;
    }

    /** Knows the source that an item is of. */
    public abstract static class SourceByItem implements ExtensionPoint {
        public SourceByItem() {}

        /** The source, or null. */
        public abstract SCMSource getSource(Item item);

        /** The source that the first of all these knows, or null. */
        public static SCMSource findSource(Item item) {
            return ExtensionList.lookup(SourceByItem.class).stream()
                    .map(known -> known.getSource(item))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
    }
}

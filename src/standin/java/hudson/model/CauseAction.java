package hudson.model;

import java.util.Collection;
import java.util.List;
import jenkins.model.RunAction2;

/** Keeps on a build why it was started. */
public class CauseAction implements RunAction2 {
    private final List<Cause> causes;

    public CauseAction(Cause c) {
        this(List.of(c));
    }

    public CauseAction(Cause... c) {
        this(List.of(c));
    }

    public CauseAction(Collection<? extends Cause> causes) {
        this.causes = List.copyOf(causes);
    }

    public List<Cause> getCauses() {
        return causes;
    }

    /** The first cause of a type, or null. */
    public <T extends Cause> T findCause(Class<T> type) {
        return causes.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    @Override
    public String getDisplayName() {
        return "Cause";
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getUrlName() {
        return "cause";
    }

    @Override
    public void onAttached(Run<?, ?> owner) {
        causes.forEach(cause -> cause.onAddedTo(owner));
    }

    @Override
    public void onLoad(Run<?, ?> owner) {
        causes.forEach(cause -> cause.onLoad(owner));
    }
}

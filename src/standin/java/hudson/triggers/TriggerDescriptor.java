package hudson.triggers;

import hudson.model.Descriptor;
import hudson.model.Item;

/** What is known of a kind of triggers. */
public abstract class TriggerDescriptor extends Descriptor<Trigger<?>> {
    protected TriggerDescriptor() {}

    /** Whether items of this kind can have such a trigger. */
    public abstract boolean isApplicable(Item item);
}

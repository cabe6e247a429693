package hudson.model;

import jenkins.model.Jenkins;

/**
 * Something that has a {@link Descriptor}.
 *
 * @param <T> the base type whose descriptors describe this object
 */
public interface Describable<T extends Describable<T>> {
    /** The descriptor registered for this object's class; a class without one is an error of its author. */
    @SuppressWarnings("unchecked")
    default Descriptor<T> getDescriptor() {
        return (Descriptor<T>)
                Jenkins.get().getDescriptorOrDie((Class<? extends Describable<?>>) (Class<?>) getClass());
    }
}

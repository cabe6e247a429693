package hudson;

import hudson.model.Describable;
import hudson.model.Descriptor;
import java.util.List;
import jenkins.model.Jenkins;

/**
 * The descriptors of one describable type.
 *
 * @param <T> the describable type
 * @param <D> the type of its descriptors
 */
public class DescriptorExtensionList<T extends Describable<T>, D extends Descriptor<T>> extends ExtensionList<D> {
    private final Class<T> describableType;

    @SuppressWarnings("unchecked")
    protected DescriptorExtensionList(Jenkins jenkins, Class<T> describableType) {
        super(jenkins, (Class<D>) (Class<?>) Descriptor.class);
        this.describableType = describableType;
    }

    /** The descriptors registered in that Jenkins for a describable type. */
    public static <T extends Describable<T>, D extends Descriptor<T>>
            DescriptorExtensionList<T, D> createDescriptorList(Jenkins jenkins, Class<T> describableType) {
        return new DescriptorExtensionList<>(jenkins, describableType);
    }

    @Override
    @SuppressWarnings("unchecked")
    protected List<ExtensionComponent<D>> load() {
        return jenkins.getExtensionList(Descriptor.class).stream()
                .filter(descriptor -> describableType.isAssignableFrom(descriptor.clazz))
                .map(descriptor -> new ExtensionComponent<>((D) descriptor))
                .toList();
    }
}

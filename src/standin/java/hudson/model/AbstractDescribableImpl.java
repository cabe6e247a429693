package hudson.model;

/**
 * A describable that finds its descriptor by its class.
 *
 * @param <T> the base type whose descriptors describe this object
 */
@Deprecated
public abstract class AbstractDescribableImpl<T extends AbstractDescribableImpl<T>> implements Describable<T> {}

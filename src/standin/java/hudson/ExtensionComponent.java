package hudson;

/**
 * An extension and its place among others.
 *
 * @param <T> the extension point
 */
public class ExtensionComponent<T> implements Comparable<ExtensionComponent<T>> {
    private final T instance;
    private final double ordinal;

    public ExtensionComponent(T instance, double ordinal) {
        this.instance = instance;
        this.ordinal = ordinal;
    }

    public ExtensionComponent(T instance, Extension annotation) {
        this(instance, annotation.ordinal());
    }

    public ExtensionComponent(T instance) {
        this(instance, 0);
    }

    public double ordinal() {
        return ordinal;
    }

    public T getInstance() {
        return instance;
    }

    /** Higher ordinals first, then by the name of the class. */
    @Override
    public int compareTo(ExtensionComponent<T> that) {
        int byOrdinal = Double.compare(that.ordinal, ordinal);
        return byOrdinal != 0
                ? byOrdinal
                : instance.getClass()
                        .getName()
                        .compareTo(that.instance.getClass().getName());
    }
}

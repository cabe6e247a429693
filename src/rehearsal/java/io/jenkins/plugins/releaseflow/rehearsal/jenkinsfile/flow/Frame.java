package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the enclosing steps give to the steps in their body: the context objects, the innermost last. Immutable.
 *
 * @param objects the context objects
 */
public record Frame(List<Object> objects) {

    /** Keeps its own copy. */
    public Frame {
        objects = List.copyOf(objects);
    }

    /** This frame with more context objects, which hide earlier ones of their type. */
    public Frame with(Collection<?> more) {
        List<Object> all = new ArrayList<>(objects);
        all.addAll(more);
        return new Frame(all);
    }

    /** This frame with one more context object. */
    public Frame with(Object object) {
        return with(List.of(object));
    }

    /** The innermost context object of a type. */
    public <T> Optional<T> find(Class<T> type) {
        for (int i = objects.size() - 1; i >= 0; i--) {
            if (type.isInstance(objects.get(i))) {
                return Optional.of(type.cast(objects.get(i)));
            }
        }
        return Optional.empty();
    }
}

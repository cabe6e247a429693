package io.jenkins.plugins.releaseflow.standin;

import hudson.Extension;
import hudson.ExtensionComponent;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;

/**
 * What the SezPoz index on the class path names as extensions, each made once and on first use. Unlike Jenkins, which
 * logs and goes on, an extension that cannot be made is an error.
 */
final class IndexedExtensions {
    private final List<IndexItem<Extension, Object>> items = new ArrayList<>();
    private final Map<IndexItem<Extension, Object>, Object> instances = new IdentityHashMap<>();

    IndexedExtensions(ClassLoader loader) {
        Index.load(Extension.class, Object.class, loader).forEach(items::add);
    }

    /** The extensions that have the given type. */
    synchronized <T> List<ExtensionComponent<T>> of(Class<T> type) {
        List<ExtensionComponent<T>> found = new ArrayList<>();
        for (IndexItem<Extension, Object> item : items) {
            if (type.isAssignableFrom(typeOf(item))) {
                found.add(new ExtensionComponent<>(type.cast(instanceOf(item)), item.annotation()));
            }
        }
        return found;
    }

    /** Makes all that have not been made yet. */
    synchronized void instantiateAll() {
        items.forEach(this::instanceOf);
    }

    private Object instanceOf(IndexItem<Extension, Object> item) {
        Object instance = instances.get(item);
        if (instance == null) {
            try {
                instance = item.instance();
            } catch (InstantiationException | RuntimeException | LinkageError x) {
                throw new IllegalStateException("The extension " + item.className() + " cannot be made", x);
            }
            instances.put(item, instance);
        }
        return instance;
    }

    private static Class<?> typeOf(IndexItem<Extension, Object> item) {
        AnnotatedElement element;
        try {
            element = item.element();
        } catch (InstantiationException x) {
            throw new IllegalStateException("The extension " + item.className() + " cannot be loaded", x);
        }
        if (element instanceof Field field) {
            return field.getType();
        }
        return element instanceof Method method ? method.getReturnType() : (Class<?>) element;
    }
}

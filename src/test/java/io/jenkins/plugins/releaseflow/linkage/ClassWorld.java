package io.jenkins.plugins.releaseflow.linkage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The classes that a plugin meets when a real Jenkins loads it: its own, those of Jenkins, those of the JDK, and
 * libraries. Never the stand-in's.
 */
final class ClassWorld {
    private final Map<String, ClassShape> own;
    private final Map<String, ClassShape> jenkins;
    private final Map<String, Optional<ClassShape>> others = new HashMap<>();

    ClassWorld(Map<String, ClassShape> own, Map<String, ClassShape> jenkins) {
        this.own = own;
        this.jenkins = jenkins;
    }

    boolean isOwn(String name) {
        return own.containsKey(name);
    }

    boolean isJenkins(String name) {
        return jenkins.containsKey(name);
    }

    boolean isJdk(String name) {
        return ClassLoader.getPlatformClassLoader().getResource(name + ".class") != null;
    }

    Optional<ClassShape> find(String name) {
        if (own.containsKey(name)) {
            return Optional.of(own.get(name));
        }
        return jenkins.containsKey(name)
                ? Optional.of(jenkins.get(name))
                : others.computeIfAbsent(name, ClassWorld::fromClassPath);
    }

    /** The class and all it inherits from, the nearest first; ends where a supertype is not known. */
    Map<String, ClassShape> withSupertypes(String name) {
        Map<String, ClassShape> found = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(name);
        while (!open.isEmpty()) {
            String next = open.remove();
            find(next).filter(shape -> !found.containsKey(next)).ifPresent(shape -> {
                found.put(next, shape);
                if (!shape.superName().isEmpty()) {
                    open.addFirst(shape.superName());
                }
                open.addAll(shape.interfaces());
            });
        }
        if (!found.isEmpty()) {
            find("java/lang/Object").ifPresent(object -> found.putIfAbsent(object.name(), object));
        }
        return found;
    }

    /** The flags of a member, inherited ones included. */
    Optional<Integer> member(String owner, String key, Function<ClassShape, Map<String, Integer>> kind) {
        return withSupertypes(owner).values().stream()
                .map(kind)
                .filter(members -> members.containsKey(key))
                .map(members -> members.get(key))
                .findFirst();
    }

    private static Optional<ClassShape> fromClassPath(String name) {
        try (InputStream content = ClassWorld.class.getClassLoader().getResourceAsStream(name + ".class")) {
            return content == null ? Optional.empty() : Optional.of(ClassShape.of(content.readAllBytes()));
        } catch (IOException x) {
            throw new UncheckedIOException(x);
        }
    }
}

package io.jenkins.plugins.releaseflow.standin;

import hudson.Extension;
import hudson.model.User;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The users that one host has heard of, by id regardless of case. Forgotten when the host ends. */
@Extension
public final class KnownUsers {
    private final Map<String, User> users = new ConcurrentHashMap<>();

    /** The user of that id. */
    public Optional<User> find(String id) {
        return Optional.ofNullable(users.get(key(id)));
    }

    /** The user of that id, made if there is none yet. */
    public User findOrCreate(String id, Function<String, User> factory) {
        return users.computeIfAbsent(key(id), key -> factory.apply(id));
    }

    private static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}

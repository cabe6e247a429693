package io.jenkins.plugins.releaseflow.standin;

import hudson.ExtensionComponent;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;

/**
 * A host for the plugin in this process: from its creation until it is closed it is what {@link Jenkins#get} gives.
 * There can be one at a time, and any number one after another.
 */
public final class StandinJenkins extends Jenkins implements AutoCloseable {
    private final IndexedExtensions extensions;
    private final Map<Class<?>, ExtensionList<?>> extensionLists = new ConcurrentHashMap<>();
    private volatile String rootUrl;
    private volatile ACL acl = ACL.lambda2((who, what) -> true);

    private StandinJenkins(Path home, ClassLoader loader) throws IOException, InterruptedException {
        super(home.toFile(), null);
        this.extensions = new IndexedExtensions(loader);
    }

    /**
     * Starts a host: finds the extensions on the class path, makes them all, and tells them that the items are loaded.
     * Items can be added afterwards with {@link #add}.
     *
     * @param home the directory that everything is kept in; made if it is not there
     * @throws IOException if the directory cannot be made
     * @throws IllegalStateException if there is a host already, or an extension cannot be made
     */
    public static StandinJenkins start(Path home) throws IOException {
        Files.createDirectories(home);
        StandinJenkins host = create(home);
        try {
            host.extensions.instantiateAll();
            ItemListener.all().forEach(ItemListener::onLoaded);
            return host;
        } catch (RuntimeException x) {
            host.cleanUp();
            throw x;
        }
    }

    private static StandinJenkins create(Path home) throws IOException {
        try {
            return new StandinJenkins(home, StandinJenkins.class.getClassLoader());
        } catch (InterruptedException x) {
            throw new IllegalStateException("Nothing in the constructor waits", x);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> ExtensionList<T> getExtensionList(Class<T> extensionType) {
        return (ExtensionList<T>) extensionLists.computeIfAbsent(extensionType, type -> new Indexed<>(extensionType));
    }

    @Override
    public String getRootUrl() {
        return rootUrl;
    }

    /** Says under which address the pages can be reached, with a slash at its end. */
    public void setRootUrl(String rootUrl) {
        this.rootUrl = Objects.requireNonNull(rootUrl);
    }

    @Override
    public ACL getACL() {
        return acl;
    }

    /** Says who may do what, from now on. At first everybody may do anything. */
    public void setACL(ACL acl) {
        this.acl = Objects.requireNonNull(acl);
    }

    /** Ends the host after telling the extensions; does nothing when it has ended. */
    @Override
    public void close() {
        if (!isTerminating()) {
            cleanUp();
        }
    }

    private final class Indexed<T> extends ExtensionList<T> {
        Indexed(Class<T> extensionType) {
            super(StandinJenkins.this, extensionType);
        }

        @Override
        protected List<ExtensionComponent<T>> load() {
            return extensions.of(extensionType);
        }
    }
}

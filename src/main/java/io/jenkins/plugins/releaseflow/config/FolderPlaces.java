package io.jenkins.plugins.releaseflow.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.Extension;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * The folders that have a {@link FolderConfiguration}. Going through all items of a large Jenkins takes long, so
 * what was found is kept until a folder changes. Safe for use by many threads.
 */
@Extension
public class FolderPlaces extends ConfigurationPlaces {
    private static final Logger LOGGER = Logger.getLogger(FolderPlaces.class.getName());

    private long changes;
    private Optional<List<ConfigurationPlace>> known = Optional.empty();

    @Override
    List<ConfigurationPlace> all() {
        long before;
        synchronized (this) {
            if (known.isPresent()) {
                return known.get();
            }
            before = changes;
        }
        List<ConfigurationPlace> found = find();
        synchronized (this) {
            // What changed meanwhile may not have been seen.
            known = before == changes ? Optional.of(found) : Optional.empty();
        }
        return found;
    }

    @Override
    synchronized void changed() {
        changes++;
        known = Optional.empty();
    }

    private static List<ConfigurationPlace> find() {
        // Whoever asks: a folder that a user may not see counts all the same.
        ACLContext jenkins = ACL.as2(ACL.SYSTEM2);
        try {
            return Jenkins.get().getAllItems(AbstractFolder.class).stream()
                    .flatMap(FolderPlaces::place)
                    .toList();
        } finally {
            jenkins.close();
        }
    }

    private static Stream<ConfigurationPlace> place(AbstractFolder<?> folder) {
        try {
            return Optional.ofNullable(folder.getProperties().get(FolderConfiguration.class))
                    .map(found -> ConfigurationPlace.usable(
                            folder.getFullName(), found.getPlatforms(), found.getEnvironments(), LOGGER::warning))
                    .stream();
        } catch (RuntimeException broken) {
            // Whatever it is, the environments of everybody else go on to be found.
            LOGGER.log(
                    Level.WARNING,
                    broken,
                    () -> "The configuration of Release Flow in the folder '" + folder.getFullName()
                            + "' can't be used; save the folder's form");
            return Stream.empty();
        }
    }
}

package io.jenkins.plugins.releaseflow.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.Extension;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** The folders that have a {@link FolderConfiguration}. There only where the plugin cloudbees-folder is. */
@Extension(optional = true)
@SuppressWarnings("deprecation") // The other way would need one more plugin.
public class FolderPlaces extends ConfigurationPlaces {
    @Override
    List<ConfigurationPlace> all() {
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
        return Optional.ofNullable(folder.getProperties().get(FolderConfiguration.class))
                .map(found ->
                        new ConfigurationPlace(folder.getFullName(), found.getPlatforms(), found.getEnvironments()))
                .stream();
    }
}

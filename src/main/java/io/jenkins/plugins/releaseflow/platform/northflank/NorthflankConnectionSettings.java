package io.jenkins.plugins.releaseflow.platform.northflank;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Which project on Northflank is meant.
 *
 * @param url where the API is; a path in it is kept as a prefix
 * @param team id of the team, for tokens of an organisation
 * @param project id of the project
 */
public record NorthflankConnectionSettings(URI url, Optional<String> team, String project) {
    public NorthflankConnectionSettings {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(team, "team");
        Objects.requireNonNull(project, "project");
    }
}

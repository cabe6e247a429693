package io.jenkins.plugins.releaseflow.platform.northflank;

import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Target;

/** The addresses of operations in the API, which are documented; those of Northflank's pages are not. Needs no token. Immutable. */
public final class NorthflankLinks {
    private final String url;
    private final NorthflankPaths paths;

    public NorthflankLinks(NorthflankConnectionSettings settings) {
        this.url = settings.url().toString().replaceFirst("/+$", "");
        this.paths = new NorthflankPaths(settings);
    }

    /** Where an operation is. */
    public String of(OperationReference reference) {
        return url
                + switch (reference.kind()) {
                    case BACKUP -> paths.project("addons", reference.resource(), "backups", reference.id());
                    case JOB_RUN -> paths.project("jobs", reference.resource(), "runs", reference.id());
                    case BUILD -> paths.project("services", reference.resource(), "build", reference.id());
                    case COMMAND -> {
                        Target target = CommandOperations.target(reference);
                        yield paths.project(NorthflankPaths.plural(target), target.id());
                    }
                    case DEPLOYMENT -> paths.deployment(DeploymentReference.target(reference));
                    case RESTORE -> paths.project("addons", reference.resource(), "restores");
                };
    }
}

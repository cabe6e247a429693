package io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.addon.Addon;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.addon.Addons;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a job's or service's process finds in its environment. */
public final class Surroundings {
    private final Addons addons;

    public Surroundings(Addons addons) {
        this.addons = addons;
    }

    /**
     * The environment for a process of a deployed build: what the project file says, with the references to addons
     * replaced, and {@code BUILD_DIR}, {@code BUILD_ID}, {@code BUILD_COMMIT} and {@code BUILD_BRANCH}.
     */
    public Map<String, String> of(Map<String, String> configured, Deployment deployment, Path buildDirectory) {
        Map<String, String> environment = new LinkedHashMap<>();
        configured.forEach((name, value) -> environment.put(name, replaceReferences(value)));
        environment.put("BUILD_DIR", buildDirectory.toString());
        environment.put("BUILD_ID", deployment.buildId().orElse(""));
        environment.put("BUILD_COMMIT", deployment.deployedSha().orElse(""));
        environment.put("BUILD_BRANCH", deployment.branch().orElse(""));
        return environment;
    }

    private String replaceReferences(String value) {
        String replaced = value;
        for (Addon addon : addons.all().values()) {
            for (Map.Entry<String, String> reference : addon.references().entrySet()) {
                replaced = replaced.replace(
                        "${addons." + addon.id() + "." + reference.getKey() + "}", reference.getValue());
            }
        }
        return replaced;
    }
}

package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.NearestName;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.BuildEnvironment;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.ParameterSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The build parameters of a run: those that were given, and, once the Jenkinsfile has said which there are, their defaults and types. They
 * are environment variables too. Thread-safe.
 */
public final class BuildParameters {

    private final Map<String, String> given;
    private final BuildEnvironment environment;
    private volatile Map<String, Object> values;

    /** The parameters of a run that was given these. */
    public BuildParameters(Map<String, String> given, BuildEnvironment environment) {
        this.given = Map.copyOf(given);
        this.environment = environment;
        publish(new LinkedHashMap<>(given));
    }

    /** All values, by name; can't be changed. */
    public Map<String, Object> values() {
        return values;
    }

    /**
     * The Jenkinsfile says which parameters it has.
     *
     * @throws JenkinsfileException if one was given that it does not have, or with a value that it does not allow
     */
    public void define(List<ParameterSpec> specs) {
        List<String> names = specs.stream().map(ParameterSpec::name).toList();
        given.keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw JenkinsfileException.general(
                            "The Jenkinsfile has no build parameter '" + unknown + "'.",
                            NearestName.remedy("Its parameters", unknown, names));
                });
        Map<String, Object> defined = new LinkedHashMap<>();
        for (ParameterSpec spec : specs) {
            try {
                defined.put(spec.name(), spec.value(Optional.ofNullable(given.get(spec.name()))));
            } catch (IllegalArgumentException e) {
                throw JenkinsfileException.general(e.getMessage(), "");
            }
        }
        publish(defined);
    }

    private void publish(Map<String, Object> defined) {
        defined.forEach((name, value) -> environment.set(name, String.valueOf(value)));
        values = Collections.unmodifiableMap(defined);
    }
}

package io.jenkins.plugins.releaseflow.delivery;

import java.util.Optional;

/**
 * A parameter that is not the same in two releases.
 *
 * @param name as it is called in a Jenkinsfile
 * @param from its value in the first one; empty where it was not given
 * @param to its value in the second one; empty where it was not given
 */
public record ParameterDifference(String name, Optional<String> from, Optional<String> to) {}

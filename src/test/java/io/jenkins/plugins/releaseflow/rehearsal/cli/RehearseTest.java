package io.jenkins.plugins.releaseflow.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RehearseTest {

    static Stream<Arguments> runsAJenkinsfile() {
        return Stream.of(
                Arguments.of(List.of(), List.of("run")),
                Arguments.of(List.of("ci/Jenkinsfile"), List.of("run", "ci/Jenkinsfile")),
                Arguments.of(List.of("--home", "there", "--json"), List.of("run", "--home", "there", "--json")),
                Arguments.of(List.of("-P", "a=b", "Jenkinsfile"), List.of("run", "-P", "a=b", "Jenkinsfile")),
                Arguments.of(List.of("Jenkinsfile", "show"), List.of("run", "Jenkinsfile", "show")),
                Arguments.of(List.of(""), List.of("run", "")));
    }

    @ParameterizedTest
    @MethodSource
    void runsAJenkinsfile(List<String> given, List<String> meant) {
        assertThat(Rehearse.withDefaultCommand(given.toArray(String[]::new))).containsExactlyElementsOf(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"run Jenkinsfile", "releases --json", "show 3", "emulate", "-h", "--help", "-V", "--version"})
    void takesACommandAsItIs(String given) {
        String[] arguments = given.split(" ");

        assertThat(Rehearse.withDefaultCommand(arguments)).isEqualTo(arguments);
    }

    @Test
    void everyCommandTellsItsOptions() {
        Rehearse.commandLine().getSubcommands().forEach((name, command) -> assertThat(command.getUsageMessage())
                .as(name)
                .startsWith("Usage: rehearse " + name)
                .contains("--home=DIR", "--project=FILE", "--json", "--help"));
    }
}

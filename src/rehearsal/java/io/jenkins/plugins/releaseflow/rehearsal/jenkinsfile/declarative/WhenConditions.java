package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.declarative;

import groovy.lang.Closure;
import groovy.lang.Script;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.ScriptGlobals;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;

/** Judges a {@code when} block. */
final class WhenConditions {

    private final Script script;
    private final ScriptGlobals globals;

    WhenConditions(Script script, ScriptGlobals globals) {
        this.script = script;
        this.globals = globals;
    }

    /** Whether all conditions of the block hold. */
    boolean hold(Closure<?> block) {
        return conditions(block).stream().allMatch(this::holds);
    }

    private List<Recording.Call> conditions(Closure<?> block) {
        return Recording.of(script, block).calls().stream()
                .filter(call -> !call.name().startsWith("before"))
                .toList();
    }

    private boolean holds(Recording.Call condition) {
        return switch (condition.name()) {
            case "branch" -> branch(condition);
            case "environment" ->
                globals.variable(text(condition, "name").orElse("")).equals(text(condition, "value"));
            case "expression" ->
                DefaultTypeTransformation.castToBoolean(
                        Recording.prepare(script, condition.block(), script).call());
            case "not" -> !conditions(condition.block()).stream().allMatch(this::holds);
            case "allOf" -> conditions(condition.block()).stream().allMatch(this::holds);
            case "anyOf" -> conditions(condition.block()).stream().anyMatch(this::holds);
            default ->
                throw new IllegalStateException(
                        "The condition '" + condition.name() + "' was validated but is not known.");
        };
    }

    private boolean branch(Recording.Call condition) {
        String pattern = condition.text().or(() -> text(condition, "pattern")).orElse("");
        Optional<String> branch = globals.variable("BRANCH_NAME");
        return switch (text(condition, "comparator").orElse("GLOB")) {
            case "EQUALS" -> branch.filter(pattern::equals).isPresent();
            case "REGEXP" -> branch.filter(name -> name.matches(pattern)).isPresent();
            default ->
                branch.map(Path::of)
                        .filter(FileSystems.getDefault().getPathMatcher("glob:" + pattern)::matches)
                        .isPresent();
        };
    }

    private static Optional<String> text(Recording.Call condition, String argument) {
        return Optional.ofNullable(condition.named().get(argument)).map(String::valueOf);
    }
}

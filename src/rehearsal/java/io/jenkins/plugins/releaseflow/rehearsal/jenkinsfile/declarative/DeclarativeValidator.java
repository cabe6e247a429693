package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.declarative;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileSource;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.NearestName;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.AstCall;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.ParsedJenkinsfile;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script.StepCallValidator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Judges the structure of a Declarative pipeline before anything of it runs: at the first error, a {@link JenkinsfileException} at its line. */
public final class DeclarativeValidator {

    private final JenkinsfileSource source;
    private final StepCallValidator steps;

    /** A validator for one Jenkinsfile, which leaves the contents of {@code steps} blocks to the given one. */
    public DeclarativeValidator(ParsedJenkinsfile file, StepCallValidator steps) {
        this.source = file.source();
        this.steps = steps;
    }

    /** Judges the {@code pipeline} block. */
    public void validate(AstCall pipeline) {
        Map<String, AstCall> parts = members(pipeline, Section.PIPELINE);
        if (!parts.containsKey("agent")) {
            throw source.error(
                    pipeline.line(),
                    "The pipeline has no 'agent'.",
                    "Add 'agent any' at the top of the pipeline block.");
        }
        if (!parts.containsKey("stages")) {
            throw source.error(
                    pipeline.line(), "The pipeline has no 'stages'.", "Add stages { stage('…') { steps { … } } }.");
        }
        common(parts);
        if (parts.containsKey("parameters")) {
            for (AstCall parameter : calls(parts.get("parameters"), Section.PARAMETERS)) {
                if (!parameter.argumentNames().contains("name")) {
                    throw source.error(
                            parameter.line(),
                            "The build parameter '" + parameter.name() + "' has no name.",
                            "Write it as " + parameter.name() + "(name: 'NAME', …).");
                }
            }
        }
        stages(parts.get("stages"), Section.STAGES);
    }

    private void stages(AstCall block, Section section) {
        List<AstCall> stages = calls(block, section);
        if (stages.isEmpty()) {
            throw source.error(
                    block.line(),
                    "The '" + block.name() + "' block has no stage.",
                    "Add a stage('…') { steps { … } } to it.");
        }
        Set<String> names = new HashSet<>();
        for (AstCall stage : stages) {
            String name = stage.literal()
                    .orElseThrow(() -> source.error(
                            stage.line(), "The stage has no name.", "Name it with a literal: stage('…') { … }."));
            if (!names.add(name)) {
                throw source.error(
                        stage.line(),
                        "There are two stages with the name '" + name + "' side by side.",
                        "Give each a name of its own.");
            }
            stage(name, stage);
        }
    }

    private void stage(String name, AstCall stage) {
        Map<String, AstCall> parts = members(stage, Section.STAGE);
        List<String> contents = List.of("steps", "stages", "parallel").stream()
                .filter(parts::containsKey)
                .toList();
        if (contents.isEmpty()) {
            throw source.error(
                    stage.line(),
                    "The stage '" + name + "' has no 'steps'.",
                    "Add steps { … } to it, or nested 'stages' or 'parallel'.");
        }
        if (contents.size() > 1) {
            throw source.error(
                    parts.get(contents.get(1)).line(),
                    "The stage '" + name + "' has both '" + contents.get(0) + "' and '" + contents.get(1) + "'.",
                    "A stage has exactly one of 'steps', 'stages' and 'parallel'.");
        }
        common(parts);
        if (parts.containsKey("when")) {
            when(parts.get("when"));
        }
        if (parts.containsKey("input") && parts.get("input").body().isPresent()) {
            calls(parts.get("input"), Section.INPUT);
        }
        AstCall content = parts.get(contents.get(0));
        switch (content.name()) {
            case "steps" -> stepsOf(content);
            case "parallel" -> stages(content, Section.PARALLEL);
            default -> stages(content, Section.STAGES);
        }
    }

    private void common(Map<String, AstCall> parts) {
        parts.values().forEach(this::part);
    }

    private void part(AstCall part) {
        switch (part.name()) {
            case "agent" -> agent(part);
            case "environment" -> environment(part);
            case "triggers" -> triggers(part);
            case "options" -> calls(part, Section.OPTIONS).forEach(steps::validateOption);
            case "post" -> calls(part, Section.POST).forEach(this::stepsOf);
            default -> {
                // The others are judged where they may stand.
            }
        }
    }

    /** Which triggers there are depends on the plugins of a Jenkins, of which rehearsal knows one. */
    private void triggers(AstCall block) {
        requireBody(block);
        for (Statement statement : block.bodyStatements()) {
            steps.validateTrigger(AstCall.of(statement).orElseThrow(() -> misplaced(statement, block)));
        }
    }

    private void agent(AstCall agent) {
        if (agent.body().isPresent()) {
            calls(agent, Section.AGENT);
            return;
        }
        String value =
                agent.positional().stream().findFirst().map(Expression::getText).orElse("nothing");
        if (!value.equals("any") && !value.equals("none")) {
            throw source.error(
                    agent.line(),
                    "'" + value + "' is no agent that rehearsal knows.",
                    "Write agent any, agent none or agent { label '…' }.");
        }
    }

    private void environment(AstCall block) {
        requireBody(block);
        for (Statement statement : block.bodyStatements()) {
            boolean assignment = statement instanceof ExpressionStatement expression
                    && expression.getExpression() instanceof BinaryExpression binary
                    && binary.getOperation().getText().equals("=")
                    && binary.getLeftExpression() instanceof VariableExpression;
            if (!assignment) {
                throw source.error(
                        statement.getLineNumber(),
                        "Only NAME = value may stand in an 'environment' block.",
                        "Compute other things in a script { … } block of a stage.");
            }
        }
    }

    private void when(AstCall block) {
        List<AstCall> conditions = calls(block, Section.WHEN);
        if (conditions.isEmpty()) {
            throw source.error(
                    block.line(),
                    "The '" + block.name() + "' block has no condition.",
                    "Add one of: "
                            + String.join(
                                    ", ",
                                    Section.WHEN.members().stream().sorted().toList()) + ".");
        }
        for (AstCall condition : conditions) {
            if (Set.of("not", "allOf", "anyOf").contains(condition.name())) {
                when(condition);
            }
        }
    }

    private void stepsOf(AstCall block) {
        requireBody(block);
        if (block.name().equals("steps") && block.bodyStatements().isEmpty()) {
            throw source.error(block.line(), "The 'steps' block is empty.", "Add at least one step, such as echo '…'.");
        }
        steps.validateSteps(block.bodyStatements());
    }

    /** The members of a block where each may stand only once. */
    private Map<String, AstCall> members(AstCall block, Section section) {
        Map<String, AstCall> members = new TreeMap<>();
        for (AstCall member : calls(block, section)) {
            if (members.put(member.name(), member) != null) {
                throw source.error(
                        member.line(),
                        "There are two '" + member.name() + "' in one '" + block.name() + "' block.",
                        "Join them into one.");
            }
        }
        return members;
    }

    private List<AstCall> calls(AstCall block, Section section) {
        requireBody(block);
        List<AstCall> calls = new ArrayList<>();
        for (Statement statement : block.bodyStatements()) {
            AstCall call = AstCall.of(statement).orElseThrow(() -> misplaced(statement, block));
            if (!section.members().contains(call.name())) {
                throw source.error(
                        call.line(),
                        "'" + call.name() + "' is not known in a '" + block.name() + "' block.",
                        NearestName.remedy("Known there", call.name(), section.members()));
            }
            calls.add(call);
        }
        return calls;
    }

    private void requireBody(AstCall block) {
        if (block.body().isEmpty()) {
            throw source.error(
                    block.line(), "'" + block.name() + "' has no block.", "Write it as " + block.name() + " { … }.");
        }
    }

    private JenkinsfileException misplaced(Statement statement, AstCall block) {
        if (statement instanceof ExpressionStatement expression
                && expression.getExpression() instanceof MethodCallExpression call
                && AstCall.of(call.getObjectExpression()).isPresent()) {
            // Groovy takes "a { } b { }" for a call of b on what a returns.
            return source.error(
                    statement.getLineNumber(),
                    "'" + call.getMethodAsString() + "' stands behind another block.",
                    "Put it on a line of its own.");
        }
        return source.error(
                statement.getLineNumber(),
                "This statement may not stand in a '" + block.name() + "' block.",
                "Put Groovy code into a script { … } block of a stage.");
    }
}

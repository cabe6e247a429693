package io.jenkins.plugins.releaseflow.config;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.releaseflow.platform.ListedResource;
import io.jenkins.plugins.releaseflow.platform.PlatformContents;
import io.jenkins.plugins.releaseflow.platform.ResourceKind;
import io.jenkins.plugins.releaseflow.platform.northflank.NorthflankPlatform;
import java.util.List;
import java.util.Optional;

/** A connection to Northflank as a form has it at the moment, not saved yet. What it tells never holds the token. */
final class NorthflankForm {
    private final Item context;
    private final String url;
    private final String team;
    private final String credentialsId;

    /**
     * @param context the item that the form is shown in; null for the form of Jenkins itself
     */
    NorthflankForm(Item context, String url, String team, String credentialsId) {
        this.context = context;
        this.url = Util.fixNull(url).isBlank() ? NorthflankPlatformConfiguration.DEFAULT_URL : url.trim();
        this.team = Util.fixNull(team).trim();
        this.credentialsId = Util.fixNull(credentialsId).trim();
    }

    /** The ids of the projects that the token may see; none where they can't be had in time. */
    List<String> projects() {
        if (problem().isPresent()) {
            return List.of();
        }
        return connection("")
                .map(northflank -> PromptAnswer.of(northflank.projects(), PromptAnswer.PATIENCE))
                .flatMap(PromptAnswer::value)
                .map(projects -> projects.stream().map(ListedResource::id).toList())
                .orElse(List.of());
    }

    /** Says what the connection reaches, or exactly why not. */
    FormValidation test(String project) {
        Optional<String> problem = problem().or(() -> FieldChecks.required("project", project));
        if (problem.isPresent()) {
            return FormValidation.error(problem.get());
        }
        Optional<NorthflankPlatform> connection = connection(project);
        if (connection.isEmpty()) {
            return FormValidation.error(
                    SecretTexts.problemOf(context, credentialsId, url).orElse(""));
        }
        PromptAnswer<PlatformContents> answer = PromptAnswer.of(connection.get().contents(), PromptAnswer.PATIENCE);
        return answer.value()
                .map(contents -> FormValidation.ok(reached(contents, connection.get())))
                .orElseGet(() -> FormValidation.error(connection.get().withoutSecrets(answer.problem())));
    }

    private Optional<String> problem() {
        return FieldChecks.url(url)
                .or(() -> FieldChecks.id("team", team))
                .or(() -> FieldChecks.required("credentialsId", credentialsId));
    }

    private Optional<NorthflankPlatform> connection(String project) {
        return SecretTexts.usableIn(context, credentialsId, url).map(credentials -> ReleaseFlowRuntime.get()
                .northflank()
                .connectOnce(
                        NorthflankPlatformConfiguration.settings(url, team, project),
                        credentials.getSecret().getPlainText(),
                        NorthflankPlatformConfiguration.httpClient()));
    }

    private static String reached(PlatformContents contents, NorthflankPlatform connection) {
        String found = Messages.NorthflankForm_Reached(
                contents.name(),
                contents.of(ResourceKind.ADDON).size(),
                contents.of(ResourceKind.JOB).size(),
                contents.of(ResourceKind.SERVICE).size(),
                contents.of(ResourceKind.BUILD_SERVICE).size());
        return connection
                .budget()
                .map(budget -> found + " " + Messages.NorthflankForm_Requests(budget.remaining(), budget.limit()))
                .orElse(found);
    }
}

package io.jenkins.plugins.releaseflow.config;

import hudson.model.Item;
import io.jenkins.plugins.releaseflow.platform.ListedBuild;
import io.jenkins.plugins.releaseflow.platform.ListedResource;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.ResourceKind;
import io.jenkins.plugins.releaseflow.release.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What the form of a step offers to choose from: what is on the platforms of the environments that the job can release to. Asks them on the thread of the form's
 * request, 5 seconds in all at most and once in 30 seconds. Never fails: what can't be had is missing, and {@link #hint} tells why.
 */
public final class PlatformChoices {
    private final Set<Platform> platforms = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();
    private final long until = System.nanoTime() + PromptAnswer.PATIENCE.toNanos();

    private PlatformChoices() {}

    /**
     * The choices where a form is shown.
     *
     * @param context the job or folder; null outside of any. Who may not configure it gets no choices
     */
    public static PlatformChoices in(Item context) {
        PlatformChoices choices = new PlatformChoices();
        if (FormUser.mayConfigure(context)) {
            choices.find(context == null ? "" : context.getFullName());
        } else {
            choices.problems.add(Messages.PlatformChoices_Forbidden());
        }
        return choices;
    }

    private void find(String job) {
        Environments environments = Environments.get();
        for (String name : environments.namesFor(job)) {
            try {
                platforms.add(environments.platformOf(name, new Origin("", "", job, "", "")));
            } catch (IllegalArgumentException unusable) {
                problems.add(unusable.getMessage());
            }
        }
        if (platforms.isEmpty() && problems.isEmpty()) {
            problems.add(Messages.PlatformChoices_NoEnvironment());
        }
    }

    /** The ids of what there is of a kind, on all platforms. */
    public List<String> ids(ResourceKind kind) {
        return all("contents", Platform::contents, contents -> contents.of(kind).stream()
                .map(ListedResource::id)
                .toList());
    }

    /** The branches that a build service can build. */
    public List<String> branches(String buildService) {
        return buildService.isBlank()
                ? List.of()
                : all("branches of " + buildService, platform -> platform.branches(buildService), names -> names);
    }

    /** The ids of the newest builds of a build service that succeeded, newest first; of one branch, unless that is empty. */
    public List<String> builds(String buildService, String branch) {
        return ofBuilds(buildService, branch, ListedBuild::id);
    }

    /** The commits of those builds. */
    public List<String> commits(String buildService, String branch) {
        return ofBuilds(buildService, branch, ListedBuild::commit);
    }

    private List<String> ofBuilds(String buildService, String branch, Function<ListedBuild, String> field) {
        return buildService.isBlank()
                ? List.of()
                : all("builds of " + buildService, platform -> platform.builds(buildService), builds -> builds.stream()
                        .filter(build -> build.phase() == OperationPhase.SUCCEEDED)
                        .filter(build -> branch.isBlank() || build.branch().equals(branch))
                        .map(field)
                        .filter(text -> !text.isEmpty())
                        .toList());
    }

    /** Why choices are missing, in one line for people; empty where all platforms answered. */
    public Optional<String> hint() {
        return problems.stream().findFirst();
    }

    private <T> List<String> all(
            String question, Function<Platform, CompletionStage<T>> asking, Function<T, List<String>> reading) {
        RecentAnswers recent = ReleaseFlowRuntime.get().recentAnswers();
        List<CompletionStage<T>> asked = platforms.stream()
                .map(platform -> recent.ask(platform, question, () -> asking.apply(platform)))
                .toList();
        Set<String> found = new LinkedHashSet<>();
        for (CompletionStage<T> stage : asked) {
            PromptAnswer<T> answer = PromptAnswer.of(stage, Duration.ofNanos(Math.max(0, until - System.nanoTime())));
            answer.value().map(reading).ifPresentOrElse(found::addAll, () -> problems.add(answer.problem()));
        }
        return List.copyOf(found);
    }
}

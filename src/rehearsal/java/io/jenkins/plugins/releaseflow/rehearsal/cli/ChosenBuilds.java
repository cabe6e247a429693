package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import io.jenkins.plugins.releaseflow.release.BuildOverride;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Target;
import io.jenkins.plugins.releaseflow.steps.RunOverrides;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code --with TARGET=BUILD} says. */
final class ChosenBuilds {
    static final String TARGET_HELP = "shop, service:shop, job:migrate, production/shop, or shop@shop-build";
    private static final String BUILD_HELP = "the id of a build, branch:NAME, pr:NUMBER, commit:COMMIT, or latest";
    private static final Pattern TARGET =
            Pattern.compile("(?:(?<environment>[^/]+)/)?(?:(?<type>service|job):)?(?<id>[^@:/]+)(?:@(?<service>.+))?");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{7,40}");

    private final ProjectFile project;
    private final String who;

    ChosenBuilds(ProjectFile project, String who) {
        this.project = project;
        this.who = who;
    }

    /** @throws WrongUseException where that can't be understood */
    List<RunOverrides.InEnvironment> read(Map<String, String> chosen) {
        return chosen.entrySet().stream()
                .map(each -> read(each.getKey(), each.getValue()))
                .toList();
    }

    private RunOverrides.InEnvironment read(String target, String build) {
        Matcher parts = TARGET.matcher(target);
        if (!parts.matches()) {
            throw new WrongUseException("--with: '" + target + "' is no target; use " + TARGET_HELP);
        }
        String environment = Optional.ofNullable(parts.group("environment")).orElse("");
        if (!environment.isEmpty() && !project.environments().containsKey(environment)) {
            throw new WrongUseException("--with: there is no environment '" + environment + "' in " + project.file());
        }
        String service = Optional.ofNullable(parts.group("service")).orElse("");
        return new RunOverrides.InEnvironment(
                environment,
                new BuildOverride(
                        target(Optional.ofNullable(parts.group("type")), parts.group("id")),
                        selector(service, build),
                        who));
    }

    private Target target(Optional<String> type, String id) {
        boolean isService = project.services().containsKey(id)
                && !type.filter("job"::equals).isPresent();
        boolean isJob = project.jobs().containsKey(id)
                && !type.filter("service"::equals).isPresent();
        if (isService == isJob) {
            throw new WrongUseException("--with: '" + id + "' is "
                    + (isService ? "a service and a job" : "no service and no job") + " of " + project.file() + "; use "
                    + (isService
                            ? "service:" + id + " or job:" + id
                            : String.join(", ", project.services().keySet()) + ", "
                                    + String.join(", ", project.jobs().keySet())));
        }
        return isService ? Target.service(id) : Target.job(id);
    }

    private static BuildSelector selector(String service, String build) {
        String value = build.substring(build.indexOf(':') + 1);
        if (build.equals(BuildSelector.LATEST)) {
            return new BuildSelector(
                    service, Optional.empty(), Optional.empty(), BuildSelector.LATEST, Optional.empty());
        } else if (build.startsWith("branch:") && !value.isBlank()) {
            return new BuildSelector(
                    service, Optional.of(value), Optional.empty(), BuildSelector.LATEST, Optional.empty());
        } else if (build.startsWith("pr:") && value.matches("[1-9][0-9]{0,8}")) {
            return new BuildSelector(
                    service,
                    Optional.empty(),
                    Optional.of(Integer.valueOf(value)),
                    BuildSelector.LATEST,
                    Optional.empty());
        } else if (build.startsWith("commit:") && COMMIT.matcher(value).matches()) {
            return new BuildSelector(service, Optional.empty(), Optional.empty(), value, Optional.empty());
        } else if (!build.isBlank() && !build.contains(":")) {
            return BuildSelector.ofId(service, build);
        }
        throw new WrongUseException("--with: '" + build + "' is no build; use " + BUILD_HELP);
    }
}

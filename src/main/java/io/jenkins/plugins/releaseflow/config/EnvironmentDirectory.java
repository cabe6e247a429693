package io.jenkins.plugins.releaseflow.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Says which environment and which platform a name means in a job. The history of an environment is that of its name, so a name may be configured in one place
 * only. A platform is looked for where its environment is configured and further up, never below: otherwise who configures a folder could turn an environment of
 * Jenkins to another project.
 */
final class EnvironmentDirectory {
    /** An environment, and where it is configured. */
    record Found(EnvironmentConfiguration environment, ConfigurationPlace place) {}

    private final List<ConfigurationPlace> places;
    private final Function<String, Optional<String>> lastJob;

    /** Nothing was released to any environment yet. */
    EnvironmentDirectory(List<ConfigurationPlace> places) {
        this(places, environment -> Optional.empty());
    }

    /** @param lastJob full name of the job that released to an environment last; asked only where that matters */
    EnvironmentDirectory(List<ConfigurationPlace> places, Function<String, Optional<String>> lastJob) {
        this.lastJob = lastJob;
        this.places = places.stream()
                .sorted(Comparator.comparingInt(place -> place.folder().length()))
                .toList();
    }

    /**
     * The environment of that name.
     *
     * @param job full name of the job that asks; empty where none does, and it is known by its name alone
     * @throws IllegalArgumentException with a message for people where there is none in reach, or the name is taken twice
     */
    Found environment(String name, String job) {
        List<ConfigurationPlace> having = having(name);
        List<ConfigurationPlace> reaching = having.stream()
                .filter(place -> job.isEmpty() || place.reaches(job))
                .toList();
        if (reaching.isEmpty()) {
            throw new IllegalArgumentException(none(name, job));
        }
        // What somebody configures in a folder makes nothing doubtful but in that folder.
        Optional<ConfigurationPlace> owner =
                owner(name, having).filter(place -> job.isEmpty() || reaching.equals(List.of(place)));
        return owner.map(place -> new Found(place.environment(name).orElseThrow(), place))
                .orElseThrow(() -> new IllegalArgumentException(Messages.Environments_Twice(
                        name, having.get(0).text(), having.get(1).text())));
    }

    /** The environment that has the history of a name; empty where none is configured, or nobody can tell which one. */
    Optional<Found> find(String name) {
        return owner(name, having(name))
                .map(place -> new Found(place.environment(name).orElseThrow(), place));
    }

    /** Of several places that have a name Jenkins itself owns it, else the only one whose jobs its history is of. */
    private Optional<ConfigurationPlace> owner(String name, List<ConfigurationPlace> having) {
        if (having.size() < 2 || having.get(0).folder().isEmpty()) {
            return having.stream().findFirst();
        }
        List<ConfigurationPlace> used = lastJob.apply(name).stream()
                .flatMap(job -> having.stream().filter(place -> place.reaches(job)))
                .toList();
        return used.size() == 1 ? Optional.of(used.get(0)) : Optional.empty();
    }

    /** The platform that an environment is bound to. Fails with IllegalArgumentException where it is not configured. */
    PlatformConfiguration platform(Found found) {
        String wanted = found.environment().getPlatform();
        return nearestFirst(found.place().folder())
                .flatMap(place -> place.platform(wanted).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        Messages.Environments_NoPlatform(found.environment().getName(), wanted)
                                + known(platforms(found.place().folder()), Messages::Environments_KnownPlatforms)));
    }

    /** A platform by the place where it is configured; an empty folder stands for Jenkins itself. */
    Optional<PlatformConfiguration> platform(String folder, String name) {
        return places.stream()
                .filter(place -> place.folder().equals(folder))
                .findFirst()
                .flatMap(place -> place.platform(name));
    }

    /** The names of the environments that a job may name, or of all for an empty job. */
    List<String> environments(String job) {
        return places.stream()
                .filter(place -> job.isEmpty() || place.reaches(job))
                .flatMap(place -> place.environments().stream())
                .map(EnvironmentConfiguration::getName)
                .distinct()
                .toList();
    }

    /** The names of the platforms that an environment can be bound to which is configured in a folder. */
    List<String> platforms(String folder) {
        Set<String> names = new LinkedHashSet<>();
        nearestFirst(folder).forEach(place -> place.platforms().forEach(platform -> names.add(platform.getName())));
        return List.copyOf(names);
    }

    /** Why an environment of this name must not be configured in a folder; empty where it may. */
    Optional<String> takenElsewhere(String name, String folder) {
        return having(name).stream()
                .filter(place -> !place.folder().equals(folder))
                .findFirst()
                .map(place -> Messages.Environments_Taken(name, place.text()));
    }

    private List<ConfigurationPlace> having(String name) {
        return places.stream()
                .filter(place -> place.environment(name).isPresent())
                .toList();
    }

    private Stream<ConfigurationPlace> nearestFirst(String folder) {
        List<ConfigurationPlace> reaching = new ArrayList<>(
                places.stream().filter(place -> place.reaches(folder)).toList());
        Collections.reverse(reaching);
        return reaching.stream();
    }

    private String none(String name, String job) {
        return Messages.Environments_None(name) + known(environments(job), Messages::Environments_KnownEnvironments);
    }

    private static String known(List<String> names, Function<String, String> told) {
        return names.isEmpty() ? Messages.Environments_NothingConfigured() : told.apply(String.join(", ", names));
    }
}

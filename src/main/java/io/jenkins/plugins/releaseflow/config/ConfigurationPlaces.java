package io.jenkins.plugins.releaseflow.config;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import java.util.List;

/** Tells of places other than Jenkins itself where platforms and environments are configured. One that needs an optional plugin is missing without it. */
abstract class ConfigurationPlaces implements ExtensionPoint {
    /** The places with any configuration, in any order. Reads memory only. */
    abstract List<ConfigurationPlace> all();

    static List<ConfigurationPlace> everywhere() {
        return ExtensionList.lookup(ConfigurationPlaces.class).stream()
                .flatMap(places -> places.all().stream())
                .toList();
    }
}

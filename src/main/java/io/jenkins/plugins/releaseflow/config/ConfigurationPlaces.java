package io.jenkins.plugins.releaseflow.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.XmlFile;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Saveable;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.SaveableListener;
import java.util.List;

/** Tells of places other than Jenkins itself where platforms and environments are configured. One that needs an optional plugin is missing without it. */
abstract class ConfigurationPlaces implements ExtensionPoint {
    /** The places with any configuration, in any order. Reads memory only. */
    abstract List<ConfigurationPlace> all();

    /** Something that may be such a place was saved, came, went, or has another name. */
    abstract void changed();

    static List<ConfigurationPlace> everywhere() {
        return ExtensionList.lookup(ConfigurationPlaces.class).stream()
                .flatMap(places -> places.all().stream())
                .toList();
    }

    private static void tell(Object changed) {
        if (changed instanceof Item && changed instanceof ItemGroup<?>) {
            ExtensionList.lookup(ConfigurationPlaces.class).forEach(ConfigurationPlaces::changed);
        }
    }

    /** Hears of groups that were saved, by a form or by whatever else. Knows no optional plugin: it is there without it. */
    @Extension
    public static class Saved extends SaveableListener {
        @Override
        public void onChange(Saveable saved, XmlFile file) {
            tell(saved);
        }
    }

    /** Hears of groups that came, went, or have another name, and that all are there. */
    @Extension
    public static class Moved extends ItemListener {
        @Override
        public void onCreated(Item item) {
            tell(item);
        }

        @Override
        public void onDeleted(Item item) {
            tell(item);
        }

        @Override
        public void onLocationChanged(Item item, String oldFullName, String newFullName) {
            tell(item);
        }

        @Override
        public void onLoaded() {
            ExtensionList.lookup(ConfigurationPlaces.class).forEach(ConfigurationPlaces::changed);
        }
    }
}

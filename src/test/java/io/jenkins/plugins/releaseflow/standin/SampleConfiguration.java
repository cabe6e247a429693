package io.jenkins.plugins.releaseflow.standin;

import hudson.Extension;
import hudson.util.Secret;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;

/** A configuration with a plain, a secret, a nested and a transient field. */
@Extension(ordinal = 5)
@Symbol("sampleConfiguration")
public final class SampleConfiguration extends GlobalConfiguration {
    private String address = "default";
    private Secret token;
    private List<Entry> entries = new ArrayList<>();
    private transient String notKept = "fresh";

    public SampleConfiguration() {
        load();
    }

    static SampleConfiguration get() {
        return GlobalConfiguration.all().getInstance(SampleConfiguration.class);
    }

    String address() {
        return address;
    }

    Secret token() {
        return token;
    }

    List<String> entries() {
        return entries.stream().map(entry -> entry.name + entry.size).toList();
    }

    String notKept() {
        return notKept;
    }

    void change(String address, Secret token, String entry, int size) {
        this.address = address;
        this.token = token;
        this.entries.add(new Entry(entry, size));
        this.notKept = "changed";
        save();
    }

    private static final class Entry {
        private final String name;
        private final int size;

        Entry(String name, int size) {
            this.name = name;
            this.size = size;
        }
    }
}

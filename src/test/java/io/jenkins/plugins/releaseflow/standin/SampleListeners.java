package io.jenkins.plugins.releaseflow.standin;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import java.util.ArrayList;
import java.util.List;

/** Write down what they are told about the sample items of these tests. */
public final class SampleListeners {
    private SampleListeners() {}

    static List<String> heard() {
        return ExtensionList.lookupSingleton(OfItems.class).heard;
    }

    private static List<String> sink() {
        return heard();
    }

    @Extension
    public static final class OfItems extends ItemListener {
        private final List<String> heard = new ArrayList<>();

        @Override
        public void onLoaded() {
            heard.add("loaded");
        }

        @Override
        public void onCreated(Item item) {
            heard.add("created " + item.getFullName());
        }

        @Override
        public void onBeforeShutdown() {
            heard.add("shutdown");
        }
    }

    @Extension
    public static final class OfRuns extends RunListener<SampleRun> {
        public OfRuns() {
            super(SampleRun.class);
        }

        @Override
        public void onStarted(SampleRun run, TaskListener listener) {
            sink().add("started " + run);
        }

        @Override
        public void onCompleted(SampleRun run, TaskListener listener) {
            sink().add("completed " + run);
        }

        @Override
        public void onFinalized(SampleRun run) {
            sink().add("finalized " + run);
        }

        @Override
        public void onDeleted(SampleRun run) {
            sink().add("deleted " + run);
        }
    }

    @Extension(ordinal = 10)
    @SuppressWarnings("rawtypes") // the listener of all builds
    public static final class Failing extends RunListener<Run> {
        @Override
        public void onStarted(Run run, TaskListener listener) {
            if (run instanceof SampleRun) {
                throw new IllegalStateException("this listener always fails");
            }
        }
    }
}

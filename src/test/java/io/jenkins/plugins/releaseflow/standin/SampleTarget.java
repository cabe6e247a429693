package io.jenkins.plugins.releaseflow.standin;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Something that scripts name by a symbol, to be bound as an argument of {@link SampleStep}. */
public abstract class SampleTarget implements Describable<SampleTarget> {
    final String name;

    SampleTarget(String name) {
        this.name = name;
    }

    /** {@code sampleJob('migrate')}. */
    public static final class Job extends SampleTarget {
        @DataBoundSetter
        public int retries;

        @DataBoundConstructor
        public Job(String name) {
            super(name);
        }

        @Extension
        @Symbol("sampleJob")
        public static final class DescriptorImpl extends Descriptor<SampleTarget> {}
    }

    /** {@code sampleService('api')}. */
    public static final class Service extends SampleTarget {
        @DataBoundConstructor
        public Service(String name) {
            super(name);
        }

        @Extension
        @Symbol({"sampleService", "sampleDeployment"})
        public static final class DescriptorImpl extends Descriptor<SampleTarget> {
            @Override
            public String getDisplayName() {
                return "A service";
            }
        }
    }
}

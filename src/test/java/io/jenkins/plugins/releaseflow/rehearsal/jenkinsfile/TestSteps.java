package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import hudson.model.Describable;
import hudson.model.Descriptor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Steps and symbols as a plugin has them, each with one behaviour that the host has to get right. */
@SuppressWarnings("serial")
public final class TestSteps {

    private TestSteps() {}

    /** One instance of each descriptor. */
    static List<Descriptor<?>> descriptors() {
        return List.of(
                new Later.DescriptorImpl(),
                new Hang.DescriptorImpl(),
                new Stubborn.DescriptorImpl(),
                new InRoom.DescriptorImpl(),
                new WhichRoom.DescriptorImpl(),
                new Deliver.DescriptorImpl(),
                new JobTarget.DescriptorImpl(),
                new ServiceTarget.DescriptorImpl());
    }

    /** What a step is given and may use. */
    abstract static class TestDescriptor extends StepDescriptor {
        private final String name;

        TestDescriptor(String name) {
            this.name = name;
        }

        @Override
        public String getFunctionName() {
            return name;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }
    }

    /** Ends from another thread, with a value or a failure. */
    public static final class Later extends Step {
        private final String value;
        private boolean fail;

        @DataBoundConstructor
        public Later(String value) {
            this.value = value;
        }

        @DataBoundSetter
        public void setFail(boolean fail) {
            this.fail = fail;
        }

        @Override
        public StepExecution start(StepContext context) {
            return new StepExecution(context) {
                @Override
                public boolean start() {
                    Thread thread = new Thread(() -> {
                        if (fail) {
                            context.onFailure(new hudson.AbortException(value));
                        } else {
                            context.onSuccess(value);
                        }
                    });
                    thread.start();
                    return false;
                }
            };
        }

        static final class DescriptorImpl extends TestDescriptor {
            DescriptorImpl() {
                super("later");
            }
        }
    }

    /** Waits until it is stopped. */
    public static final class Hang extends Step {
        private final String name;

        @DataBoundConstructor
        public Hang(String name) {
            this.name = name;
        }

        @Override
        public StepExecution start(StepContext context) {
            return new StepExecution(context) {
                @Override
                public boolean start() {
                    ((DescriptorImpl) getDescriptor()).started.add(name);
                    return false;
                }

                @Override
                public void stop(Throwable cause) {
                    context.onFailure(cause);
                }
            };
        }

        static final class DescriptorImpl extends TestDescriptor {
            private final BlockingQueue<String> started = new LinkedBlockingQueue<>();

            DescriptorImpl() {
                super("hang");
            }

            /** Waits until another step hangs and tells its name. */
            String next() throws InterruptedException {
                return Optional.ofNullable(started.poll(20, TimeUnit.SECONDS)).orElse("nothing");
            }
        }
    }

    /** Does not stop when it is told to. */
    public static final class Stubborn extends Step {
        @DataBoundConstructor
        public Stubborn() {}

        @Override
        public StepExecution start(StepContext context) {
            BlockingQueue<String> events = ((DescriptorImpl) getDescriptor()).events;
            return new StepExecution(context) {
                @Override
                public boolean start() {
                    events.add("started");
                    return false;
                }

                @Override
                public void stop(Throwable cause) {
                    events.add("stopped");
                }
            };
        }

        static final class DescriptorImpl extends TestDescriptor {
            private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

            DescriptorImpl() {
                super("stubborn");
            }

            /** Waits for what happens to the step next. */
            String next() throws InterruptedException {
                return Optional.ofNullable(events.poll(20, TimeUnit.SECONDS)).orElse("nothing");
            }
        }
    }

    /** A context object. */
    public record Room(String name) {}

    /** Gives its block a room. */
    public static final class InRoom extends Step {
        private final String name;

        @DataBoundConstructor
        public InRoom(String name) {
            this.name = name;
        }

        @Override
        public StepExecution start(StepContext context) {
            return new StepExecution(context) {
                @Override
                public boolean start() {
                    context.newBodyInvoker()
                            .withContext(new Room(name))
                            .withCallback(BodyExecutionCallback.wrap(context))
                            .start();
                    return false;
                }

                @Override
                public void stop(Throwable cause) {
                    // The block is told, and its end is the end of the step.
                }
            };
        }

        static final class DescriptorImpl extends TestDescriptor {
            DescriptorImpl() {
                super("inRoom");
            }

            @Override
            public boolean takesImplicitBlockArgument() {
                return true;
            }
        }
    }

    /** Returns the name of the room it is in. */
    public static final class WhichRoom extends Step {
        @DataBoundConstructor
        public WhichRoom() {}

        @Override
        public StepExecution start(StepContext context) {
            return new StepExecution(context) {
                @Override
                public boolean start() throws Exception {
                    context.onSuccess(Optional.ofNullable(context.get(Room.class))
                            .map(Room::name)
                            .orElse("outside"));
                    return true;
                }
            };
        }

        static final class DescriptorImpl extends TestDescriptor {
            DescriptorImpl() {
                super("whichRoom");
            }
        }
    }

    /** Where something can be delivered to. */
    public abstract static class Target implements Describable<Target> {
        abstract String text();
    }

    /** A job. */
    public static final class JobTarget extends Target {
        private final String job;

        @DataBoundConstructor
        public JobTarget(String job) {
            this.job = job;
        }

        @Override
        String text() {
            return "job " + job;
        }

        @Symbol("testJob")
        static final class DescriptorImpl extends Descriptor<Target> {
            DescriptorImpl() {
                super(JobTarget.class);
            }
        }
    }

    /** A service. */
    public static final class ServiceTarget extends Target {
        private final String service;

        @DataBoundConstructor
        public ServiceTarget(String service) {
            this.service = service;
        }

        @Override
        String text() {
            return "service " + service;
        }

        @Symbol("testService")
        static final class DescriptorImpl extends Descriptor<Target> {
            DescriptorImpl() {
                super(ServiceTarget.class);
            }
        }
    }

    /** Returns where it delivers what to. */
    public static final class Deliver extends Step {
        private final String build;
        private final Target target;
        private int tries = 1;

        @DataBoundConstructor
        public Deliver(String build, Target target) {
            this.build = build;
            this.target = target;
        }

        @DataBoundSetter
        public void setTries(int tries) {
            if (tries < 1) {
                throw new IllegalArgumentException("tries is " + tries + "; give at least 1");
            }
            this.tries = tries;
        }

        @Override
        public StepExecution start(StepContext context) {
            return new StepExecution(context) {
                @Override
                public boolean start() {
                    context.onSuccess(build + " to " + target.text() + " in " + tries);
                    return true;
                }
            };
        }

        static final class DescriptorImpl extends TestDescriptor {
            DescriptorImpl() {
                super("deliver");
            }
        }
    }
}

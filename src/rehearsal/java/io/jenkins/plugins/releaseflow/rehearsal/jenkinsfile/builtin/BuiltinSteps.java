package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** The steps that the host brings itself, in place of Jenkins' own Pipeline plugins. */
public final class BuiltinSteps {

    private BuiltinSteps() {}

    /** One descriptor of each. */
    public static List<StepDescriptor> all() {
        return List.of(
                new CatchErrorStep.DescriptorImpl(),
                new CheckoutStep.DescriptorImpl(),
                new DirStep.DescriptorImpl(),
                new EchoStep.DescriptorImpl(),
                new ErrorStep.DescriptorImpl(),
                new FileExistsStep.DescriptorImpl(),
                new InputStep.DescriptorImpl(),
                new NodeStep.DescriptorImpl(),
                new PwdStep.DescriptorImpl(),
                new ReadFileStep.DescriptorImpl(),
                new RetryStep.DescriptorImpl(),
                new ShStep.DescriptorImpl(),
                new SleepStep.DescriptorImpl(),
                new StageStep.DescriptorImpl(),
                new TimeoutStep.DescriptorImpl(),
                new TimestampsStep.DescriptorImpl(),
                new UnstableStep.DescriptorImpl(),
                new WarnErrorStep.DescriptorImpl(),
                new WithCredentialsStep.DescriptorImpl(),
                new WithEnvStep.DescriptorImpl(),
                new WriteFileStep.DescriptorImpl());
    }
}

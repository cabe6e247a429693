package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Failures;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.WorkingDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code dir}: runs its block in another directory. */
public final class DirStep extends Step {

    private final String path;

    /** Runs the block in a directory, relative to the current one. */
    @DataBoundConstructor
    public DirStep(String path) {
        this.path = path;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        Path directory =
                context.get(WorkingDirectory.class).path().resolve(path).normalize();
        Files.createDirectories(directory);
        Failures.println(context, "Running in " + directory);
        return new BlockExecution(context, new WorkingDirectory(directory));
    }

    static final class DescriptorImpl extends BuiltinDescriptor {
        DescriptorImpl() {
            super("dir", true);
        }
    }
}

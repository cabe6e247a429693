package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.WorkingDirectory;
import java.nio.file.Files;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code fileExists}: tells whether a file is there. */
public final class FileExistsStep extends Step {

    private final String file;

    /** Looks for a file, relative to the current directory. */
    @DataBoundConstructor
    public FileExistsStep(String file) {
        this.file = file;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new ValueExecution(
                context,
                () -> Files.exists(context.get(WorkingDirectory.class).path().resolve(file)));
    }

    static final class DescriptorImpl extends BuiltinDescriptor {
        DescriptorImpl() {
            super("fileExists", false);
        }
    }
}

package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import hudson.AbortException;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.WorkingDirectory;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code readFile}: gives the text of a file. */
public final class ReadFileStep extends Step {

    private final String file;
    private String encoding = "UTF-8";

    /** Reads a file, relative to the current directory. */
    @DataBoundConstructor
    public ReadFileStep(String file) {
        this.file = file;
    }

    /** The encoding; UTF-8 by default. */
    @DataBoundSetter
    public void setEncoding(String encoding) {
        this.encoding = encoding;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new ValueExecution(context, () -> {
            Path path = context.get(WorkingDirectory.class).path().resolve(file);
            if (!Files.isRegularFile(path)) {
                throw new AbortException("There is no file " + path + " to read.");
            }
            return Files.readString(path, Charset.forName(encoding));
        });
    }

    static final class DescriptorImpl extends BuiltinDescriptor {
        DescriptorImpl() {
            super("readFile", false);
        }
    }
}

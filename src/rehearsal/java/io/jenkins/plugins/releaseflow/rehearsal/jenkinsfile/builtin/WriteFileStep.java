package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.WorkingDirectory;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code writeFile}: writes a text to a file. */
public final class WriteFileStep extends Step {

    private final String file;
    private final String text;
    private String encoding = "UTF-8";

    /** Writes a file, relative to the current directory, with the folders it needs. */
    @DataBoundConstructor
    public WriteFileStep(String file, String text) {
        this.file = file;
        this.text = text;
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
            Files.createDirectories(path.getParent());
            Files.writeString(path, text, Charset.forName(encoding));
            return null;
        });
    }

    static final class DescriptorImpl extends BuiltinDescriptor {
        DescriptorImpl() {
            super("writeFile", false);
        }
    }
}

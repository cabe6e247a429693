package io.jenkins.plugins.releaseflow.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import hudson.EnvVars;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.InvisibleAction;
import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterValue;
import hudson.model.TaskListener;
import hudson.model.User;
import hudson.model.listeners.RunListener;
import java.nio.file.Path;
import jenkins.model.RunAction2;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds behave as steps and listeners expect. */
class RunTest {
    @TempDir
    private Path home;

    private StandinJenkins jenkins;
    private SampleJob job;

    @BeforeEach
    void start() throws Exception {
        jenkins = StandinJenkins.start(home);
        job = jenkins.add(new SampleJob(jenkins, "shop"), "shop");
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    @Test
    void numbersCountUpAndBuildsAreFoundByThem() throws Exception {
        SampleRun first = job.newRun();
        SampleRun second = job.newRun();

        assertThat(second.getNumber()).isEqualTo(2);
        assertThat(job.getLastBuild()).isSameAs(second);
        assertThat(job.getBuildByNumber(1)).isSameAs(first);
        assertThat(second.getPreviousBuild()).isSameAs(first);
        assertThat(first.getPreviousBuild()).isNull();
        assertThat(Run.fromExternalizableId(second.getExternalizableId())).isSameAs(second);
        assertThat(Run.fromExternalizableId("gone#2")).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> Run.fromExternalizableId("shop"));
    }

    @Test
    void theResultOnlyGetsWorseAndOnlyWhileTheBuildRuns() throws Exception {
        SampleRun run = job.newRun();
        assertThatIllegalStateException().isThrownBy(() -> run.setResult(Result.SUCCESS));

        run.begin().setResult(Result.UNSTABLE);
        run.setResult(Result.SUCCESS);
        assertThat(run.getResult()).isEqualTo(Result.UNSTABLE);
        assertThat(run.isBuilding()).isTrue();

        run.end(Result.FAILURE);
        assertThat(run.getResult()).isEqualTo(Result.FAILURE);
        assertThat(run.isBuilding()).isFalse();
        assertThat(job.getLastSuccessfulBuild()).isNull();
        assertThatIllegalStateException().isThrownBy(() -> run.setResult(Result.ABORTED));
    }

    @Test
    void theEnvironmentTellsTheBuildAndItsParameters() throws Exception {
        jenkins.setRootUrl("http://127.0.0.1/");
        SampleRun run = job.newRun();
        run.addAction(new ParametersAction(new StringParameterValue("VERSION", "1.4")));

        EnvVars env = run.getEnvironment(TaskListener.NULL);

        assertThat(env)
                .containsEntry("JOB_NAME", "shop")
                .containsEntry("BUILD_NUMBER", "1")
                .containsEntry("BUILD_URL", "http://127.0.0.1/job/shop/1/")
                .containsEntry("VERSION", "1.4");
    }

    @Test
    void causesSayWhoStartedIt() throws Exception {
        User.getById("ann", true).setFullName("Ann Example");
        SampleRun run = job.newRun();
        run.addAction(new CauseAction(new Cause.UserIdCause("ann")));

        assertThat(run.getCause(Cause.UserIdCause.class).getUserId()).isEqualTo("ann");
        assertThat(run.getCauses())
                .extracting(Cause::getShortDescription)
                .containsExactly("Started by user Ann Example");
    }

    @Test
    void anActionIsToldItsBuildAndKeptWithIt() throws Exception {
        SampleRun run = job.newRun();
        run.addAction(new Reference(42));
        run.save();

        assertThat(run.getAction(Reference.class).attachedTo).isSameAs(run);
        assertThat(home.resolve("jobs/shop/builds/1/build.xml"))
                .content()
                .contains("<release>42</release>")
                .doesNotContain("attachedTo");
    }

    @Test
    void replacingAnActionLeavesOneOfItsClass() throws Exception {
        SampleRun run = job.newRun();
        run.addAction(new Reference(1));
        run.replaceAction(new Reference(2));

        assertThat(run.getActions(Reference.class))
                .extracting(reference -> reference.release)
                .containsExactly(2);
    }

    @Test
    void listenersHearOfBuildsEvenWhenOneOfThemFails() throws Exception {
        SampleRun run = job.newRun();
        RunListener.fireStarted(run, TaskListener.NULL);
        RunListener.fireCompleted(run, TaskListener.NULL);
        RunListener.fireFinalized(run);
        run.delete();

        assertThat(SampleListeners.heard())
                .endsWith("started shop #1", "completed shop #1", "finalized shop #1", "deleted shop #1");
        assertThat(job.getLastBuild()).isNull();
    }

    private static final class Reference extends InvisibleAction implements RunAction2 {
        private final int release;
        private transient Run<?, ?> attachedTo;

        Reference(int release) {
            this.release = release;
        }

        @Override
        public void onAttached(Run<?, ?> run) {
            attachedTo = run;
        }

        @Override
        public void onLoad(Run<?, ?> run) {
            attachedTo = run;
        }
    }
}

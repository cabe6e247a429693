package io.jenkins.plugins.releaseflow.platform.northflank;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.platform.ListedResource;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.PlatformContractTest;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Emulator;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultKind;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultRule;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NorthflankPlatformContractTest extends PlatformContractTest {
    private static EmulatedProject project;

    private final Platform platform = connect(project.emulator().token(), "shop");

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        project = EmulatedProject.start(directory);
        Platform platform = connect(project.emulator().token(), "shop");
        DeploymentRequest request = new DeploymentRequest(
                Target.job("migrate"),
                Given.pin(platform.resolve(new BuildSelector(
                        "shop-build", Optional.of("main"), Optional.empty(), "latest", Optional.empty()))),
                Optional.empty());
        Given.answer(platform.start(request, Baseline.empty()));
    }

    @AfterAll
    static void stop() {
        project.close();
    }

    @AfterEach
    void forgetFaults() {
        project.emulator().faults().clear();
    }

    @Test
    void aWrongTokenAndAWrongProjectFailTheCheck() {
        PlatformException refused = Given.trouble(connect("wrong", "shop").check());
        assertThat(refused.kind()).isEqualTo(PlatformException.Kind.UNAUTHORIZED);
        assertThat(refused).hasMessageContaining("'Project > Projects > Manage > Read'");
        assertThat(Given.trouble(connect(project.emulator().token(), "shpo").check()))
                .hasMessage("project: there is no project 'shpo'; there are: shop");
    }

    @Test
    void aConnectionWithoutAProjectListsThoseThatTheTokenMaySee() {
        assertThat(Given.answer(connect(project.emulator().token(), "").projects()))
                .extracting(ListedResource::id)
                .containsExactly("shop");
    }

    @Test
    void theEmulatorIsOnThisMachineAndTellsItsRequestsLeft() {
        assertThat(platform().isLocal()).isTrue();
        Given.answer(platform().check());
        assertThat(platform().budget()).isPresent();
    }

    private static NorthflankPlatform connect(String token, String projectId) {
        Emulator emulator = project.emulator();
        return NorthflankPlatform.connect(
                new NorthflankConnectionSettings(emulator.address(), Optional.empty(), projectId),
                () -> token,
                Given.http(),
                Clock.systemUTC());
    }

    @Override
    protected Platform platform() {
        return platform;
    }

    @Override
    protected String job() {
        return "migrate";
    }

    @Override
    protected String service() {
        return "web";
    }

    @Override
    protected String spareService() {
        return "spare";
    }

    @Override
    protected String addon() {
        return "orders";
    }

    @Override
    protected String buildService() {
        return "shop-build";
    }

    @Override
    protected String branch() {
        return "main";
    }

    @Override
    protected String otherBranch() {
        return EmulatedProject.OTHER_BRANCH;
    }

    @Override
    protected int pullRequestThatBuilds() {
        return EmulatedProject.GOOD;
    }

    @Override
    protected int pullRequestThatFailsToBuild() {
        return EmulatedProject.FAILING;
    }

    @Override
    protected int pullRequestThatBuildsEndlessly() {
        return EmulatedProject.ENDLESS;
    }

    @Override
    protected void loseTheAnswerToTheNextStart() {
        project.emulator().faults().add(FaultRule.once("POST", "*", FaultKind.CUT_AFTER));
    }

    @Override
    protected void loseTheNextStart() {
        project.emulator().faults().add(FaultRule.once("POST", "*", FaultKind.CUT_BEFORE));
    }
}

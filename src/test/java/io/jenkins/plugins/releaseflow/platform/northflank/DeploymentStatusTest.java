package io.jenkins.plugins.releaseflow.platform.northflank;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Target;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentStatusTest {
    private static final String BEFORE = "2026-03-01T10:00:00Z";
    private static final String AFTER = "2026-03-01T11:00:00Z";
    private static final Pin OLD = build("old");
    private static final Pin NEW = build("new");
    private static final Target WEB = Target.service("web");

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, SUCCEEDED",
        "FAILED, FAILED",
        "IN_PROGRESS, RUNNING",
        "PENDING, PENDING",
        "CANCELLED, UNKNOWN"
    })
    void aRolloutThatHasMovedIsWhatItSays(String word, OperationPhase phase) {
        OperationStatus status = DeploymentStatus.of(newOnOld(), service(word, AFTER), Optional.of(NEW));
        assertThat(status.phase()).isEqualTo(phase);
        assertThat(status.platformState()).isEqualTo(word);
        assertThat(status.endedAt().isPresent()).isEqualTo(phase.isEnd());
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED, PENDING", "FAILED, PENDING", "IN_PROGRESS, RUNNING", "PENDING, PENDING"})
    void anEndFromBeforeTheDeploymentIsNotItsEnd(String word, OperationPhase phase) {
        assertThat(DeploymentStatus.of(newOnOld(), service(word, BEFORE), Optional.of(NEW))
                        .phase())
                .isEqualTo(phase);
    }

    @Test
    void theFirstDeploymentOfAServiceWaitsForItsRollout() {
        OperationReference first = reference(WEB, NEW, Optional.empty(), Baseline.empty());
        assertThat(DeploymentStatus.of(first, Given.json("{}"), Optional.empty())
                        .platformState())
                .isEqualTo("nothing deployed yet");
        assertThat(DeploymentStatus.of(first, Given.json("{'status':{}}"), Optional.of(NEW)))
                .isEqualTo(OperationStatus.of(OperationPhase.PENDING, "rollout has not begun"));
        OperationStatus done = DeploymentStatus.of(first, service("COMPLETED", AFTER), Optional.of(NEW));
        assertThat(done.phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(done.endedAt()).contains(Instant.parse(AFTER));
    }

    @Test
    void theSamePinAgainIsDoneWhereItRunsAlready() {
        OperationReference again = reference(WEB, OLD, Optional.empty(), onOld());
        assertThat(DeploymentStatus.of(again, service("COMPLETED", BEFORE), Optional.of(OLD))
                        .phase())
                .isEqualTo(OperationPhase.SUCCEEDED);
    }

    @Test
    void theSamePinAgainIsNotFailedBecauseItFailedTheLastTime() {
        OperationReference again = reference(WEB, OLD, Optional.empty(), onOld());
        assertThat(DeploymentStatus.of(again, service("FAILED", BEFORE), Optional.of(OLD))
                        .phase())
                .isEqualTo(OperationPhase.PENDING);
        assertThat(DeploymentStatus.of(again, service("FAILED", AFTER), Optional.of(OLD))
                        .phase())
                .isEqualTo(OperationPhase.FAILED);
    }

    @Test
    void theSamePinWithACommandIsDoneOnlyAfterARolloutOfItsOwn() {
        OperationReference again = reference(WEB, OLD, Optional.of("serve --fast"), onOld());
        assertThat(DeploymentStatus.of(again, service("COMPLETED", BEFORE), Optional.of(OLD))
                        .phase())
                .isEqualTo(OperationPhase.PENDING);
        assertThat(DeploymentStatus.of(again, service("COMPLETED", AFTER), Optional.of(OLD))
                        .phase())
                .isEqualTo(OperationPhase.SUCCEEDED);
    }

    @Test
    void anotherPinThanOursHasReplacedIt() {
        OperationStatus status =
                DeploymentStatus.of(newOnOld(), service("COMPLETED", AFTER), Optional.of(build("third")));
        assertThat(status.phase()).isEqualTo(OperationPhase.REPLACED);
        assertThat(status.message()).isEqualTo("third (abc, main) is deployed now");
        assertThat(DeploymentStatus.of(newOnOld(), service("COMPLETED", AFTER), Optional.of(new ImagePin("shop:1")))
                        .phase())
                .isEqualTo(OperationPhase.REPLACED);
    }

    @Test
    void theEarlierPinIsAReplacementOnlyOnceSomethingHasMoved() {
        assertThat(DeploymentStatus.of(newOnOld(), service("COMPLETED", BEFORE), Optional.of(OLD))
                        .phase())
                .isEqualTo(OperationPhase.PENDING);
        assertThat(DeploymentStatus.of(newOnOld(), service("COMPLETED", AFTER), Optional.of(OLD))
                        .phase())
                .isEqualTo(OperationPhase.REPLACED);
    }

    @Test
    void aServiceThatRunsTheEarlierCommitIsNotDone() {
        String asked = "a".repeat(40);
        String json = "{'status':{'deployment':{'status':'%s','lastTransitionTime':'" + AFTER
                + "'}},'deployment':{'internal':{'buildSHA':'" + asked + "','deployedSHA':'%s'}}}";
        assertThat(phase(json.formatted("COMPLETED", "b".repeat(40)))).isEqualTo(OperationPhase.PENDING);
        assertThat(phase(json.formatted("COMPLETED", asked))).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(phase(json.formatted("FAILED", "b".repeat(40)))).isEqualTo(OperationPhase.FAILED);
    }

    @Test
    void aPausedServiceIsWaitedFor() {
        OperationStatus status = DeploymentStatus.of(
                newOnOld(),
                Given.json("{'servicePaused':true,'status':{'deployment':{'status':'COMPLETED'}}}"),
                Optional.of(NEW));
        assertThat(status.phase()).isEqualTo(OperationPhase.PENDING);
        assertThat(status.message()).isEqualTo("waits until the service is resumed");
    }

    @Test
    void aJobHasItsBuildAsSoonAsItShows() {
        Target job = Target.job("migrate");
        OperationReference reference = reference(job, NEW, Optional.empty(), onOld());
        JsonNode nothing = Given.json("{}");
        assertThat(DeploymentStatus.of(reference, nothing, Optional.empty()).phase())
                .isEqualTo(OperationPhase.PENDING);
        assertThat(DeploymentStatus.of(reference, nothing, Optional.of(OLD)).phase())
                .isEqualTo(OperationPhase.PENDING);
        assertThat(DeploymentStatus.of(reference, nothing, Optional.of(build("third")))
                        .phase())
                .isEqualTo(OperationPhase.REPLACED);
        assertThat(DeploymentStatus.of(reference, nothing, Optional.of(NEW)).phase())
                .isEqualTo(OperationPhase.SUCCEEDED);
    }

    @Test
    void anImageIsRecognisedByItsPath() {
        Pin image = new ImagePin("registry.example/shop@sha256:1");
        OperationReference reference = reference(WEB, image, Optional.empty(), onOld());
        assertThat(reference.id()).isEqualTo("registry.example/shop@sha256:1");
        assertThat(DeploymentStatus.of(reference, service("COMPLETED", AFTER), Optional.of(image))
                        .phase())
                .isEqualTo(OperationPhase.SUCCEEDED);
    }

    @Test
    void thePinNamesTheCommitOfItsOwnBuildEvenWhileAnotherStillRuns() {
        String asked = "a".repeat(40);
        String internal = "{'internal':{'nfObjectId':'shop-build','branch':'main','buildId':'b1','buildSHA':'%s',"
                + "'deployedSHA':'%s'}}";
        assertThat(DeploymentOperations.pin(Given.json(internal.formatted(asked, "b".repeat(40)))))
                .contains(new BuildPin("shop-build", "b1", asked, "main"));
        assertThat(DeploymentOperations.pin(Given.json(internal.formatted("latest", "b".repeat(40)))))
                .contains(new BuildPin("shop-build", "b1", "b".repeat(40), "main"));
        assertThat(DeploymentOperations.pin(Given.json("{'internal':{'buildSHA':'latest'}}")))
                .isEmpty();
        assertThat(DeploymentOperations.pin(Given.json("{'external':{'imagePath':'shop:1'},'internal':{}}")))
                .contains(new ImagePin("shop:1"));
        assertThat(DeploymentOperations.pin(Given.json("{}"))).isEmpty();
    }

    private static OperationPhase phase(String service) {
        return DeploymentStatus.of(newOnOld(), Given.json(service), Optional.of(NEW))
                .phase();
    }

    private static OperationReference newOnOld() {
        return reference(WEB, NEW, Optional.empty(), onOld());
    }

    private static Baseline onOld() {
        return new Baseline(Set.of(), Optional.of(OLD), BEFORE, false);
    }

    private static OperationReference reference(Target target, Pin pin, Optional<String> command, Baseline baseline) {
        return DeploymentReference.of(new DeploymentRequest(target, pin, command), baseline);
    }

    private static JsonNode service(String word, String at) {
        return Given.json("{'status':{'deployment':{'status':'" + word + "','reason':'DEPLOYING','lastTransitionTime':'"
                + at + "'}}}");
    }

    private static Pin build(String id) {
        return new BuildPin("shop-build", id, "abc", "main");
    }
}

package io.jenkins.plugins.releaseflow.platform.northflank;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.PlatformException.Kind;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Trouble with one resource while others are looked at too. */
class PartialLooksTest {
    @RegisterExtension
    static final WireMockExtension SERVER = StubbedShop.server();

    private static final OperationReference RUN =
            new OperationReference(OperationKind.JOB_RUN, "migrate", "r1", Map.of());
    private static final OperationReference BACKUP =
            new OperationReference(OperationKind.BACKUP, "orders", "b1", Map.of());

    @BeforeEach
    void theRunSucceeded() {
        StubbedShop.answer(
                SERVER,
                "/jobs/migrate/runs",
                "{'data':{'runs':[{'id':'r1','status':'SUCCESS','concluded':true}]},'pagination':{}}");
    }

    @Test
    void aMissingPermissionForOneResourceDoesNotHideTheEndOfAnOperationOnAnother() {
        backupsAnswer(403);

        Map<OperationReference, OperationStatus> seen = observe(Set.of(RUN, BACKUP));

        assertThat(seen.get(RUN).phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(seen.get(BACKUP).phase()).isEqualTo(OperationPhase.UNKNOWN);
        assertThat(seen.get(BACKUP).message()).contains("403");
    }

    @Test
    void aLookThatShowedNothingFails() {
        backupsAnswer(403);

        assertThatThrownBy(() -> observe(Set.of(BACKUP))).cause().satisfies(cause -> hasKind(cause, Kind.FORBIDDEN));
    }

    @Test
    void theWishForFewerRequestsIsHeardWhateverElseWasSeen() {
        backupsAnswer(429);

        assertThatThrownBy(() -> observe(Set.of(RUN, BACKUP)))
                .cause()
                .satisfies(cause -> hasKind(cause, Kind.RATE_LIMITED));
    }

    private static void backupsAnswer(int status) {
        SERVER.stubFor(get(urlPathMatching(StubbedShop.PROJECT + "/addons/orders/backups.*"))
                .willReturn(aResponse().withStatus(status).withBody("{}")));
    }

    private static void hasKind(Throwable cause, Kind kind) {
        assertThat(cause)
                .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
                .extracting(PlatformException::kind)
                .isEqualTo(kind);
    }

    private static Map<OperationReference, OperationStatus> observe(Set<OperationReference> references) {
        return StubbedShop.await(StubbedShop.platform(SERVER).observe(references));
    }
}

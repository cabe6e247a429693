package io.jenkins.plugins.releaseflow.platform.northflank;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.StringValuePattern;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Northflank has no address for one restore, so it is looked for in the list, however long that is. */
class RestorePagesTest {
    @RegisterExtension
    static final WireMockExtension SERVER = StubbedShop.server();

    private static final String MORE = "'pagination':{'hasNextPage':true,'cursor':'two'}";

    @Test
    void aRestoreOnALaterPageHasNotVanished() {
        page(absent(), "{'data':{'restores':[{'id':'r1','status':'completed'}]}," + MORE + "}");
        page(equalTo("two"), "{'data':{'restores':[{'id':'r2','status':'in-progress'}]}}");

        assertThat(phase("r2")).isEqualTo(OperationPhase.RUNNING);
        assertThat(phase("r3")).isEqualTo(OperationPhase.VANISHED);
        SERVER.verify(0, getRequestedFor(urlMatching(".*/restores/.*")));
    }

    @Test
    void aRestoreThatIsNotInAListWithoutEndIsNotKnownToBeGone() {
        page(absent(), "{'data':{'restores':[{'id':'r1','status':'completed'}]}," + MORE + "}");
        page(equalTo("two"), "{'data':{'restores':[{'id':'r1','status':'completed'}]}," + MORE + "}");

        assertThat(phase("r3")).isEqualTo(OperationPhase.UNKNOWN);
    }

    private static void page(StringValuePattern cursor, String json) {
        SERVER.stubFor(get(urlPathEqualTo(StubbedShop.PROJECT + "/addons/orders/restores"))
                .withQueryParam("cursor", cursor)
                .willReturn(okJson(json.replace('\'', '"'))));
    }

    private static OperationPhase phase(String id) {
        OperationReference restore =
                new OperationReference(OperationKind.RESTORE, "orders", id, Map.of("backup", "b1"));
        return StubbedShop.await(StubbedShop.platform(SERVER).observe(Set.of(restore)))
                .get(restore)
                .phase();
    }
}

package io.jenkins.plugins.releaseflow.platform.northflank;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.StringValuePattern;
import io.jenkins.plugins.releaseflow.platform.SucceededBuild;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many pages of builds are read, where each costs a request of the account's hourly thousand. */
class BuildPagesTest {
    @RegisterExtension
    static final WireMockExtension SERVER = StubbedShop.server();

    private static final String NEW = build("new", "main", "2026-03-02T00:00:00Z");
    private static final String MIDDLE = build("middle", "main", "2026-03-01T12:00:00Z");
    private static final String OLD = build("old", "other", "2026-03-01T00:00:00Z");

    @Test
    void theLatestBuildOfAListFromNewToOldCostsOneRequest() {
        pages(NEW + "," + MIDDLE, OLD);

        assertThat(latest("main")).isEqualTo("new");
        SERVER.verify(1, getRequestedFor(anyUrl()));
    }

    @Test
    void furtherPagesAreReadUntilOneHasABuildOfTheBranch() {
        pages(NEW + "," + MIDDLE, OLD);

        assertThat(latest("other")).isEqualTo("old");
        SERVER.verify(2, getRequestedFor(anyUrl()));
    }

    @Test
    void theLatestBuildIsFoundInAListFromOldToNewToo() {
        pages(OLD + "," + MIDDLE, NEW);

        assertThat(latest("main")).isEqualTo("new");
    }

    @Test
    void theBuildsThatSucceededAreListedWithOneRequestAndSayWhatTheyAreOf() {
        String failed = NEW.replace("SUCCESS", "FAILURE");
        String ofPullRequest = MIDDLE.replace("'branch'", "'pullRequestId':'12','branch'");
        pages(failed + "," + ofPullRequest + "," + OLD, OLD);

        assertThat(StubbedShop.platform(SERVER)
                        .succeededBuilds("shop-build")
                        .toCompletableFuture()
                        .join())
                .extracting(build -> build.pin().buildId(), SucceededBuild::pullRequest)
                .containsExactly(tuple("middle", Optional.of(12)), tuple("old", Optional.empty()));
        SERVER.verify(1, getRequestedFor(anyUrl()));
    }

    private static void pages(String first, String second) {
        page(absent(), "{'data':{'builds':[" + first + "]},'pagination':{'hasNextPage':true,'cursor':'two'}}");
        page(equalTo("two"), "{'data':{'builds':[" + second + "]},'pagination':{'hasNextPage':false}}");
    }

    private static void page(StringValuePattern cursor, String json) {
        SERVER.stubFor(get(urlPathEqualTo(StubbedShop.PROJECT + "/services/shop-build/build"))
                .withQueryParam("cursor", cursor)
                .willReturn(okJson(json.replace('\'', '"'))));
    }

    private static String build(String id, String branch, String createdAt) {
        return "{'id':'" + id + "','branch':'" + branch + "','sha':'" + "ab".repeat(20)
                + "','status':'SUCCESS','concluded':true,'createdAt':'" + createdAt + "'}";
    }

    private static String latest(String branch) {
        BuildSelector selector = new BuildSelector(
                "shop-build", Optional.of(branch), Optional.empty(), BuildSelector.LATEST, Optional.empty());
        return Given.pin(StubbedShop.platform(SERVER).resolve(selector)).buildId();
    }
}

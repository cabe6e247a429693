package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.platform.RequestBudget;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestPaceTest {
    private final SimulatedTime time = new SimulatedTime();
    private Optional<RequestBudget> budget = Optional.empty();
    private final RequestPace pace = new RequestPace(() -> budget, RequestPace.Burst.CLOUD, time.clock());

    /** What can be sent at once, and in the half hour that is left of the window, where all that may be sent is sent. */
    @ParameterizedTest
    @CsvSource({
        // purpose, left of 1000, at once, in all
        "LOOK, 1000, 101, 800",
        "LOOK, 600, 101, 400",
        "LOOK, 300, 100, 100",
        "LOOK, 210, 10, 10",
        "LOOK, 200, 0, 0",
        "LOOK, 0, 0, 0",
        "WOKEN_LOOK, 1000, 51, 151",
        "WOKEN_LOOK, 250, 50, 50",
        "WOKEN_LOOK, 200, 0, 0",
        "LOG, 1000, 21, 292",
        "LOG, 500, 21, 32",
        "LOG, 200, 0, 0",
        "LAST_LOG, 1000, 800, 800",
        "LAST_LOG, 203, 3, 3",
        "LAST_LOG, 200, 0, 0",
        "LAST_LOG, 0, 0, 0",
    })
    void eachPurposeHasItsShareOfTheRequests(RequestPurpose purpose, int left, int atOnce, int inAll) {
        tell(left, Duration.ofMinutes(30));
        assertThat(sendAll(purpose)).isEqualTo(atOnce);

        int sent = atOnce;
        for (int second = 0; second < 30 * 60 - 1; second++) {
            time.pass(Duration.ofSeconds(1));
            sent += sendAll(purpose);
        }
        assertThat(sent).isCloseTo(inAll, Percentage.withPercentage(5));
        assertThat(1000 - budget.orElseThrow().remaining() - (1000 - left))
                .as("never below what is left to others")
                .isLessThanOrEqualTo(Math.max(0, left - 200));
    }

    @Test
    void aNewWindowBringsNewRequests() {
        tell(0, Duration.ofMinutes(10));
        assertThat(pace.take(RequestPurpose.LOOK, 1)).contains(Duration.ofMinutes(10));

        time.pass(Duration.ofMinutes(10));
        assertThat(pace.take(RequestPurpose.LOOK, 1)).isEmpty();
    }

    @Test
    void requestsThatAreUnderWayCount() {
        tell(203, Duration.ofMinutes(10));
        assertThat(pace.take(RequestPurpose.LOOK, 2)).isEmpty();
        assertThat(pace.take(RequestPurpose.LOOK, 2)).isPresent();
        assertThat(pace.take(RequestPurpose.LOOK, 1)).isEmpty();
    }

    @Test
    void aPauseThatThePlatformAskedForHoldsForEverythingThatReads() {
        pace.pause(Duration.ofSeconds(30));
        pace.pause(Duration.ofSeconds(10));

        for (RequestPurpose purpose : RequestPurpose.values()) {
            assertThat(pace.take(purpose, 1)).contains(Duration.ofSeconds(30));
        }
        time.pass(Duration.ofSeconds(30));
        assertThat(pace.take(RequestPurpose.LAST_LOG, 1)).isEmpty();
    }

    @Test
    void aPlatformThatTellsNoBudgetSetsNoPace() {
        for (int request = 0; request < 10_000; request++) {
            assertThat(pace.take(RequestPurpose.LOG, 1)).isEmpty();
        }
    }

    @Test
    void whatOthersUseSlowsLookingDown() {
        tell(1000, Duration.ofMinutes(60));
        sendAll(RequestPurpose.LOOK);
        Duration before = pace.take(RequestPurpose.LOOK, 1).orElseThrow();
        tell(400, Duration.ofMinutes(60));

        assertThat(pace.take(RequestPurpose.LOOK, 1).orElseThrow()).isGreaterThan(before.multipliedBy(2));
    }

    private void tell(int left, Duration untilReset) {
        budget = Optional.of(new RequestBudget(1000, left, time.now().plus(untilReset)));
    }

    private int sendAll(RequestPurpose purpose) {
        int sent = 0;
        while (pace.take(purpose, 1).isEmpty()) {
            pace.done(1);
            budget = budget.map(known -> new RequestBudget(known.limit(), known.remaining() - 1, known.resetAt()));
            sent++;
        }
        return sent;
    }
}

package io.jenkins.plugins.releaseflow.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SharedBudgetTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private final SharedBudget budget = new SharedBudget();

    @Test
    void nothingIsKnownBeforeAnAnswerTold() {
        assertThat(budget.at(NOON)).isEmpty();
    }

    @Test
    void anAnswerThatComesLateDoesNotBringRequestsBack() {
        budget.note(new RequestBudget(1000, 610, NOON.plusSeconds(1800)));
        budget.note(new RequestBudget(1000, 612, NOON.plusSeconds(1799)));

        assertThat(budget.at(NOON)).map(RequestBudget::remaining).contains(610);
    }

    @Test
    void aNewWindowDoes() {
        budget.note(new RequestBudget(1000, 3, NOON.plusSeconds(5)));
        budget.note(new RequestBudget(1000, 999, NOON.plusSeconds(3605)));

        assertThat(budget.at(NOON.plusSeconds(6))).contains(new RequestBudget(1000, 999, NOON.plusSeconds(3605)));
    }

    @Test
    void aRaisedLimitCountsAtOnce() {
        budget.note(new RequestBudget(1000, 3, NOON.plusSeconds(1800)));
        budget.note(new RequestBudget(5000, 4003, NOON.plusSeconds(1800)));

        assertThat(budget.at(NOON)).map(RequestBudget::remaining).contains(4003);
    }

    @Test
    void onceItsWindowHasEndedAllRequestsAreBack() {
        budget.note(new RequestBudget(1000, 3, NOON.plusSeconds(5)));

        assertThat(budget.at(NOON.plusSeconds(5))).contains(new RequestBudget(1000, 1000, NOON.plusSeconds(3605)));
    }
}

package io.jenkins.plugins.releaseflow.ledger;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;

/** The summaries of an environment at one moment, oldest first. Immutable: a change makes a new one, which costs a copy of the references. */
final class Summaries extends AbstractList<ReleaseSummary> implements RandomAccess {
    private final ReleaseSummary[] byNumber;

    /** @param byNumber sorted by number; not copied, and not to be changed any more */
    Summaries(ReleaseSummary[] byNumber) {
        this.byNumber = byNumber;
    }

    @Override
    public ReleaseSummary get(int index) {
        return byNumber[index];
    }

    @Override
    public int size() {
        return byNumber.length;
    }

    Optional<ReleaseSummary> find(int number) {
        int place = place(number);
        return place >= 0 ? Optional.of(byNumber[place]) : Optional.empty();
    }

    /** The same with this one, in place of one of the same number. */
    Summaries with(ReleaseSummary summary) {
        int place = place(summary.id().number());
        ReleaseSummary[] after;
        if (place >= 0) {
            after = byNumber.clone();
            after[place] = summary;
        } else {
            int free = -place - 1;
            after = Arrays.copyOf(byNumber, byNumber.length + 1);
            System.arraycopy(byNumber, free, after, free + 1, byNumber.length - free);
            after[free] = summary;
        }
        return new Summaries(after);
    }

    Summaries without(Set<Integer> numbers) {
        return new Summaries(Arrays.stream(byNumber)
                .filter(summary -> !numbers.contains(summary.id().number()))
                .toArray(ReleaseSummary[]::new));
    }

    /** A view without a copy: most who ask want the first page. */
    List<ReleaseSummary> newestFirst() {
        return new NewestFirst(byNumber);
    }

    private int place(int number) {
        int low = 0;
        int high = byNumber.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = byNumber[middle].id().number();
            if (found == number) {
                return middle;
            } else if (found < number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    private static final class NewestFirst extends AbstractList<ReleaseSummary> implements RandomAccess {
        private final ReleaseSummary[] byNumber;

        NewestFirst(ReleaseSummary[] byNumber) {
            this.byNumber = byNumber;
        }

        @Override
        public ReleaseSummary get(int index) {
            return byNumber[byNumber.length - 1 - index];
        }

        @Override
        public int size() {
            return byNumber.length;
        }
    }
}

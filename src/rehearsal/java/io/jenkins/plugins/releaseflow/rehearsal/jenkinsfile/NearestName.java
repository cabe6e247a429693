package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant, so that an error can say it. */
public final class NearestName {

    private NearestName() {}

    /**
     * A sentence that helps with an unknown name: the nearest known one if one is near, else all of them.
     *
     * @param kind what the names are, in the plural and capitalized, such as {@code Known steps}
     */
    public static String remedy(String kind, String name, Collection<String> known) {
        return find(name, known)
                .map(nearest -> "Did you mean '" + nearest + "'?")
                .orElseGet(() -> known.isEmpty()
                        ? "There are none."
                        : kind + ": "
                                + String.join(", ", known.stream().sorted().toList()) + ".");
    }

    /** The known name nearest to the given one, if it is near enough to be meant. */
    public static Optional<String> find(String name, Collection<String> known) {
        int furthest = Math.max(1, name.length() / 3);
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= furthest)
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many letters have to be typed otherwise; two that are swapped count once. */
    private static int distance(String left, String right) {
        String from = left.toLowerCase(Locale.ROOT);
        String to = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int row = 0; row <= from.length(); row++) {
            for (int column = 0; column <= to.length(); column++) {
                cost[row][column] = row == 0 || column == 0 ? row + column : step(cost, from, to, row, column);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int step(int[][] cost, String from, String to, int row, int column) {
        char typed = from.charAt(row - 1);
        char meant = to.charAt(column - 1);
        int replaced = cost[row - 1][column - 1] + (typed == meant ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[row - 1][column], cost[row][column - 1]) + 1);
        boolean swapped = row > 1 && column > 1 && typed == to.charAt(column - 2) && meant == from.charAt(row - 2);
        return swapped ? Math.min(best, cost[row - 2][column - 2] + 1) : best;
    }
}

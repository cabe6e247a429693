package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.ReleaseId;

/** Names for what is made on a platform: unique, and telling whose it is. */
final class OperationNames {
    /** What Northflank allows a backup's name, the narrowest rule that we know: 3 to 39 letters, digits and single '-'. */
    private static final int LONGEST = 39;

    private OperationNames() {}

    /**
     * For example {@code rf-production-12-5e1f09ab}.
     *
     * @param attempt counted from 1; later ones show in the name, for example {@code rf-production-12-5e1f09ab-2}
     */
    static String backup(ReleaseId release, String node, int attempt) {
        String end = "-" + release.number() + "-" + node + suffix(attempt);
        String start = "rf-" + release.environment().replaceAll("[^A-Za-z0-9]+", "-");
        return shortened(start, end).replaceAll("-{2,}", "-");
    }

    /** A name that somebody chose, made unique for a later attempt. */
    static String chosen(String name, int attempt) {
        return attempt == 1 ? name : shortened(name, suffix(attempt));
    }

    private static String suffix(int attempt) {
        return attempt == 1 ? "" : "-" + attempt;
    }

    private static String shortened(String start, String end) {
        return start.substring(0, Math.min(start.length(), LONGEST - end.length())) + end;
    }
}

package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.ReleaseId;

/** Names for what is made on a platform: unique, and telling whose it is. */
final class OperationNames {
    /** What Northflank allows a backup's name, the narrowest rule that we know: 3 to 39 letters, digits and single '-'. */
    private static final int LONGEST = 39;

    private OperationNames() {}

    /** For example {@code rf-production-12-5e1f09ab}. */
    static String backup(ReleaseId release, String node) {
        String end = "-" + release.number() + "-" + node;
        String start = "rf-" + release.environment().replaceAll("[^A-Za-z0-9]+", "-");
        String name = start.substring(0, Math.min(start.length(), LONGEST - end.length())) + end;
        return name.replaceAll("-{2,}", "-");
    }
}

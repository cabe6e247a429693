package io.jenkins.plugins.releaseflow.crash;

/**
 * A call of the platform's API, told apart from other calls of the same release.
 *
 * @param phase how many calls that changed something of the same resource went before it
 * @param path below the project, with ids that differ between runs replaced by a star
 * @param occurrence which of the like calls in that phase it is, from 1
 */
record Call(int phase, String method, String path, int occurrence) {
    private static final String PROJECT = "/v1/projects/shop";

    static String generalised(String path) {
        return path.replaceFirst("^" + PROJECT, "")
                .replaceFirst("/(backups|restores)/[^/]+/", "/$1/*/")
                .replaceFirst("/restores/[^/]+/", "/restores/*/");
    }

    /** The job, service or addon that a path is about. */
    static String resource(String path) {
        String[] parts = path.split("/");
        return parts.length < 3 ? path : parts[1] + "/" + parts[2];
    }

    boolean changesSomething() {
        return !method.equals("GET");
    }

    @Override
    public String toString() {
        return method + " " + path + " (" + occurrence + " after " + phase + " changes)";
    }
}

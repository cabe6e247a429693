package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.BuildSelector;

/**
 * Where the wait for a build stands, as far as it matters for what is done next.
 *
 * @param selector what is asked for
 * @param buildIfMissing whether a build is started where there is none
 * @param asks how often the platform was asked for one
 * @param looksLeft how many more times a build is looked for whose start got no answer
 * @param confirming whether the build was watched to its success already
 */
record BuildSituation(BuildSelector selector, boolean buildIfMissing, int asks, int looksLeft, boolean confirming) {}

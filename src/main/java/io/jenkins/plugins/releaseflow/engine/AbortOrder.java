package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.OnAbort;
import java.util.Optional;

/**
 * Word that a node is to end before its work is done.
 *
 * @param why for people
 * @param work what becomes of the work outside; what the node's terms say where empty
 */
record AbortOrder(String why, Optional<OnAbort> work) {}

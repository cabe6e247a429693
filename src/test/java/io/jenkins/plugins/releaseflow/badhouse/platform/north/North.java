package io.jenkins.plugins.releaseflow.badhouse.platform.north;

import io.jenkins.plugins.releaseflow.badhouse.platform.south.South;

/**
 * A platform that knows another one.
 *
 * @param south the other one
 */
public record North(South south) {}

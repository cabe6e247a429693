package io.jenkins.plugins.releaseflow.badhouse.platform.south;

/** A platform. */
public record South() {}

package io.jenkins.plugins.releaseflow.badhouse.standin;

/** A part of the second host. */
public final class Pretender {}

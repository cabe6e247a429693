package io.jenkins.plugins.releaseflow.engine;

import java.util.concurrent.ScheduledExecutorService;

/**
 * What a node works with.
 *
 * @param watcher looks at operations of the release's platform
 * @param settings how patient it is
 * @param executor runs what it does, and what it puts off
 */
record NodeTools(OperationWatcher watcher, EngineSettings settings, ScheduledExecutorService executor) {}

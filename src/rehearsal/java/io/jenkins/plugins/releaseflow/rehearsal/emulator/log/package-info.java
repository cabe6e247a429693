/** Logs, kept line by line with unique times, and queries on them. */
package io.jenkins.plugins.releaseflow.rehearsal.emulator.log;

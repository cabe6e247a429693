/** Jobs: runs of a build as OS processes, with their logs. */
package io.jenkins.plugins.releaseflow.rehearsal.emulator.job;

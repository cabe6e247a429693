/** Commands as OS processes that are found again after the emulator was killed. */
package io.jenkins.plugins.releaseflow.rehearsal.emulator.process;

/** Values and files that survive a crash of the emulator. */
package io.jenkins.plugins.releaseflow.rehearsal.emulator.state;

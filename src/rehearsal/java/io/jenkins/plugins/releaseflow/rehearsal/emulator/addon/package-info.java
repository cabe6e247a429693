/** Databases that can be backed up and restored for real. */
package io.jenkins.plugins.releaseflow.rehearsal.emulator.addon;

/** What all parts of the emulator share: clock, identifiers, threads. */
package io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime;

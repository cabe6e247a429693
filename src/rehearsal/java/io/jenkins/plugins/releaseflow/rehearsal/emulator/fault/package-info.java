/** Faults that the emulator plays on purpose, for tests of its clients. */
package io.jenkins.plugins.releaseflow.rehearsal.emulator.fault;

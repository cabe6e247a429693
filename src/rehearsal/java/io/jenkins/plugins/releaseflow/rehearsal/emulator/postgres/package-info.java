/** PostgreSQL servers of the machine's own binaries, one for each addon. */
package io.jenkins.plugins.releaseflow.rehearsal.emulator.postgres;

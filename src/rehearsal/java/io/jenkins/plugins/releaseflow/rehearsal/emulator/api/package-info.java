/** Northflank's REST API over HTTP, on the emulated project. */
package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

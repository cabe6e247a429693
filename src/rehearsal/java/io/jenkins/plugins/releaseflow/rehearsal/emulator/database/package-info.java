/** What every kind of database can do for an addon: be made, saved, replaced and reached. */
package io.jenkins.plugins.releaseflow.rehearsal.emulator.database;

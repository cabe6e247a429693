/** The project file, {@code rehearsal.yaml}: its values, and a reader that says where it is wrong. */
package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

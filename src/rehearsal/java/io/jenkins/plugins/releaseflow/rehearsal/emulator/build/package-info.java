/** Build services: commits of a git repository become immutable build directories. */
package io.jenkins.plugins.releaseflow.rehearsal.emulator.build;

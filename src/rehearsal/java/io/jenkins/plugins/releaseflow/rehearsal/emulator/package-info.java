/** The emulator of Northflank's platform: the entry point and its options. */
package io.jenkins.plugins.releaseflow.rehearsal.emulator;

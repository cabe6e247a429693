/** Tells receivers on this machine what happens on the emulated platform, as Northflank's notification integrations do. */
package io.jenkins.plugins.releaseflow.rehearsal.emulator.notification;

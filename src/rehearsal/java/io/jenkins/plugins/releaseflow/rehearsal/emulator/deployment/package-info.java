/** What is deployed to a job or a service: which build, with which command. */
package io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment;

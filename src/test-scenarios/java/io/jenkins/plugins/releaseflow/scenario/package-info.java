/** Scenarios that are played on a real Jenkins and on the stand-in of rehearsal, and the platform that they are played on. */
package io.jenkins.plugins.releaseflow.scenario;

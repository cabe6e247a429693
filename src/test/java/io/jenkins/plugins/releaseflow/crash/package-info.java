/** The host of a release is killed at every point of it, and what it leaves behind is held against what the platform shows. */
package io.jenkins.plugins.releaseflow.crash;

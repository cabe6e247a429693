/** The host of a release, and the platform, are killed at every point of it, and what they leave behind is held against what the platform shows. */
package io.jenkins.plugins.releaseflow.crash;

/** What a rehearsal that is under way serves on this machine: decisions about its releases. */
package io.jenkins.plugins.releaseflow.rehearsal.web;

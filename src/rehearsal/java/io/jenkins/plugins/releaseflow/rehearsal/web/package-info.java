/** What a rehearsal that is under way serves on this machine: its pages, and decisions about its releases. */
package io.jenkins.plugins.releaseflow.rehearsal.web;

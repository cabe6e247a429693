/** Deployment services: supervised OS processes behind a stable port, replaced without a gap. */
package io.jenkins.plugins.releaseflow.rehearsal.emulator.service;

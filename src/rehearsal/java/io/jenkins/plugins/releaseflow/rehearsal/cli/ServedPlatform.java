package io.jenkins.plugins.releaseflow.rehearsal.cli;

import java.net.URI;

/**
 * A platform that a rehearsal releases to.
 *
 * @param address where its API is, on this machine
 * @param token what requests must carry
 */
record ServedPlatform(URI address, String token) {
    /** Without the token. */
    @Override
    public String toString() {
        return "ServedPlatform[" + address + "]";
    }
}

package io.jenkins.plugins.releaseflow.rehearsal.cli;

import picocli.CommandLine.Option;

/** Where the pages of a rehearsal are served. */
final class ServeOptions {
    private static final int HIGHEST_PORT = 65_535;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port of the pages on 127.0.0.1; default: a free one.")
    private int port;

    /** @throws WrongUseException where it is none */
    int port() {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new WrongUseException(
                    "--port: " + port + " is no port; use one from 1 to " + HIGHEST_PORT + ", or 0 for a free one");
        }
        return port;
    }
}

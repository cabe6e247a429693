package io.jenkins.plugins.releaseflow.rehearsal.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Names a platform that is served already, for example by {@code ./rehearse emulate} in another terminal. */
final class PlatformOptions {
    @Option(
            names = "--platform",
            paramLabel = "URL",
            description = "Use the platform that ./rehearse emulate serves there, in place of starting one.")
    private Optional<String> platform = Optional.empty();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Holds the token of that platform; default: the variable REHEARSE_TOKEN.")
    private Optional<Path> tokenFile = Optional.empty();

    /** The same options for another command. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        platform.ifPresent(url -> arguments.addAll(List.of("--platform", url)));
        tokenFile.ifPresent(file -> arguments.addAll(List.of("--token-file", file.toString())));
        return arguments;
    }

    /** The platform; empty where one is to be started. */
    Optional<ServedPlatform> served() {
        return platform.map(url -> new ServedPlatform(address(url), token()));
    }

    /** A rehearsal never touches anything but this machine. */
    private static URI address(String url) {
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException malformed) {
            throw new WrongUseException("--platform: '" + url + "' is not a URL; use http://127.0.0.1:PORT");
        }
        String host = String.valueOf(address.getHost());
        if (!"http".equals(address.getScheme()) || !(host.equals("localhost") || host.equals("127.0.0.1"))) {
            throw new WrongUseException("--platform: '" + url
                    + "' is not on this machine, and a rehearsal releases nowhere else; use http://127.0.0.1:PORT");
        }
        return address;
    }

    private String token() {
        String token =
                tokenFile.map(PlatformOptions::read).orElse(System.getenv().getOrDefault("REHEARSE_TOKEN", ""));
        if (token.isBlank()) {
            throw new WrongUseException("--token-file: --platform needs the token that ./rehearse emulate printed;"
                    + " name a file that holds it, or set REHEARSE_TOKEN");
        }
        return token.trim();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new WrongUseException("--token-file: can't read " + file + "; name a file that holds the token");
        }
    }
}

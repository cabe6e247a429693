package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Whom the platform tells what happens.
 *
 * @param url where it posts to, on this machine
 * @param secret what it sends along, so that the receiver knows who posts
 * @param events which events; {@code *} stands for anything
 */
public record NotificationSpec(URI url, Optional<String> secret, List<String> events) {
    /** What an address must be, for messages. */
    public static final String ON_THIS_MACHINE =
            "an http address on this machine, such as http://127.0.0.1:8080/jenkins/release-flow-webhook/shop/";

    /** All events that the emulator sends. */
    public static final List<String> EVENTS = List.of(
            "addon-backup:start",
            "addon-backup:success",
            "addon-backup:failure",
            "addon-backup:abort",
            "build:start",
            "build:success",
            "build:failure",
            "build:abort",
            "job-run:start",
            "job-run:success",
            "job-run:failure",
            "job-run:abort",
            "job-run:terminate",
            "service:deployment:status-update");

    /** The address, if it is one on this machine: a rehearsal sends nothing to any other. */
    public static Optional<URI> onThisMachine(String url) {
        try {
            URI address = URI.create(url);
            String host = String.valueOf(address.getHost());
            boolean local =
                    host.equals("localhost") || host.matches("127\\.\\d+\\.\\d+\\.\\d+") || host.equals("[::1]");
            return local
                            && "http".equals(address.getScheme())
                            && InetAddress.getByName(host).isLoopbackAddress()
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (IllegalArgumentException | UnknownHostException malformed) {
            return Optional.empty();
        }
    }
}

package io.jenkins.plugins.releaseflow.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The service that is released: answers with the build's version. It uses little of the JDK, to be there soon, and ends when its build is deleted. */
public final class SmallServer {
    private static final int BIND_TRIES = 50;
    private static final int LOOK_EVERY_MILLIS = 5000;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private SmallServer() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of("version");
        byte[] version = Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
        try (ServerSocket server = open(Integer.parseInt(System.getenv("PORT")))) {
            server.setSoTimeout(LOOK_EVERY_MILLIS);
            while (Files.exists(file)) {
                answer(server, version);
            }
        }
    }

    /** Somebody else who looks for a free port may hold this one for a moment. */
    private static ServerSocket open(int port) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            } catch (BindException taken) {
                if (tries == BIND_TRIES) {
                    throw taken;
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    private static void answer(ServerSocket server, byte[] version) throws IOException {
        try (Socket client = server.accept()) {
            BufferedReader request =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            for (String line = request.readLine(); line != null && !line.isEmpty(); line = request.readLine()) {
                // The header ends with an empty line; a probe sends none at all.
            }
            client.getOutputStream().write(header(version.length));
            client.getOutputStream().write(version);
        } catch (IOException noClientOrGone) {
            return;
        }
    }

    private static byte[] header(int length) {
        return ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}

package io.jenkins.plugins.releaseflow.rehearsal.emulator.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A service's stable port: passes each new connection on to the instance that serves at that moment. Without one it
 * answers 503 as a platform's ingress does. Thread-safe.
 */
final class Forwarder implements AutoCloseable {
    private static final byte[] UNAVAILABLE = ("HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\n"
                    + "Content-Length: 27\r\nConnection: close\r\n\r\nno instance of this service")
            .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final Set<ForwardedConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile int target;

    private Forwarder(ServerSocket listener) {
        this.listener = listener;
    }

    /**
     * Opens the port on 127.0.0.1.
     *
     * @param port 0 for a free one
     * @throws IOException when it is in use
     */
    static Forwarder open(int port) throws IOException {
        Forwarder forwarder = new Forwarder(new ServerSocket(port, 200, InetAddress.getLoopbackAddress()));
        thread("accept-" + forwarder.port(), forwarder::accept).start();
        return forwarder;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Sends new connections to this port from now on; 0: nowhere. */
    void forwardTo(int port) {
        target = port;
    }

    /** Makes all connections leave an instance; waits until they have. */
    void drain(int port, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline && connections.stream().anyMatch(open -> open.leadsTo(port))) {
            connections.stream().filter(open -> open.leadsTo(port)).forEach(ForwardedConnection::leave);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                thread("forward-" + port(), () -> serve(client)).start();
            } catch (IOException closed) {
                // Either closed by us, which ends the loop, or a client that gave up before it was accepted.
                continue;
            }
        }
    }

    private void serve(Socket client) {
        ForwardedConnection connection = new ForwardedConnection(client, () -> target);
        try {
            connection.connect();
        } catch (IOException unreachable) {
            refuse(client);
            return;
        }
        connections.add(connection);
        connection.run(task -> thread("answer-" + port(), task).start());
        connections.remove(connection);
    }

    private static void refuse(Socket client) {
        try (client;
                InputStream request = client.getInputStream()) {
            client.setSoTimeout(500);
            client.getOutputStream().write(UNAVAILABLE);
            client.shutdownOutput();
            // Reading the request to its end keeps the answer from being lost with the connection.
            request.transferTo(OutputStream.nullOutputStream());
        } catch (IOException clientGone) {
            return;
        }
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, "emulator-" + name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException alreadyClosed) {
            return;
        } finally {
            connections.forEach(ForwardedConnection::close);
        }
    }
}

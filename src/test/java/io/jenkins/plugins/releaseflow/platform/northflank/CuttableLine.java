package io.jenkins.plugins.releaseflow.platform.northflank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Passes connections on to a server of this machine until they are cut. */
final class CuttableLine implements AutoCloseable {
    private final ServerSocket socket;
    private final URI server;
    private final List<Socket> ends = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    CuttableLine(URI server) throws IOException {
        this.server = server;
        this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket near = socket.accept();
                Socket far = new Socket(server.getHost(), server.getPort());
                ends.addAll(List.of(near, far));
                threads.execute(() -> pass(near, far));
                threads.execute(() -> pass(far, near));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // Both ends are closed now, which is all there is to do.
            return;
        }
    }

    /** Cuts the connections that there are. */
    void cut() {
        ends.forEach(end -> {
            try {
                end.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    @Override
    public void close() throws IOException {
        socket.close();
        cut();
        threads.shutdownNow();
    }
}

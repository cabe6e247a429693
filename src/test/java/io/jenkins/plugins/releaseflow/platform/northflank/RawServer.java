package io.jenkins.plugins.releaseflow.platform.northflank;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on 127.0.0.1 that does with its connections what a test says, request by request. */
final class RawServer implements AutoCloseable {
    /** What is done about one request. */
    sealed interface Behaviour {
        /** Sends these characters; the connection stays open. */
        record Send(String text) implements Behaviour {}

        /** Sends these characters, and then closes the connection. */
        record SendAndCut(String text) implements Behaviour {}
    }

    private final ServerSocket socket;
    private final Queue<Behaviour> behaviours;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    RawServer(Behaviour... behaviours) throws IOException {
        this.behaviours = new ConcurrentLinkedQueue<>(List.of(behaviours));
        this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    static Behaviour answer(String body) {
        return new Behaviour.Send(response(body));
    }

    static Behaviour nothing() {
        return new Behaviour.Send("");
    }

    static Behaviour cut() {
        return new Behaviour.SendAndCut("");
    }

    static Behaviour answerAndCut(String body) {
        return new Behaviour.SendAndCut(response(body));
    }

    static Behaviour send(String text) {
        return new Behaviour.Send(text);
    }

    static Behaviour sendAndCut(String text) {
        return new Behaviour.SendAndCut(text);
    }

    static String response(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** The request lines that have come, each as often as it came. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    int connections() {
        return connections.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connections.add(connection);
                threads.execute(() -> serve(connection));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
            while (read(in)) {
                Behaviour behaviour = behaviours.poll();
                if (behaviour instanceof Behaviour.Send send) {
                    write(connection, send.text());
                } else {
                    if (behaviour instanceof Behaviour.SendAndCut send) {
                        write(connection, send.text());
                    }
                    return;
                }
            }
        } catch (IOException gone) {
            return;
        }
    }

    private static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
    }

    private boolean read(BufferedReader in) throws IOException {
        String first = in.readLine();
        if (first == null) {
            return false;
        }
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        for (int i = 0; i < length; i++) {
            if (in.read() < 0) {
                return false;
            }
        }
        requests.add(first.replace(" HTTP/1.1", ""));
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
        threads.shutdownNow();
    }
}

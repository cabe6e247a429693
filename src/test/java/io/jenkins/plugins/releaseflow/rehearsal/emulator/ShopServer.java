package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/** The service that the tests deploy: answers with the build's version, and is never healthy if that is "broken". */
public final class ShopServer {
    private ShopServer() {}

    public static void main(String[] arguments) throws IOException {
        String version = Files.readString(Path.of("version")).strip();
        System.out.println("shop " + version + " starts");
        HttpServer server =
                HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv("PORT"))), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/crash")) {
                Runtime.getRuntime().halt(3);
            }
            int status = path.equals("/health") && version.equals("broken") ? 500 : 200;
            byte[] body = version.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }
}

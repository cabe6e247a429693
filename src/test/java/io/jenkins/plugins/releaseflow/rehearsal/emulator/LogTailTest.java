package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private Shop shop;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        shop = new Shop(directory).start();
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void aFollowerGetsWhatIsThereAndThenEachNewLineOnce() throws IOException {
        shop.deployJob(shop.commit("one"));
        Path go = shop.directory().resolve("go");
        String id = shop.api()
                .post(
                        "/jobs/migrate/runs",
                        "{\"deployment\":{\"docker\":{\"configType\":\"customCommand\",\"customCommand\":"
                                + "\"echo early; while [ ! -e " + go + " ]; do sleep 0.05; done; echo late\"}}}")
                .path("id")
                .asText();
        Waiting.until(() -> shop.runLog(id), lines -> lines.contains("early"));
        WebSocket socket = follow("?queryType=tail&runId=" + id, shop.emulator().token());
        Waiting.until(() -> messages, seen -> seen.size() == 2);
        assertThat(messages.get(0)).isEqualTo("{\"type\":\"init\",\"data\":{\"auth\":\"successful\"}}");
        assertThat(messages.get(1)).contains("\"log-lines\"").contains("early");
        Files.createFile(go);
        shop.concluded(id);
        Waiting.until(() -> messages, seen -> seen.size() == 3);
        assertThat(messages.get(2)).contains("late").doesNotContain("early");
        socket.abort();
    }

    @Test
    void aWrongTokenGetsNoLine() {
        follow("?queryType=tail", "wrong");
        Waiting.until(() -> messages, seen -> seen.contains("closed"));
        assertThat(messages).hasSize(2);
        assertThat(messages.get(0)).contains("\"auth\":\"failed\"");
    }

    private WebSocket follow(String query, String token) {
        URI address = URI.create(shop.emulator().address().toString().replace("http:", "ws:")
                + "/v1/projects/shop/jobs/migrate/logs" + query);
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Recorder())
                .join();
        socket.sendText(
                        "{\"type\":\"init\",\"data\":{\"auth\":{\"type\":\"apiToken\",\"apiToken\":\"" + token
                                + "\"}}}",
                        true)
                .join();
        return socket;
    }

    private final class Recorder implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            messages.add(text.toString());
            return WebSocket.Listener.super.onText(socket, text, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            messages.add("closed");
            return WebSocket.Listener.super.onClose(socket, status, reason);
        }
    }
}

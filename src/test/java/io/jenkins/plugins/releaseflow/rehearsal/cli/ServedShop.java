package io.jenkins.plugins.releaseflow.rehearsal.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The platform of a home, served by {@code ./rehearse emulate}. */
final class ServedShop implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final RehearseProcess process;
    private final JsonNode announced;

    private ServedShop(RehearseProcess process, JsonNode announced) {
        this.process = process;
        this.announced = announced;
    }

    static ServedShop start(Path scratch, Path home) throws IOException {
        RehearseProcess process = RehearseProcess.start(scratch, Map.of(), "emulate", "--home", home, "--json");
        process.awaitThat(() -> process.out().endsWith("}\n"));
        return new ServedShop(process, MAPPER.readTree(process.out()));
    }

    String address() {
        return announced.path("address").asText();
    }

    String token() {
        return announced.path("token").asText();
    }

    /** What the service answers, once it does. */
    String ask(String path) throws IOException {
        URI address = URI.create(announced.at("/services/shop").asText() + path);
        String[] answer = new String[1];
        process.awaitThat(() -> {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(10))
                    .build();
            try {
                HttpResponse<String> response =
                        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
                answer[0] = response.body();
                return response.statusCode() == 200;
            } catch (IOException notYet) {
                return false;
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        });
        return answer[0];
    }

    JsonNode askJson(String path) throws IOException {
        return MAPPER.readTree(ask(path));
    }

    /** Ends it as Ctrl-C does. */
    RehearseProcess.Ended interrupt() throws IOException {
        process.interrupt();
        return process.await();
    }

    @Override
    public void close() {
        process.close();
    }
}

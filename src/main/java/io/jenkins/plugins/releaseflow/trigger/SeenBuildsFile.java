package io.jenkins.plugins.releaseflow.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a trigger knows, on disk beside its job: there in whole or as it was before, also after a crash. For one thread at a time. */
final class SeenBuildsFile {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int VERSION = 1;

    private final Path file;

    SeenBuildsFile(Path file) {
        this.file = file;
    }

    /**
     * What was written last; empty where nothing was.
     *
     * @throws IOException also where it can't be understood
     */
    Optional<SeenBuilds> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode json = MAPPER.readTree(Files.readAllBytes(file));
        try {
            if (json.path("v").asInt() != VERSION) {
                throw new IOException(file + " was written by a later version of Release Flow");
            }
            Set<String> ids = new HashSet<>();
            json.path("seen").forEach(id -> ids.add(id.asText()));
            List<BuildPin> pending = new ArrayList<>();
            json.path("pending").forEach(build -> pending.add(build(build)));
            return Optional.of(new SeenBuilds(
                    Instant.parse(json.path("since").asText()),
                    ids,
                    Optional.of(json.path("newest")).filter(JsonNode::isObject).map(SeenBuildsFile::build),
                    pending));
        } catch (DateTimeException damaged) {
            throw new IOException(file + " is damaged: " + damaged.getMessage(), damaged);
        }
    }

    void write(SeenBuilds seen) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text(seen).getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String text(SeenBuilds seen) throws JsonProcessingException {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("v", VERSION);
        json.put("since", seen.since().toString());
        seen.ids().stream().sorted().forEach(json.putArray("seen")::add);
        seen.newest().ifPresent(build -> json.set("newest", json(build)));
        seen.pending().stream().map(SeenBuildsFile::json).forEach(json.putArray("pending")::add);
        return MAPPER.writeValueAsString(json);
    }

    private static ObjectNode json(BuildPin build) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("build", build.buildService());
        json.put("id", build.buildId());
        json.put("commit", build.commit());
        json.put("branch", build.branch());
        build.builtAt().ifPresent(at -> json.put("builtAt", at.toString()));
        return json;
    }

    private static BuildPin build(JsonNode json) {
        return new BuildPin(
                json.path("build").asText(),
                json.path("id").asText(),
                json.path("commit").asText(),
                json.path("branch").asText(),
                Optional.of(json.path("builtAt").asText())
                        .filter(text -> !text.isEmpty())
                        .map(Instant::parse));
    }
}

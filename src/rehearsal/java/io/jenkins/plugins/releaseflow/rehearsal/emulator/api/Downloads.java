package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import io.javalin.http.Context;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Identifiers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Files that can be fetched by whoever has been given the link, for as long as the emulator runs. Thread-safe. */
final class Downloads {
    static final String PATH = "/emulator/downloads/";

    private final Identifiers identifiers;
    private final Map<String, Path> offered = new ConcurrentHashMap<>();

    Downloads(Identifiers identifiers) {
        this.identifiers = identifiers;
    }

    /** Offers a file; answers the path of the link. */
    String offer(Path file) {
        String key = identifiers.token();
        offered.put(key, file);
        return PATH + key;
    }

    void send(Context context) throws IOException {
        Optional<Path> file =
                Optional.ofNullable(offered.get(context.pathParam("key"))).filter(Files::exists);
        if (file.isEmpty()) {
            context.status(404).result("no such download");
            return;
        }
        context.header(
                "Content-Disposition", "attachment; filename=\"" + file.get().getFileName() + "\"");
        context.contentType("application/gzip").result(Files.newInputStream(file.get()));
    }
}

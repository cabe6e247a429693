package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.release.Release;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The logs that are kept of one node: one for each operation that was asked for, and one of the build that it waited for. */
final class NodeLogs {
    private static final int MOST_BYTES = 256 * 1024;
    private static final String BUILD = "build";

    private final Map<String, Path> files;

    private NodeLogs(Map<String, Path> files) {
        this.files = files;
    }

    static NodeLogs of(EnvironmentLedger ledger, Release release, String node) {
        Path folder = ledger.recordOf(release.id().number()).resolveSibling("logs");
        Map<String, Path> files = new LinkedHashMap<>();
        put(files, BUILD, folder.resolve(node + ".build.log"));
        int attempts = release.node(node).orElseThrow().attempts();
        for (int attempt = 1; attempt <= Math.max(1, attempts); attempt++) {
            put(files, Integer.toString(attempt), folder.resolve(node + (attempt == 1 ? "" : "-" + attempt) + ".log"));
        }
        return new NodeLogs(files);
    }

    private static void put(Map<String, Path> files, String name, Path file) {
        if (Files.isRegularFile(file)) {
            files.put(name, file);
        }
    }

    /** Their names and sizes, oldest first. */
    ArrayNode json() {
        ArrayNode list = ReleaseJson.object().putArray("logs");
        files.forEach((name, file) ->
                list.addObject().put("name", name).put("bytes", file.toFile().length()));
        return list;
    }

    /** What follows an offset, at most 256 KB of it; empty where there is no such log. */
    Optional<LogPart> read(String name, long start) {
        return Optional.ofNullable(files.get(name)).map(file -> part(file, Math.max(0, start)));
    }

    private static LogPart part(Path file, long start) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long size = log.length();
            // A log is cut back where a crash left lines that were not noted.
            long from = Math.min(start, size);
            byte[] text = new byte[(int) Math.min(MOST_BYTES, size - from)];
            log.seek(from);
            log.readFully(text);
            byte[] whole = wholeCharacters(text);
            return new LogPart(whole, from + whole.length, size);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] wholeCharacters(byte[] text) {
        int end = text.length;
        int first = end - 1;
        while (first >= 0 && end - first < 4 && (text[first] & 0xC0) == 0x80) {
            first--;
        }
        if (first >= 0 && (text[first] & 0xC0) == 0xC0 && end - first < length(text[first])) {
            end = first;
        }
        return Arrays.copyOf(text, end);
    }

    private static int length(byte lead) {
        return (lead & 0xF8) == 0xF0 ? 4 : (lead & 0xF0) == 0xE0 ? 3 : 2;
    }
}

package io.jenkins.plugins.releaseflow.rehearsal.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The file of a home that says where its rehearsal can be reached, and with what token. Only its owner can read it; it is there as long as the rehearsal is. */
public final class ControlFile {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /**
     * What the file says.
     *
     * @param address where the rehearsal serves, on this machine
     * @param token what requests must carry
     */
    public record Access(URI address, String token) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Access[" + address + "]";
        }
    }

    private final Path file;

    /** @param home the folder of the rehearsal */
    public ControlFile(Path home) {
        this.file = home.resolve("control.json");
    }

    /**
     * Writes it whole, in place of what a rehearsal left that was killed.
     *
     * @throws UncheckedIOException where that is not possible
     */
    void write(Access access) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("address", access.address().toString());
        json.put("token", access.token());
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, OWNER_ONLY);
            Files.write(fresh, MAPPER.writeValueAsBytes(json));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }

    /** What it says; empty where it is not there or says nothing of use. It may be left from a rehearsal that was killed. */
    Optional<Access> read() {
        try {
            JsonNode json = MAPPER.readTree(file.toFile());
            URI address = URI.create(json.path("address").asText());
            return "127.0.0.1".equals(address.getHost())
                    ? Optional.of(new Access(address, json.path("token").asText()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    /** Removes it. */
    void remove() {
        try {
            Files.delete(file);
        } catch (NoSuchFileException gone) {
            // Somebody deleted the home meanwhile.
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot remove " + file, failure);
        }
    }
}

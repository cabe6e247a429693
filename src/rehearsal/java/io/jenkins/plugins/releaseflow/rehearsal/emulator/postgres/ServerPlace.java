package io.jenkins.plugins.releaseflow.rehearsal.emulator.postgres;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.DurableFiles;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a server's files lie: with the addon, or, where the server runs as another user, who could not reach them there, in a directory of the system. That one is
 * swept: what belongs to an addon that is gone goes too.
 *
 * @param directory of this server alone; made, and the server's own
 * @param shared of all servers of this machine's user
 */
record ServerPlace(Path directory, Path shared) {
    private static final String HOME = ".home";

    /**
     * Makes the place.
     *
     * @param addon the addon's directory; there already
     * @param system a directory that survives a restart of the machine, such as {@code /var/tmp}
     */
    static ServerPlace of(Path addon, ServerAccount account, Path system) {
        try {
            if (account.user().isEmpty()) {
                return new ServerPlace(Files.createDirectories(addon.resolve("server")), addon);
            }
            Path shared = system.resolve("release-flow-rehearsal");
            try {
                Files.createDirectory(shared);
            } catch (FileAlreadyExistsException madeBefore) {
                // Whose it is is looked at next.
            }
            refuseForeign(shared);
            Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwx--x--x"));
            sweep(shared);
            String name = name(addon);
            Path directory = shared.resolve(name);
            if (!Files.exists(directory)) {
                Files.writeString(shared.resolve(name + HOME), addon.toString());
                Files.createDirectory(directory);
            }
            account.give(directory);
            return new ServerPlace(directory, shared);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make a place for the PostgreSQL of " + addon, failure);
        }
    }

    /** Everybody may write to such a directory, so somebody else may have been there first. */
    private static void refuseForeign(Path shared) throws IOException {
        if (!Files.isDirectory(shared, LinkOption.NOFOLLOW_LINKS)
                || !Integer.valueOf(0).equals(Files.getAttribute(shared, "unix:uid", LinkOption.NOFOLLOW_LINKS))) {
            throw new EmulatorException(shared + " belongs to another user; remove it");
        }
    }

    private static void sweep(Path shared) throws IOException {
        List<Path> notes;
        try (Stream<Path> entries = Files.list(shared)) {
            notes = entries.filter(entry -> entry.toString().endsWith(HOME)).toList();
        }
        for (Path note : notes) {
            try {
                sweepOne(note);
            } catch (IOException sweptByAnother) {
                // Several emulators may start at once; what one leaves another takes.
                continue;
            }
        }
    }

    private static void sweepOne(Path note) throws IOException {
        String home = Files.readString(note);
        if (!home.isEmpty() && !Files.exists(Path.of(home))) {
            Path directory = note.resolveSibling(note.getFileName().toString().replace(HOME, ""));
            Leftover.of(directory.resolve(PostgresServer.DATA)).ifPresent(Leftover::end);
            DurableFiles.delete(directory);
            Files.deleteIfExists(note);
        }
    }

    private static String name(Path addon) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(addon.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException missing) {
            throw new EmulatorException("this Java has no SHA-256; use a complete one", missing);
        }
    }

    /** Where zonky's binaries are unpacked to. */
    Path binaries() {
        return shared.resolve("postgres-binaries");
    }
}

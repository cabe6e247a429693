package io.jenkins.plugins.releaseflow.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** The folders that releases have on disk: each is named by its number. */
final class ReleaseFolders {
    private static final Logger LOGGER = Logger.getLogger(ReleaseFolders.class.getName());
    private static final int MOST_DIGITS = 9;

    private ReleaseFolders() {}

    /** The names of all entries of a folder. */
    static List<String> names(Path folder) throws IOException {
        if (folder.getFileSystem().equals(FileSystems.getDefault())) {
            // A stream of paths takes several times as long, and a start waits for a hundred thousand of them.
            String[] names = folder.toFile().list();
            if (names == null) {
                throw new IOException("the folder can't be listed");
            }
            return List.of(names);
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    /** Deletes a release's folder as far as that can be done. What is left is deleted at the next start. */
    static void delete(Path folder, int number) {
        Path release = folder.resolve(Integer.toString(number));
        try (Stream<Path> entries = Files.walk(release)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (IOException | UncheckedIOException failure) {
            LOGGER.log(
                    Level.WARNING, failure, () -> "Can't delete " + release + "; it is tried again at the next start");
        }
    }

    /** The number that a folder is named by; empty where it is no release's. */
    static Optional<Integer> number(String name) {
        boolean isNumber = !name.isEmpty()
                && name.length() <= MOST_DIGITS
                && name.charAt(0) != '0'
                && name.chars().allMatch(each -> each >= '0' && each <= '9');
        return isNumber ? Optional.of(Integer.valueOf(name)) : Optional.empty();
    }
}

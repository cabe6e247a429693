package io.jenkins.plugins.releaseflow.rehearsal.emulator.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where one emulator keeps everything, locked against a second one for as long as it is open. The directory is readable
 * by its owner only: it holds databases and the environment of job runs.
 */
public final class StateDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private StateDirectory(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Opens the directory, made when missing.
     *
     * @throws EmulatorException when another emulator has it open
     */
    public static StateDirectory open(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            PosixFileAttributeView posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            if (posix != null) {
                posix.setPermissions(PosixFilePermissions.fromString("rwx------"));
            }
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new StateDirectory(path, channel, lock(path, channel));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot use " + path + " for the emulator's state", failure);
        }
    }

    private static FileLock lock(Path path, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldHere) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new EmulatorException("another emulator is using " + path + "; stop it, or give another directory");
        }
        return lock;
    }

    /** The directory itself, absolute. */
    public Path path() {
        return path;
    }

    /** A path below the directory. */
    public Path resolve(String first, String... more) {
        Path result = path.resolve(first);
        for (String name : more) {
            result = result.resolve(name);
        }
        return result;
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot unlock " + path, failure);
        }
    }
}

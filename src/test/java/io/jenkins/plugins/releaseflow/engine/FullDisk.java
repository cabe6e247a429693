package io.jenkins.plugins.releaseflow.engine;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A small disk in memory that a test fills and empties. */
final class FullDisk implements AutoCloseable {
    private static final int SIZE = 1 << 20;
    /** Less than any event has: so none fits where an earlier one left room in its block. */
    private static final int BLOCK = 16;

    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix().toBuilder()
            .setMaxSize(SIZE)
            .setBlockSize(BLOCK)
            .build());

    Path home() {
        return disk.getPath("/home/release-flow");
    }

    /** Leaves no block free. */
    void fill() {
        ByteBuffer block = ByteBuffer.allocate(BLOCK * 64);
        try (SeekableByteChannel filler = Files.newByteChannel(
                ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE)) {
            while (true) {
                block.clear();
                try {
                    filler.write(block);
                } catch (IOException full) {
                    if (block.capacity() == BLOCK) {
                        return;
                    }
                    block = ByteBuffer.allocate(BLOCK);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    void makeRoom() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Path ballast() {
        return disk.getPath("/ballast");
    }

    @Override
    public void close() {
        try {
            disk.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}

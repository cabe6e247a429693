package io.jenkins.plugins.releaseflow.rehearsal.emulator.addon;

import io.airlift.compress.zstd.ZstdInputStream;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How a stored file is compressed. */
enum Compression {
    NONE(""),
    GZ(".gz"),
    ZSTD(".zst");

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** By the API's word. */
    static Compression of(String word) {
        return word.equals("zstd") ? ZSTD : GZ;
    }

    /** What is added to a file's name. */
    String suffix() {
        return suffix;
    }

    OutputStream writing(OutputStream file) throws IOException {
        return switch (this) {
            case NONE -> file;
            case GZ -> new GZIPOutputStream(file);
            case ZSTD -> new ZstdOutputStream(file);
        };
    }

    InputStream reading(InputStream file) throws IOException {
        return switch (this) {
            case NONE -> file;
            case GZ -> new GZIPInputStream(file);
            case ZSTD -> new ZstdInputStream(file);
        };
    }
}

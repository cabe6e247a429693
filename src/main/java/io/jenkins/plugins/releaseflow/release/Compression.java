package io.jenkins.plugins.releaseflow.release;

/** How a dump is compressed. */
public enum Compression {
    GZ,
    ZSTD
}

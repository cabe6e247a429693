package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;

/**
 * One image, by digest where it is our own choice. An image found on the platform may lack a digest: then {@link #isImmutable()} is false.
 *
 * @param image path with digest, for example {@code registry.example/shop@sha256:…}
 */
public record ImagePin(String image) implements Pin {
    public ImagePin {
        Objects.requireNonNull(image, "image");
    }

    /** Whether the path names a digest. */
    public boolean isImmutable() {
        return image.contains("@sha256:");
    }

    @Override
    public String summary() {
        return image;
    }
}

package io.jenkins.plugins.releaseflow.documentation;

import io.jenkins.plugins.releaseflow.engine.SteeredPlatform;
import io.jenkins.plugins.releaseflow.platform.Platform;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The platform of the example for those who add one. */
final class Workshops {
    private static final Map<String, SteeredPlatform> KNOWN = new ConcurrentHashMap<>();

    private Workshops() {}

    /** The same for the same address. */
    static Platform at(String address) {
        return steered(address);
    }

    static SteeredPlatform steered(String address) {
        return KNOWN.computeIfAbsent(address, any -> new SteeredPlatform());
    }
}

package io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes identifiers in Northflank's forms. Thread-safe. */
public final class Identifiers {
    private static final String HEX = "0123456789abcdef";
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private final RandomGenerator random;

    public Identifiers(RandomGenerator random) {
        this.random = random;
    }

    /** A random UUID, as job runs have it. */
    public synchronized String uuid() {
        long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** 24 hexadecimal digits, as restores and deployments have it. */
    public String objectId() {
        return pick(HEX, 24);
    }

    /** The end of a container's name. */
    public String suffix() {
        return pick(LETTERS, 5);
    }

    /** A secret of 256 bits. */
    public String token() {
        return pick(HEX, 64);
    }

    private synchronized String pick(String alphabet, int length) {
        StringBuilder picked = new StringBuilder();
        for (int position = 0; position < length; position++) {
            picked.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return picked.toString();
    }
}

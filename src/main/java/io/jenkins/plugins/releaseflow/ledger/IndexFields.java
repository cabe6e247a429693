package io.jenkins.plugins.releaseflow.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The fields of a line of the index, each with a tab behind it. Reading them is a fifth of the work of reading JSON, and a start waits for a hundred thousand lines.
 * Used by one thread.
 */
final class IndexFields {
    private static final char END = '\t';
    private static final char ESCAPE = '\\';
    private static final int TEN = 10;

    private final byte[] bytes;
    private final int end;
    private int next;

    IndexFields(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.next = start;
        this.end = end;
    }

    static void write(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            switch (each) {
                case END -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case ESCAPE -> line.append("\\\\");
                default -> line.append(each);
            }
        }
        line.append(END);
    }

    static void write(StringBuilder line, long number) {
        line.append(number).append(END);
    }

    static void write(StringBuilder line, Optional<Instant> at) {
        if (at.isPresent()) {
            write(line, at.get().getEpochSecond());
            write(line, at.get().getNano());
        } else {
            write(line, "");
        }
    }

    boolean hasMore() {
        return next < end;
    }

    /** @throws IllegalArgumentException where there is no further field */
    String text() {
        boolean escaped = false;
        int from = next;
        int at = from;
        while (at < end && bytes[at] != END) {
            escaped |= bytes[at++] == ESCAPE;
        }
        if (at == end) {
            throw new IllegalArgumentException("a field is missing");
        }
        next = at + 1;
        String text = new String(bytes, from, at - from, StandardCharsets.UTF_8);
        return escaped ? unescaped(text) : text;
    }

    /** @throws IllegalArgumentException where the field is no number */
    int number() {
        return Math.toIntExact(longNumber());
    }

    Optional<Instant> instant() {
        if (hasMore() && bytes[next] == END) {
            next++;
            return Optional.empty();
        }
        return Optional.of(Instant.ofEpochSecond(longNumber(), longNumber()));
    }

    private long longNumber() {
        boolean negative = hasMore() && bytes[next] == '-';
        int at = negative ? next + 1 : next;
        long value = 0;
        for (; at < end && bytes[at] != END; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit >= TEN) {
                throw new IllegalArgumentException("a number has another character");
            }
            value = value * TEN + digit;
        }
        next = at + 1;
        return negative ? -value : value;
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == ESCAPE && ++i < text.length()) {
                char meant = text.charAt(i);
                plain.append(meant == 't' ? END : meant == 'n' ? '\n' : meant);
            } else {
                plain.append(each);
            }
        }
        return plain.toString();
    }
}

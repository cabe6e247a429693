package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Which part of a list is asked for.
 *
 * @param from the first item's index
 * @param to one more than the last item's
 * @param total how many there are
 */
record Page(int from, int to, int total) {
    private static final int USUAL = 50;
    private static final int LARGEST = 100;

    static Page of(Call call, int total) {
        int size = call.number("per_page", 1, LARGEST).orElse(USUAL);
        int from = call.query("cursor").map(Page::read).orElseGet(() -> {
            long start = (call.number("page", 1, Integer.MAX_VALUE).orElse(1) - 1L) * size;
            return (int) Math.min(start, Integer.MAX_VALUE);
        });
        int first = Math.min(from, total);
        return new Page(first, Math.min(total, first + size), total);
    }

    /** The pagination object; the last page has no cursor, as clients go on while there is one. */
    Fields pagination() {
        boolean more = to < total;
        return Fields.with("hasNextPage", more)
                .and("cursor", more ? Optional.of(write(to)) : Optional.empty())
                .and("count", to - from);
    }

    private static String write(int index) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("from:" + index).getBytes(StandardCharsets.UTF_8));
    }

    private static int read(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            return Math.max(0, Integer.parseInt(text.replace("from:", "")));
        } catch (IllegalArgumentException foreign) {
            throw Refusal.invalid("cursor '" + cursor + "' was not made by this API");
        }
    }
}

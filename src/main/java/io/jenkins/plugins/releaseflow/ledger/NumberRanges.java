package io.jenkins.plugins.releaseflow.ledger;

import java.util.BitSet;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of releases as a short text, for example {@code 1-40,43}. Pure functions. */
final class NumberRanges {
    private static final Pattern RANGE = Pattern.compile("([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,8}))?");

    private NumberRanges() {}

    static String write(Collection<Integer> numbers) {
        BitSet set = new BitSet();
        numbers.forEach(set::set);
        StringBuilder text = new StringBuilder();
        for (int first = set.nextSetBit(0); first >= 0; ) {
            int end = set.nextClearBit(first);
            text.append(text.length() == 0 ? "" : ",").append(first);
            if (end - first > 1) {
                text.append('-').append(end - 1);
            }
            first = set.nextSetBit(end);
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException where the text tells no numbers */
    static BitSet read(String text) {
        BitSet set = new BitSet();
        for (String range : text.split(",", -1)) {
            Matcher matcher = RANGE.matcher(range);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("its numbers are '" + text + "', which can't be read");
            }
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            set.set(first, Math.max(first, last) + 1);
        }
        return set;
    }
}

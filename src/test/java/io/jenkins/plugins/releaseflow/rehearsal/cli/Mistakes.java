package io.jenkins.plugins.releaseflow.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

/** What the front door says when something is wrong. */
final class Mistakes {
    private Mistakes() {}

    /** Exactly one line starts so, it holds all the words, and nothing of it looks like the inside of the program. */
    static void assertOneLine(RehearseProcess.Ended ended, String start, String... words) {
        String all = ended.out() + ended.err();
        List<String> found = Stream.of(all.split("\n"))
                .filter(line -> line.startsWith(start))
                .toList();
        assertThat(found).as(all).hasSize(1).first().asString().contains(words);
        assertThat(all).doesNotContainPattern("(?m)^\\s+at ").doesNotContain("Exception");
    }
}

package io.jenkins.plugins.releaseflow.platform.northflank;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.releaseflow.platform.LogChunk;
import io.jenkins.plugins.releaseflow.platform.LogPosition;
import java.util.List;
import org.junit.jupiter.api.Test;

class NorthflankLogTest {
    private static final String T0 = "2026-03-01T10:00:00Z";
    private static final String T1 = "2026-03-01T10:00:00.1Z";
    private static final String T2 = "2026-03-01T10:00:00.120Z";

    @Test
    void linesComeInOrderWithoutTheirEnds() {
        LogChunk chunk = NorthflankLog.chunk(log(T0, "one\n", T1, "two\r\n", T2, ""), LogPosition.start(), 10);
        assertThat(chunk.lines()).containsExactly("one", "two", "");
        assertThat(chunk.more()).isFalse();
    }

    @Test
    void linesOfOneTimeThatComeLaterAreNeitherLostNorRepeated() {
        LogChunk first = NorthflankLog.chunk(log(T0, "a", T1, "b", T1, "c"), LogPosition.start(), 10);
        assertThat(first.lines()).containsExactly("a", "b", "c");
        LogChunk second = NorthflankLog.chunk(log(T1, "b", T1, "c", T1, "d", T2, "e"), first.next(), 10);
        assertThat(second.lines()).containsExactly("d", "e");
        LogChunk third = NorthflankLog.chunk(log(T2, "e", T2, "f"), second.next(), 10);
        assertThat(third.lines()).containsExactly("f");
        assertThat(NorthflankLog.chunk(log(T2, "e", T2, "f"), third.next(), 10).lines())
                .isEmpty();
    }

    @Test
    void equalLinesOfOneTimeAreAllKept() {
        LogChunk first = NorthflankLog.chunk(log(T0, "x", T0, "x"), LogPosition.start(), 10);
        LogChunk second = NorthflankLog.chunk(log(T0, "x", T0, "x", T0, "x", T0, "x"), first.next(), 10);
        assertThat(first.lines()).hasSize(2);
        assertThat(second.lines()).hasSize(2);
    }

    @Test
    void timesAreComparedAsTimesNotAsText() {
        LogChunk first = NorthflankLog.chunk(log(T0, "a", T1, "b"), LogPosition.start(), 10);
        assertThat(NorthflankLog.chunk(log(T1, "b", T2, "c"), first.next(), 10).lines())
                .containsExactly("c");
        assertThat(NorthflankLog.chunk(log("2026-03-01T10:00:00.100000000Z", "b", T2, "c"), first.next(), 10)
                        .lines())
                .containsExactly("c");
    }

    @Test
    void earlierLinesThatAnImpreciseStartBringsAgainAreLeftOut() {
        LogChunk first = NorthflankLog.chunk(log(T0, "a", T1, "b"), LogPosition.start(), 10);
        assertThat(NorthflankLog.chunk(log(T0, "a", T1, "b", T1, "c"), first.next(), 10)
                        .lines())
                .containsExactly("c");
    }

    @Test
    void aFullAnswerSaysThatThereIsMore() {
        assertThat(NorthflankLog.chunk(log(T0, "a", T1, "b"), LogPosition.start(), 2)
                        .more())
                .isTrue();
        assertThat(NorthflankLog.chunk(log(T0, "a", T1, "b"), LogPosition.start(), 3)
                        .more())
                .isFalse();
    }

    @Test
    void nothingNewLeavesThePositionWhereItWas() {
        assertThat(NorthflankLog.chunk(log(), LogPosition.start(), 10))
                .isEqualTo(new LogChunk(List.of(), LogPosition.start(), false));
        LogPosition read =
                NorthflankLog.chunk(log(T0, "a"), LogPosition.start(), 10).next();
        assertThat(NorthflankLog.chunk(log(), read, 10).next()).isEqualTo(read);
        assertThat(NorthflankLog.chunk(log(T0, "a"), read, 10).next()).isEqualTo(read);
    }

    @Test
    void oneEntryMayHoldSeveralLines() {
        assertThat(NorthflankLog.chunk(log(T0, "error\n  at a\r\n  at b\n"), LogPosition.start(), 10)
                        .lines())
                .containsExactly("error", "  at a", "  at b");
    }

    @Test
    void aLineWithoutAReadableTimeIsNotLost() {
        LogChunk chunk = NorthflankLog.chunk(log(T0, "a", "", "b", "soon", "c", T1, "d"), LogPosition.start(), 10);
        assertThat(chunk.lines()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void whatIsNoTextIsShownAsItIs() {
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        entries.add(Given.json("{'ts':'" + T0 + "','log':{'level':'info'}}"));
        assertThat(NorthflankLog.chunk(entries, LogPosition.start(), 10).lines())
                .containsExactly("{\"level\":\"info\"}");
    }

    private static JsonNode log(String... timesAndTexts) {
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < timesAndTexts.length; i += 2) {
            entries.addObject()
                    .put("containerId", "c1")
                    .put("ts", timesAndTexts[i])
                    .put("log", timesAndTexts[i + 1]);
        }
        return entries;
    }
}

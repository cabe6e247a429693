package io.jenkins.plugins.releaseflow.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {
    @Test
    void whatCouldHideOrTurnTextRoundIsShown() {
        assertThat(VisibleText.of("v1\u202e.2\u0007\nFinished: SUCCESS"))
                .isEqualTo("v1\ufffd.2\u2407\u240aFinished: SUCCESS");
        assertThat(VisibleText.of("<b>v1</b> – Größe\t\ud83d\ude00")).isEqualTo("<b>v1</b> – Größe\t\ud83d\ude00");
    }

    @Test
    void aLineOfAConsoleMayBeColoured() {
        assertThat(VisibleText.ofLine("\u001b[31mred\u001b[0m\r")).isEqualTo("\u001b[31mred\u001b[0m\u240d");
        assertThat(VisibleText.of("\u001b[31m")).isEqualTo("\u241b[31m");
    }
}

package io.jenkins.plugins.releaseflow.rehearsal.emulator.fault;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What can go wrong with a request. */
public enum FaultKind {
    /** It is answered rightly, but late. */
    LATENCY("latency"),
    /** It is not carried out and answered with an error status. */
    STATUS("status"),
    /** It is not carried out and the connection is cut. */
    CUT_BEFORE("cut-before"),
    /** It is carried out and the connection is cut instead of an answer. */
    CUT_AFTER("cut-after"),
    /** It is carried out and the connection is cut in the middle of the answer. */
    HALF_BODY("half-body"),
    /** It is carried out and answered with something that is no JSON. */
    WRONG_JSON("wrong-json"),
    /** It is not carried out, nothing is sent for a while, and then the connection is cut. */
    STALL("stall"),
    /** It is carried out twice, as when a client resends it; the second answer is sent. */
    DUPLICATE("duplicate");

    private final String word;

    FaultKind(String word) {
        this.word = word;
    }

    /** The name in JSON. */
    @JsonValue
    public String word() {
        return word;
    }

    @JsonCreator
    static FaultKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("kind is '" + word + "' but must be one of: "
                        + Arrays.stream(values()).map(FaultKind::word).collect(Collectors.joining(", "))));
    }
}

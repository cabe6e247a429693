package jenkins;

/** A boolean that may be left open. */
public enum YesNoMaybe {
    YES,
    NO,
    MAYBE
}

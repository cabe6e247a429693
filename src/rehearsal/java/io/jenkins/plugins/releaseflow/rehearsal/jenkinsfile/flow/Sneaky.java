package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow;

/** Throws what Groovy code may throw anywhere: exceptions that Java would have to declare. */
public final class Sneaky {

    private Sneaky() {}

    /** Throws the given one as it is; the return type is for {@code throw Sneaky.rethrow(e)}. */
    public static RuntimeException rethrow(Throwable thrown) {
        return Sneaky.<RuntimeException>cast(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T cast(Throwable thrown) throws T {
        throw (T) thrown;
    }
}

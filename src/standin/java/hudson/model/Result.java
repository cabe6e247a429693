package hudson.model;

import java.io.Serializable;
import java.util.List;

/** How a build ended, from best to worst. There are no other instances than the constants. */
public final class Result implements Serializable {
    public static final Result SUCCESS = new Result("SUCCESS", 0, true);
    public static final Result UNSTABLE = new Result("UNSTABLE", 1, true);
    public static final Result FAILURE = new Result("FAILURE", 2, true);
    public static final Result NOT_BUILT = new Result("NOT_BUILT", 3, false);
    public static final Result ABORTED = new Result("ABORTED", 4, false);

    private static final List<Result> ALL = List.of(SUCCESS, UNSTABLE, FAILURE, NOT_BUILT, ABORTED);
    private static final long serialVersionUID = 1L;

    private final String name;

    /** Bigger is worse. */
    public final int ordinal;

    /** Whether the build ran to its end. */
    public final boolean completeBuild;

    private Result(String name, int ordinal, boolean completeBuild) {
        this.name = name;
        this.ordinal = ordinal;
        this.completeBuild = completeBuild;
    }

    /** The worse of the two. */
    public Result combine(Result that) {
        return ordinal < that.ordinal ? that : this;
    }

    /** The worse of the two, where null stands for not known yet. */
    public static Result combine(Result r1, Result r2) {
        if (r1 == null) {
            return r2;
        }
        return r2 == null ? r1 : r1.combine(r2);
    }

    public boolean isWorseThan(Result that) {
        return ordinal > that.ordinal;
    }

    public boolean isWorseOrEqualTo(Result that) {
        return ordinal >= that.ordinal;
    }

    public boolean isBetterThan(Result that) {
        return ordinal < that.ordinal;
    }

    public boolean isBetterOrEqualTo(Result that) {
        return ordinal <= that.ordinal;
    }

    public boolean isCompleteBuild() {
        return completeBuild;
    }

    /** The constant of that name, whatever its case; {@link #FAILURE} for an unknown name. */
    public static Result fromString(String s) {
        return ALL.stream()
                .filter(result -> result.name.equalsIgnoreCase(s))
                .findFirst()
                .orElse(FAILURE);
    }

    @Override
    public String toString() {
        return name;
    }

    private Object readResolve() {
        return fromString(name);
    }
}

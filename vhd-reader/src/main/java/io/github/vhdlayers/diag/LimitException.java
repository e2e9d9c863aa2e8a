package io.github.vhdlayers.diag;

import org.jspecify.annotations.Nullable;

/**
 * The file asks for more than one of the {@link Limits} allows; {@link #code()} says of what.
 *
 * @since 0.1.0
 */
public final class LimitException extends VhdException {
    private static final long serialVersionUID = 1L;

    private final long limit;
    private final @Nullable Long needed;

    /**
     * An exception that says {@code problem}.
     *
     * @param problem what exceeds which limit
     * @param limit the limit, in the unit that the problem names
     * @param needed how much the file asks for, in the same unit, or null if counting ended at the limit
     */
    public LimitException(Problem problem, long limit, @Nullable Long needed) {
        super(problem);
        this.limit = limit;
        this.needed = needed;
    }

    /** What is allowed: bytes, entries, sectors or layers, as {@link #problem()} names the unit. */
    public long limit() {
        return limit;
    }

    /** How much the file asks for, in the same unit, as an unsigned number; null if counting ended at the limit. */
    public @Nullable Long needed() {
        return needed;
    }
}

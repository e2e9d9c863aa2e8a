package io.github.vhdlayers.internal.text;

import java.util.function.LongFunction;

/**
 * How a number is written that is not known exactly where something could not be read: {@code 48}, {@code at least 48} or {@code unknown}.
 *
 * <p>Thread-safe: it keeps nothing.
 *
 * @since 0.1.0
 */
public final class AtLeast {
    private AtLeast() {}

    /**
     * The number as a person reads it.
     *
     * @param known how many were counted
     * @param more whether there may be others, which is unknown
     * @param unknown what stands there if none were counted and there may be others
     * @param words how a number is printed
     */
    public static String text(long known, boolean more, String unknown, LongFunction<String> words) {
        return more && known == 0 ? unknown : (more ? "at least " : "") + words.apply(known);
    }
}

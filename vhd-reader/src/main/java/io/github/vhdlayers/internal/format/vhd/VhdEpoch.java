package io.github.vhdlayers.internal.format.vhd;

import java.time.Instant;

/**
 * The format's clock: unsigned seconds since 1 January 2000, midnight UTC.
 *
 * <p>Thread-safe: it keeps nothing.
 */
public final class VhdEpoch {
    private static final long UNIX_SECONDS_AT_EPOCH = 946_684_800L;

    private VhdEpoch() {}

    /**
     * A stored time as an instant. Virtual PC 6 is said to have stored local time, which the file does not tell.
     *
     * @param seconds as stored, 0 to 2^32 - 1
     */
    public static Instant toInstant(long seconds) {
        return Instant.ofEpochSecond(UNIX_SECONDS_AT_EPOCH + seconds);
    }

    /** An instant as seconds since the epoch; may be negative or beyond what the format can store. */
    public static long fromInstant(Instant instant) {
        return instant.getEpochSecond() - UNIX_SECONDS_AT_EPOCH;
    }
}

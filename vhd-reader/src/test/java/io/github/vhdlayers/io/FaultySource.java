package io.github.vhdlayers.io;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A caller's source that breaks one promise from some read on. It ends a caller that asks for ever. */
public final class FaultySource implements RandomAccessSource {
    /** The name that a message has to begin with. */
    public static final String NAME = "a caller's store";

    private static final int PATIENCE = 10_000;

    /** What it does wrong. */
    public enum Fault {
        /** Reports that it read nothing, and reads nothing. */
        READS_NOTHING,
        /** Reports more bytes than were asked for. */
        REPORTS_TOO_MANY,
        /** Reports more bytes than it put into the buffer, and not more than were asked for. */
        PUTS_TOO_FEW,
        /** Reports fewer bytes than it put into the buffer. */
        PUTS_TOO_MANY,
        /** Reports a count that is negative, and not that of an end. */
        REPORTS_A_NEGATIVE_COUNT,
        /** Ends before the size that it reports. */
        ENDS_EARLY
    }

    private final byte[] bytes;
    private final Fault fault;
    private final int soundReads;
    private int reads;
    private boolean wasFaulty;

    public FaultySource(byte[] bytes, Fault fault, int soundReads) {
        this.bytes = bytes;
        this.fault = fault;
        this.soundReads = soundReads;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public synchronized int read(long position, ByteBuffer target) throws IOException {
        if (++reads > PATIENCE) {
            throw new AssertionError("asked for ever");
        }
        if (position >= bytes.length) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), bytes.length - position);
        if (reads <= soundReads || count == 0) {
            target.put(bytes, (int) position, count);
            return count;
        }
        wasFaulty = true;
        return switch (fault) {
            case READS_NOTHING -> 0;
            case REPORTS_TOO_MANY -> {
                target.put(bytes, (int) position, count);
                yield target.position() + 1_000_000;
            }
            case PUTS_TOO_FEW -> {
                target.put(bytes, (int) position, count - 1);
                yield count;
            }
            case PUTS_TOO_MANY -> {
                target.put(bytes, (int) position, count);
                yield count - 1;
            }
            case REPORTS_A_NEGATIVE_COUNT -> -7;
            case ENDS_EARLY -> -1;
        };
    }

    /** Whether it has broken its promise. */
    public synchronized boolean wasFaulty() {
        return wasFaulty;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}

package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystems.support.BoundedContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A content that is stored in units, each of which is decoded as a whole. Thread-safe; the last unit is kept. */
final class UnitContent extends BoundedContent {
    private final long size;
    private final int unitBytes;
    private final Decoder decoder;
    private byte @Nullable [] kept;
    private long keptUnit = -1;

    /**
     * A content.
     *
     * @param name as messages print it
     * @param size how many bytes it has
     * @param unitBytes how many bytes a unit has, decoded
     * @param decoder decodes a unit
     */
    UnitContent(String name, long size, int unitBytes, Decoder decoder) {
        super(name, size);
        this.size = size;
        this.unitBytes = unitBytes;
        this.decoder = decoder;
    }

    /** Decodes units. Called by one thread at a time. */
    @FunctionalInterface
    interface Decoder {
        /**
         * The bytes of a unit.
         *
         * @param unit its number
         * @param count how many it has, the last one fewer
         */
        byte[] decode(long unit, int count) throws IOException;
    }

    @Override
    protected int readInside(long position, ByteBuffer target, long left) throws IOException {
        byte[] unit = unit(position / unitBytes);
        int within = (int) (position % unitBytes);
        int count = Math.min(target.remaining(), unit.length - within);
        target.put(unit, within, count);
        return count;
    }

    private synchronized byte[] unit(long number) throws IOException {
        byte[] have = kept;
        if (have != null && keptUnit == number) {
            return have;
        }
        int count = (int) Math.min(unitBytes, size - number * unitBytes);
        try {
            byte[] decoded = decoder.decode(number, count);
            kept = decoded;
            keptUnit = number;
            return decoded;
        } catch (IOException e) {
            throw unreadable(number * unitBytes, e);
        }
    }
}

package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** A content that is stored in units, each of which is decoded as a whole. Thread-safe; the last unit is kept. */
final class UnitContent implements RandomAccessSource {
    private final String name;
    private final long size;
    private final int unitBytes;
    private final Decoder decoder;
    private byte @Nullable [] kept;
    private long keptUnit = -1;
    private volatile boolean isClosed;

    /**
     * A content.
     *
     * @param name as messages print it
     * @param size how many bytes it has
     * @param unitBytes how many bytes a unit has, decoded
     * @param decoder decodes a unit
     */
    UnitContent(String name, long size, int unitBytes, Decoder decoder) {
        this.name = name;
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
    public String name() {
        return name;
    }

    @Override
    public long size() throws IOException {
        requireOpen();
        return size;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position);
        }
        requireOpen();
        if (position >= size) {
            return -1;
        }
        if (!target.hasRemaining()) {
            return 0;
        }
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
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(name + ": cannot be read near byte " + number * unitBytes + ": " + e.getMessage(), e);
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (isClosed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public void close() {
        isClosed = true;
    }
}

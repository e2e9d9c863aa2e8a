package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.io.RandomAccessSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Volumes with an index of 2 GiB in one run in the root folder. */
public final class VastIndex {
    private static final long INDEX_BYTES = 2L << 30;
    private static final long VOLUME_BYTES = 2304L << 20;
    private static final int CLUSTER = 4096;
    private static final int SECTORS_AT = 0x28;

    private VastIndex() {}

    /** The run is within the volume. */
    public static RandomAccessSource inside() {
        return new Sparse(bytes(VOLUME_BYTES / 512 - 1), VOLUME_BYTES);
    }

    /** The run goes far beyond the volume. */
    public static RandomAccessSource outside() {
        byte[] bytes = bytes(0);
        return new Sparse(bytes, bytes.length);
    }

    private static byte[] bytes(long sectors) {
        NtfsImage image = NtfsImage.usual();
        image.file(30, "a.txt").resident(0x80, "", new byte[] {1, 2, 3});
        image.record(5, 5)
                .index(List.of(), 0)
                .stored(0xA0, "$I30", INDEX_BYTES, INDEX_BYTES, 0, new long[][] {{64, INDEX_BYTES / CLUSTER}});
        byte[] bytes = image.build();
        if (sectors > 0) {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(SECTORS_AT, sectors);
        }
        return bytes;
    }

    /** Bytes, and zeros behind them. */
    private static final class Sparse implements RandomAccessSource {
        private final byte[] start;
        private final long size;

        Sparse(byte[] start, long size) {
            this.start = start;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public String name() {
            return "vast";
        }

        @Override
        public int read(long position, ByteBuffer target) {
            if (position >= size) {
                return -1;
            }
            int count = (int) Math.min(target.remaining(), size - position);
            int stored = (int) Math.max(0, Math.min(count, start.length - position));
            if (stored > 0) {
                target.put(start, (int) position, stored);
            }
            target.put(new byte[count - stored]);
            return count;
        }

        @Override
        public void close() {}
    }
}

package io.github.vhdlayers.filesystems;

import io.github.vhdlayers.io.RandomAccessSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A disk of gigabytes that takes no room: what it holds is computed sector by sector. */
final class ComputedDisk implements RandomAccessSource {
    private static final int SECTOR = 512;

    private final long size;
    private final Sectors sectors;

    ComputedDisk(long size, Sectors sectors) {
        this.size = size;
        this.sectors = sectors;
    }

    /** Fills a sector of zeros, little-endian. */
    @FunctionalInterface
    interface Sectors {
        void fill(long number, ByteBuffer sector);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public String name() {
        return "computed";
    }

    @Override
    public int read(long position, ByteBuffer target) {
        if (position >= size) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), size - position);
        for (int done = 0; done < count; ) {
            long at = position + done;
            ByteBuffer sector = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
            sectors.fill(at / SECTOR, sector);
            int within = (int) (at % SECTOR);
            int part = Math.min(count - done, SECTOR - within);
            target.put(sector.array(), within, part);
            done += part;
        }
        return count;
    }

    @Override
    public void close() {}
}

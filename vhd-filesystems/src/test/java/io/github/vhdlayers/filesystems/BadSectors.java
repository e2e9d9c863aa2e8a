package io.github.vhdlayers.filesystems;

import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A disk of which some sectors cannot be read. */
public final class BadSectors implements RandomAccessSource {
    private static final int SECTOR = 512;

    private final byte[] bytes;
    private final boolean[] bad;

    /** With a mark for each sector that cannot be read; those behind the last mark can. */
    public BadSectors(byte[] bytes, boolean[] bad) {
        this.bytes = bytes;
        this.bad = bad;
    }

    /** With one part that cannot be read, of whole sectors. */
    public static BadSectors between(byte[] bytes, int from, int to) {
        boolean[] bad = new boolean[to / SECTOR];
        Arrays.fill(bad, from / SECTOR, bad.length, true);
        return new BadSectors(bytes, bad);
    }

    @Override
    public String name() {
        return "bad sectors";
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        if (position >= bytes.length) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), bytes.length - position);
        for (long sector = position / SECTOR; sector * SECTOR < position + count; sector++) {
            if (sector < bad.length && bad[(int) sector]) {
                throw new IOException("sector " + sector + " cannot be read");
            }
        }
        target.put(bytes, (int) position, count);
        return count;
    }

    @Override
    public void close() {}
}

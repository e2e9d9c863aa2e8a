package io.github.vhdlayers.testkit;

import java.util.Arrays;

/** Sectors cut out of a byte array, for {@link SectorContent#bytes}. */
final class BytesContent implements SectorContent {
    private final byte[] bytes;
    private final long firstSector;

    /** Keeps {@code bytes} itself: the caller hands over a copy. */
    BytesContent(byte[] bytes, long firstSector) {
        this.bytes = bytes;
        this.firstSector = firstSector;
    }

    @Override
    public void fill(long sector, byte[] into, int at) {
        long from = Math.multiplyExact(sector - firstSector, (long) Sectors.BYTES);
        int known = from < 0 ? 0 : (int) Math.max(0, Math.min(Sectors.BYTES, bytes.length - from));
        if (known > 0) {
            System.arraycopy(bytes, (int) from, into, at, known);
        }
        Arrays.fill(into, at + known, at + Sectors.BYTES, (byte) 0);
    }
}

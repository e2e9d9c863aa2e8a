package io.github.vhdlayers.partition;

import io.github.vhdlayers.internal.codec.StructReader;
import io.github.vhdlayers.internal.table.DiskSectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The first 4 KiB of a volume, or what of them is on the disk and readable. */
final class VolumeStart {
    static final int SECTORS = 8;

    private final long firstSector;
    private final long sectorCount;
    private final StructReader bytes;
    private final int known;
    private final String failure;

    private VolumeStart(long firstSector, long sectorCount, ByteBuffer bytes, int known, String failure) {
        this.firstSector = firstSector;
        this.sectorCount = sectorCount;
        this.bytes = StructReader.littleEndian(bytes);
        this.known = known;
        this.failure = failure;
    }

    static VolumeStart read(DiskSectors disk, long firstSector, long sectorCount) throws IOException {
        int there = (int) Math.max(0, Math.min(Math.min(SECTORS, sectorCount), disk.count() - firstSector));
        ByteBuffer bytes = ByteBuffer.allocate(SECTORS * DiskSectors.BYTES);
        ByteBuffer all = there == 0 ? null : disk.read(firstSector, there);
        if (all != null) {
            bytes.put(0, all, 0, all.limit());
            return new VolumeStart(firstSector, sectorCount, bytes, (1 << there) - 1, "the disk ends inside them");
        }
        // Some of them may still be readable.
        int known = 0;
        String failure = there == 0 ? "past the end of the disk" : disk.failure();
        for (int i = 0; i < there; i++) {
            ByteBuffer one = disk.read(firstSector + i, 1);
            if (one != null) {
                bytes.put(i * DiskSectors.BYTES, one, 0, one.limit());
                known |= 1 << i;
            }
        }
        return new VolumeStart(firstSector, sectorCount, bytes, known, failure);
    }

    /** The volume's first sector on the disk. */
    long firstSector() {
        return firstSector;
    }

    /** How many sectors there are for the volume. */
    long sectorCount() {
        return sectorCount;
    }

    /** Whether the sectors from one to another, both included, are there. */
    boolean has(int firstOfThem, int lastOfThem) {
        for (int i = firstOfThem; i <= lastOfThem; i++) {
            if ((known & 1 << i) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Why not all of it is there. */
    String failure() {
        return failure;
    }

    /** The fields, little-endian. What is not there is zeros, which no signature is. */
    StructReader bytes() {
        return bytes;
    }

    /** Whether bytes are those of an ASCII text. */
    boolean matches(int at, String text) {
        return new String(bytes.bytes(at, text.length()), StandardCharsets.ISO_8859_1).equals(text);
    }

    /** A padded name: what is before the first zero byte, without spaces at its end. */
    String text(int at, int length) {
        return name(bytes.bytes(at, length));
    }

    /** The same of bytes. */
    static String name(byte[] padded) {
        String text = decode(padded);
        int end = text.indexOf('\0');
        return (end < 0 ? text : text.substring(0, end)).stripTrailing();
    }

    /** UTF-8 if it is valid; otherwise one character to a byte, so that nothing is lost. */
    private static String decode(byte[] name) {
        String text = strictUtf8(name);
        return text != null ? text : new String(name, StandardCharsets.ISO_8859_1);
    }

    private static @Nullable String strictUtf8(byte[] name) {
        String text = new String(name, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 ? text : null;
    }
}

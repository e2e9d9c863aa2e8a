package io.github.vhdlayers.filesystems.exfat;

import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystems.support.Times;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a file: the first one, that of its stream, those of its name. All of them, in one buffer.
 *
 * @param bytes the entries one behind the other
 * @param places where each is in the volume
 */
record EntrySet(ByteBuffer bytes, List<Long> places) {
    static final int IN_USE = 0x80;
    static final int FILE = 0x05;

    private static final int STREAM = 0x40;
    private static final int NAME = 0x41;
    private static final int FOLDER = 0x10;
    private static final int UNITS = 15;
    private static final int CONTIGUOUS = 0x02;

    /** Makes a set of entries. */
    static EntrySet of(List<ByteBuffer> entries, List<Long> places) {
        ByteBuffer all =
                ByteBuffer.allocate(entries.size() * ExFatGeometry.ENTRY).order(ByteOrder.LITTLE_ENDIAN);
        entries.forEach(entry -> all.put(entry.duplicate().position(0)));
        return new EntrySet(all.flip().order(ByteOrder.LITTLE_ENDIAN), List.copyOf(places));
    }

    static int type(ByteBuffer entry) {
        return Byte.toUnsignedInt(entry.get(0));
    }

    /** How many entries come behind the first one of a file. */
    static int more(ByteBuffer first) {
        return Byte.toUnsignedInt(first.get(1));
    }

    long place() {
        return places.get(0);
    }

    boolean isInUse() {
        return (bytes.get(0) & IN_USE) != 0;
    }

    boolean isFolder() {
        return (bytes.getShort(4) & FOLDER) != 0;
    }

    /** Whether all entries are there, and of the kinds that they should be. */
    boolean isWhole() {
        int inUse = bytes.get(0) & IN_USE;
        int count = bytes.limit() / ExFatGeometry.ENTRY;
        int names = (nameLength() + UNITS - 1) / UNITS;
        if (count < 3 || count != 1 + more(bytes) || type(1) != (STREAM | inUse) || names == 0 || count < 2 + names) {
            return false;
        }
        for (int i = 2; i < 2 + names; i++) {
            if (type(i) != (NAME | inUse)) {
                return false;
            }
        }
        return true;
    }

    private int type(int index) {
        return Byte.toUnsignedInt(bytes.get(index * ExFatGeometry.ENTRY));
    }

    /** Whether the entry of the stream is there. */
    boolean hasStream() {
        return bytes.limit() >= 2 * ExFatGeometry.ENTRY && (type(1) & ~IN_USE) == STREAM;
    }

    /** Whether the checksum fits, for a deleted file as if it were in use. */
    boolean hasRightChecksum() {
        int sum = 0;
        for (int i = 0; i < bytes.limit(); i++) {
            if (i == 2 || i == 3) {
                continue;
            }
            int value = Byte.toUnsignedInt(bytes.get(i)) | (i % ExFatGeometry.ENTRY == 0 ? IN_USE : 0);
            sum = (((sum & 1) << 15) + (sum >> 1) + value) & 0xFFFF;
        }
        return sum == Short.toUnsignedInt(bytes.getShort(2));
    }

    private int nameLength() {
        return bytes.limit() < 2 * ExFatGeometry.ENTRY ? 0 : Byte.toUnsignedInt(bytes.get(ExFatGeometry.ENTRY + 3));
    }

    /** The name, as far as its entries are there. */
    String name() {
        StringBuilder text = new StringBuilder();
        int length = nameLength();
        for (int i = 0; i < length; i++) {
            int at = (2 + i / UNITS) * ExFatGeometry.ENTRY + 2 + i % UNITS * 2;
            if (at + 2 > bytes.limit()) {
                break;
            }
            text.append(bytes.getChar(at));
        }
        return text.toString();
    }

    boolean isContiguous() {
        return (bytes.get(ExFatGeometry.ENTRY + 1) & CONTIGUOUS) != 0;
    }

    long valid() {
        return bytes.getLong(ExFatGeometry.ENTRY + 8);
    }

    long firstCluster() {
        return Integer.toUnsignedLong(bytes.getInt(ExFatGeometry.ENTRY + 20));
    }

    long size() {
        return bytes.getLong(ExFatGeometry.ENTRY + 24);
    }

    FileTimes times() {
        return new FileTimes(
                Times.exFat(bytes.getInt(12), Byte.toUnsignedInt(bytes.get(21)), bytes.get(23)),
                Times.exFat(bytes.getInt(16), 0, bytes.get(24)),
                null,
                Times.exFat(bytes.getInt(8), Byte.toUnsignedInt(bytes.get(20)), bytes.get(22)));
    }

    /** What is wrong with it, or null. */
    @Nullable
    String problem() {
        if (!isWhole()) {
            return "its entries are not whole";
        }
        return hasRightChecksum() ? null : "the checksum of its entries is wrong";
    }
}

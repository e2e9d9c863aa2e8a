package io.github.vhdlayers.filesystems.fat;

import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystems.support.Times;
import io.github.vhdlayers.internal.text.PathText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** An entry of a folder: 32 bytes. */
record FatEntry(ByteBuffer bytes) {
    static final int DELETED = 0xE5;

    private static final int STANDS_FOR_E5 = 0x05;
    private static final int ATTRIBUTES = 11;
    private static final int KNOWN_ATTRIBUTES = 0x3F;
    private static final int LONG_NAME = 0x0F;
    private static final int LABEL = 0x08;
    private static final int FOLDER = 0x10;
    private static final int LOWER_BASE = 0x08;
    private static final int LOWER_EXTENSION = 0x10;

    int first() {
        return Byte.toUnsignedInt(bytes.get(0));
    }

    boolean isEnd() {
        return first() == 0;
    }

    boolean isDeleted() {
        return first() == DELETED;
    }

    private int attributes() {
        return Byte.toUnsignedInt(bytes.get(ATTRIBUTES));
    }

    boolean isLongName() {
        return (attributes() & KNOWN_ATTRIBUTES) == LONG_NAME;
    }

    boolean isLabel() {
        return !isLongName() && (attributes() & (LABEL | FOLDER)) == LABEL;
    }

    boolean isFolder() {
        return !isLongName() && (attributes() & (LABEL | FOLDER)) == FOLDER;
    }

    /** Whether it is {@code .} or {@code ..}, which are no files. */
    boolean isDot() {
        if (bytes.get(0) != '.' || isLongName()) {
            return false;
        }
        for (int i = 2; i < 11; i++) {
            if (bytes.get(i) != ' ') {
                return false;
            }
        }
        return bytes.get(1) == ' ' || bytes.get(1) == '.';
    }

    /** Whether it can be an entry of a file, folder or label at all. */
    boolean isPossible() {
        if (isEnd() || (attributes() & ~KNOWN_ATTRIBUTES) != 0) {
            return false;
        }
        for (int i = isDeleted() || first() == STANDS_FOR_E5 ? 1 : 0; i < 11; i++) {
            if (Byte.toUnsignedInt(bytes.get(i)) < ' ') {
                return false;
            }
        }
        return true;
    }

    /** Whether what is in free space is an entry beyond doubt: everything in it makes sense. */
    boolean isCredible(FatGeometry geometry) {
        if (isLongName()) {
            return bytes.get(12) == 0 && bytes.getShort(26) == 0;
        }
        if (!isPossible() || bytes.get(0) == ' ') {
            return false;
        }
        for (int i = 1; i < 11; i++) {
            int c = Byte.toUnsignedInt(bytes.get(i));
            if ("\"*+,./:;<=>?[\\]|".indexOf(c) >= 0 && !isDot()) {
                return false;
            }
        }
        long cluster = cluster(geometry);
        boolean hasTimes = Times.isFat(date(24), time(22)) && (date(16) == 0 || Times.isFat(date(16), time(14)));
        boolean hasCluster = cluster == 0 || geometry.isCluster(cluster);
        boolean fits = size() <= geometry.volumeBytes() && (!isFolder() || size() == 0);
        return hasTimes && hasCluster && fits && (cluster != 0 || size() == 0);
    }

    private int date(int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private int time(int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    long cluster(FatGeometry geometry) {
        long low = Short.toUnsignedLong(bytes.getShort(26));
        // Elsewhere OS/2 keeps other things there.
        return geometry.bits() == 32 ? low | (long) (Short.toUnsignedInt(bytes.getShort(20)) & 0x0FFF) << 16 : low;
    }

    long size() {
        return Integer.toUnsignedLong(bytes.getInt(28));
    }

    FileTimes times() {
        return new FileTimes(
                Times.fat(date(24), time(22), 0),
                Times.fatDay(date(18)),
                null,
                Times.fat(date(16), time(14), Byte.toUnsignedInt(bytes.get(13))));
    }

    /** What an entry of a long name has of the short name that it belongs to. */
    int checksum() {
        return isLongName() ? Byte.toUnsignedInt(bytes.get(13)) : checksum(first());
    }

    /** The sum over a short name that begins with a byte. */
    int checksum(int firstByte) {
        int sum = firstByte;
        for (int i = 1; i < 11; i++) {
            sum = ((sum & 1) << 7) + (sum >> 1) + Byte.toUnsignedInt(bytes.get(i)) & 0xFF;
        }
        return sum;
    }

    /** The short name; the first byte of a deleted one is lost, and an underscore stands there. */
    String shortName() {
        return shortName(isDeleted() ? '_' : first() == STANDS_FOR_E5 ? DELETED : first());
    }

    /** The short name with its first byte. */
    private String shortName(int firstByte) {
        int flags = bytes.get(12);
        ByteArrayOutputStream name = new ByteArrayOutputStream(12);
        part(name, firstByte, 0, 8, (flags & LOWER_BASE) != 0);
        if (bytes.get(8) != ' ' || bytes.get(9) != ' ' || bytes.get(10) != ' ') {
            name.write('.');
            part(name, Byte.toUnsignedInt(bytes.get(8)), 8, 11, (flags & LOWER_EXTENSION) != 0);
        }
        return PathText.decode(name.toByteArray());
    }

    private void part(ByteArrayOutputStream name, int firstByte, int from, int to, boolean lower) {
        int end = to;
        while (end > from && bytes.get(end - 1) == ' ') {
            end--;
        }
        for (int i = from; i < end; i++) {
            int c = i == from ? firstByte : Byte.toUnsignedInt(bytes.get(i));
            name.write(lower && c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
        }
    }

    /** A label is one text of eleven bytes. */
    String label() {
        byte[] text = new byte[11];
        bytes.get(0, text);
        if (isDeleted()) {
            text[0] = '_';
        } else if (text[0] == STANDS_FOR_E5) {
            text[0] = (byte) DELETED;
        }
        return PathText.decode(text);
    }
}

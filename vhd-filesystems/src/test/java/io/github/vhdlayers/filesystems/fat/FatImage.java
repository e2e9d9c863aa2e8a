package io.github.vhdlayers.filesystems.fat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A volume of FAT12 with 2000 clusters of 512 bytes and 128 entries in the root folder, written by the format's description alone. */
final class FatImage {
    static final int CLUSTER = 512;
    static final int LAST = 0xFFF;
    static final int FOLDER = 0x10;

    private static final int TABLE = 512;
    private static final int TABLE_BYTES = 6 * 512;
    private static final int ROOT = TABLE + 2 * TABLE_BYTES;
    private static final int ROOT_ENTRIES = 128;
    private static final int DATA = ROOT + ROOT_ENTRIES * 32;
    private static final int CLUSTERS = 2000;
    private static final int DATE = 40 << 9 | 2 << 5 | 3;
    private static final int TIME = 12 << 11 | 30 << 5 | 4;

    final ByteBuffer bytes = ByteBuffer.allocate(DATA + CLUSTERS * CLUSTER).order(ByteOrder.LITTLE_ENDIAN);

    FatImage() {
        bytes.put(0, (byte) 0xEB).put(2, (byte) 0x90);
        bytes.put(3, "TESTFAT ".getBytes(StandardCharsets.US_ASCII));
        bytes.putShort(11, (short) 512)
                .put(13, (byte) 1)
                .putShort(14, (short) 1)
                .put(16, (byte) 2);
        bytes.putShort(17, (short) ROOT_ENTRIES).putShort(19, (short) (bytes.capacity() / 512));
        bytes.put(21, (byte) 0xF8).putShort(22, (short) 6).put(38, (byte) 0x29).putInt(39, 0x5EED0002);
        bytes.put(43, "NO NAME    FAT12   ".getBytes(StandardCharsets.US_ASCII));
        bytes.putShort(510, (short) 0xAA55);
        next(0, 0xFF8);
        next(1, LAST);
    }

    byte[] toBytes() {
        return bytes.array();
    }

    /** Sets what follows a cluster, in both tables. */
    FatImage next(int cluster, int value) {
        for (int table = TABLE; table < ROOT; table += TABLE_BYTES) {
            int at = table + cluster * 3 / 2;
            int old = Short.toUnsignedInt(bytes.getShort(at));
            int now = cluster % 2 == 0 ? (old & 0xF000) | value : (old & 0xF) | value << 4;
            bytes.putShort(at, (short) now);
        }
        return this;
    }

    /** Makes a chain of clusters. */
    FatImage chain(int... clusters) {
        for (int i = 0; i < clusters.length; i++) {
            next(clusters[i], i + 1 < clusters.length ? clusters[i + 1] : LAST);
        }
        return this;
    }

    static int placeOf(int cluster) {
        return DATA + (cluster - 2) * CLUSTER;
    }

    FatImage fill(int cluster, int value) {
        Arrays.fill(bytes.array(), placeOf(cluster), placeOf(cluster) + CLUSTER, (byte) value);
        return this;
    }

    /** Place of the n-th entry in the root folder. */
    static int root(int entry) {
        return ROOT + entry * 32;
    }

    /** Place of the n-th entry in a cluster. */
    static int in(int cluster, int entry) {
        return placeOf(cluster) + entry * 32;
    }

    FatImage entry(int place, String shortName, int attributes, int cluster, long size) {
        return entry(place, shortName.getBytes(StandardCharsets.ISO_8859_1), attributes, cluster, size);
    }

    FatImage entry(int place, byte[] shortName, int attributes, int cluster, long size) {
        bytes.put(place, shortName);
        bytes.put(place + 11, (byte) attributes);
        bytes.putShort(place + 14, (short) TIME)
                .putShort(place + 16, (short) DATE)
                .putShort(place + 18, (short) DATE);
        bytes.putShort(place + 22, (short) TIME).putShort(place + 24, (short) DATE);
        bytes.putShort(place + 26, (short) cluster).putInt(place + 28, (int) size);
        return this;
    }

    /** Writes a long name before a short one; returns how many entries it takes, and the short one comes behind them. */
    int longName(int place, String name, String shortName) {
        int count = (name.length() + 12) / 13;
        int sum = 0;
        for (byte b : shortName.getBytes(StandardCharsets.ISO_8859_1)) {
            sum = ((sum & 1) << 7) + (sum >> 1) + Byte.toUnsignedInt(b) & 0xFF;
        }
        int[] places = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};
        for (int i = 0; i < count; i++) {
            int ordinal = count - i;
            int at = place + i * 32;
            bytes.put(at, (byte) (i == 0 ? ordinal | 0x40 : ordinal))
                    .put(at + 11, (byte) 0x0F)
                    .put(at + 13, (byte) sum);
            for (int j = 0; j < 13; j++) {
                int unit = (ordinal - 1) * 13 + j;
                int c = unit < name.length() ? name.charAt(unit) : unit == name.length() ? 0 : 0xFFFF;
                bytes.putChar(at + places[j], (char) c);
            }
        }
        return count;
    }

    /** Marks entries as deleted. */
    FatImage delete(int place, int count) {
        for (int i = 0; i < count; i++) {
            bytes.put(place + i * 32, (byte) 0xE5);
        }
        return this;
    }
}

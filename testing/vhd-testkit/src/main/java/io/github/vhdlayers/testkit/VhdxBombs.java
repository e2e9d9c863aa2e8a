package io.github.vhdlayers.testkit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Small VHDX files that claim to be very large, or make a reader read a few bytes again and again. */
public final class VhdxBombs {
    private static final int MIB = 1 << 20;
    private static final long LARGEST = 64L << 40;
    private static final int PAGE = 4096;

    private VhdxBombs() {}

    /** Writes all of them into a folder, with names that end in {@code .img}. */
    public static void writeTo(Path folder) throws IOException {
        largestTables(folder);
        oneBitmapForAll(folder);
        farPlaces(folder);
        metadata(folder);
        locators(folder);
        logs(folder);
    }

    /** Tables of 67 million entries, of which the file system stores nothing, and of 33 million where only the last is used. */
    private static void largestTables(Path folder) throws IOException {
        for (int state : new int[] {0, VhdxImage.FULL}) {
            Disk disk = new Disk(VhdxImage.dynamic(MIB));
            long last = LARGEST / MIB - 1;
            disk.sized(LARGEST, MIB).table(1L << 30, 513 * MIB);
            disk.put64((1L << 30) + 8 * (last + last / 4096), 4L * MIB | state);
            disk.write(folder.resolve("vhdx-table-of-67-million-" + state + ".img"), 1600L * MIB);
        }
        Disk many = new Disk(VhdxImage.dynamic(MIB));
        many.sized(LARGEST, 2 * MIB).table(8L * MIB, 257 * MIB);
        byte[] entries = new byte[8 * 2_500_000];
        ByteBuffer table = ByteBuffer.wrap(entries).order(ByteOrder.LITTLE_ENDIAN);
        for (int index = 0; index < 2_500_000; index++) {
            table.putLong(8 * index, index % 2049 == 2048 ? 0 : (512L + 2L * index) << 20 | VhdxImage.FULL);
        }
        many.put(8L * MIB, entries);
        many.write(folder.resolve("vhdx-blocks-of-5-tib.img"), 6L << 40);
        Disk cut = new Disk(VhdxImage.dynamic(MIB));
        cut.sized(LARGEST, MIB).table(1L << 30, 513 * MIB);
        cut.write(folder.resolve("vhdx-table-cut.img"), (1L << 30) + 5 * MIB + 3);
    }

    /** All blocks of the largest disk in one place, and one bitmap for all with every second bit set. */
    private static void oneBitmapForAll(Path folder) throws IOException {
        VhdxImage base = VhdxImage.dynamic(MIB).build();
        int blockBytes = 256 * MIB;
        Disk disk = new Disk(VhdxImage.differencing(MIB).parent(base, "base.vhdx"));
        disk.sized(LARGEST, blockBytes).table(8L * MIB, 3 * MIB);
        for (int index = 0; index < LARGEST / blockBytes + LARGEST / blockBytes / 16; index++) {
            disk.put64(8L * MIB + 8L * index, index % 17 == 16 ? 12L * MIB | 6 : 13L * MIB | 7);
        }
        byte[] bits = new byte[MIB];
        Arrays.fill(bits, (byte) 0xAA);
        disk.put(12L * MIB, bits);
        disk.write(folder.resolve("vhdx-every-second-sector.img"), 13L * MIB + blockBytes);
    }

    /** A log that makes the file as long as numbers go, and blocks all over it. */
    private static void farPlaces(Path folder) throws IOException {
        Disk disk = new Disk(VhdxImage.dynamic(MIB).log(VhdxLogRecipe.dirty(0, VhdxLogRecipe.Entry.of(5, 0))));
        disk.sized(LARGEST, 256 * MIB).table(8L * MIB, 3 * MIB);
        for (int index = 0; index < 60_000; index++) {
            disk.put64(8L * MIB + 8L * index, index % 17 == 16 ? 0 : (16L * MIB + ((long) index << 30)) | 6);
        }
        disk.put64(MIB + 56, 1L << 62);
        disk.seal(MIB, PAGE);
        disk.write(folder.resolve("vhdx-far-places.img"), 11L * MIB);
    }

    private static void metadata(Path folder) throws IOException {
        Disk disk = new Disk(VhdxImage.dynamic(MIB));
        disk.region(1, 1L << 30, -MIB);
        disk.put(1L << 30, disk.copy(2 * MIB, MIB));
        disk.put16((1L << 30) + 10, 2047);
        for (int item = 5; item < 2047; item++) {
            long at = (1L << 30) + 32 + 32L * item;
            disk.put64(at, item)
                    .put64(at + 16, (long) MIB << 32 | (item + 1L) * MIB)
                    .put64(at + 24, 1);
        }
        disk.write(folder.resolve("vhdx-metadata-of-4-gib.img"), 5L << 30);
    }

    /** 65535 pairs, each with all of the locator as its texts. */
    private static void locators(Path folder) throws IOException {
        VhdxImage base = VhdxImage.dynamic(MIB).build();
        for (int bytes : new int[] {60_000, 1_000_000}) {
            Disk disk = new Disk(VhdxImage.differencing(MIB).parent(base, "base.vhdx"));
            long entry = 2L * MIB + 32 + 32 * 5;
            long item = 2L * MIB + 0x20000;
            disk.put(item, disk.copy(2 * MIB + 0x10000 + 40, 20));
            disk.put64(entry + 16, (long) bytes << 32 | 0x20000).put16(item + 18, 65535);
            byte[] texts = new byte[bytes - 20];
            ByteBuffer fill = ByteBuffer.wrap(texts).order(ByteOrder.LITTLE_ENDIAN);
            while (fill.remaining() > 1) {
                fill.putShort((short) 0x202E);
            }
            for (int pair = 0; pair < Math.min(60_000 / 12, 65535); pair++) {
                int length = 30_000 - 2 * pair;
                if (length <= 0 || pair > 300) {
                    break;
                }
                fill.putInt(12 * pair, 20 + 12 * 301).putInt(12 * pair + 4, 20 + 12 * 301);
                fill.putShort(12 * pair + 8, (short) length).putShort(12 * pair + 10, (short) 56_000);
            }
            disk.put(item + 20, texts);
            disk.write(folder.resolve("vhdx-locator-of-" + bytes + ".img"), 8L * MIB);
        }
    }

    private static void logs(Path folder) throws IOException {
        for (String kind : new String[] {"signatures", "entries", "long", "zeros"}) {
            Disk disk = new Disk(VhdxImage.dynamic(MIB));
            int ring = 64 * MIB;
            long log = 8L * MIB;
            byte[] id = VhdxImage.guid(VhdxLogRecipe.ID);
            for (int header : new int[] {0x10000, 0x20000}) {
                disk.put(header + 48, id).put32(header + 68, ring).put64(header + 72, log);
            }
            if (kind.equals("signatures")) {
                for (int slot = 0; slot < ring / PAGE; slot++) {
                    disk.put(log + (long) slot * PAGE, "loge".getBytes(StandardCharsets.US_ASCII));
                    disk.put32(log + (long) slot * PAGE + 8, ring).put(log + (long) slot * PAGE + 32, id);
                }
            } else if (kind.equals("entries")) {
                for (int slot = 0; slot < ring / PAGE; slot++) {
                    disk.put(log + (long) slot * PAGE, entry(id, 5 + slot, 0, PAGE, 0));
                }
            } else if (kind.equals("long")) {
                disk.put(log, entry(id, 5, 0, ring, 16_256));
            } else {
                disk.put(log, entry(id, 5, 0, PAGE * 993, -127_000));
            }
            disk.write(folder.resolve("vhdx-log-of-" + kind + ".img"), log + ring);
        }
    }

    /** An entry with descriptors of pages, or, where their number is negative, of ranges of zeros. */
    private static byte[] entry(byte[] id, long number, int tail, int bytes, int descriptors) {
        ByteBuffer entry = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        entry.put(0, "loge".getBytes(StandardCharsets.US_ASCII))
                .putInt(8, bytes)
                .putInt(12, tail);
        entry.putLong(16, number).putInt(24, Math.abs(descriptors)).put(32, id);
        for (int i = 0; i < Math.abs(descriptors); i++) {
            int at = 64 + 32 * i;
            boolean zeros = descriptors < 0;
            entry.put(at, (zeros ? "zero" : "desc").getBytes(StandardCharsets.US_ASCII));
            entry.putLong(at + 8, zeros ? PAGE : 0)
                    .putLong(at + 16, 80L * MIB + 2L * PAGE * i)
                    .putLong(at + 24, number);
        }
        int descriptorSectors = (64 + 32 * Math.abs(descriptors) + PAGE - 1) / PAGE;
        for (int at = descriptorSectors * PAGE; at < bytes; at += PAGE) {
            entry.put(at, "data".getBytes(StandardCharsets.US_ASCII));
            entry.putInt(at + 4, 0).putInt(at + PAGE - 4, (int) number);
        }
        entry.putLong(56, 1L << 40);
        VhdxImage.seal(entry.array(), 0, bytes);
        return entry.array();
    }

    /** A file of which pieces are put together. */
    private static final class Disk {
        private final Map<Long, byte[]> pieces = new LinkedHashMap<>();
        private final byte[] start;
        private final ByteBuffer all;

        Disk(VhdxImage.Builder recipe) {
            start = recipe.build().toBytes();
            all = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        }

        Disk sized(long diskBytes, int blockBytes) {
            all.putInt(2 * MIB + 0x10000, blockBytes).putLong(2 * MIB + 0x10000 + 8, diskBytes);
            return this;
        }

        Disk table(long offset, int bytes) {
            return region(0, offset, bytes);
        }

        Disk region(int entry, long offset, int bytes) {
            for (int table : new int[] {0x30000, 0x40000}) {
                all.putLong(table + 16 + 32 * entry + 16, offset).putInt(table + 16 + 32 * entry + 24, bytes);
            }
            return this;
        }

        byte[] copy(int at, int count) {
            return Arrays.copyOfRange(start, at, at + count);
        }

        Disk put(long at, byte[] bytes) {
            if (at + bytes.length <= start.length) {
                System.arraycopy(bytes, 0, start, (int) at, bytes.length);
            } else {
                pieces.put(at, bytes);
            }
            return this;
        }

        Disk put16(long at, int value) {
            return put(
                    at,
                    ByteBuffer.allocate(2)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putShort((short) value)
                            .array());
        }

        Disk put32(long at, int value) {
            return put(
                    at,
                    ByteBuffer.allocate(4)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(value)
                            .array());
        }

        Disk put64(long at, long value) {
            return put(
                    at,
                    ByteBuffer.allocate(8)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(value)
                            .array());
        }

        Disk seal(int at, int bytes) {
            VhdxImage.seal(start, at, bytes);
            return this;
        }

        void write(Path file, long length) throws IOException {
            VhdxImage.fixChecksums(start);
            VhdxImage.write(start, file);
            try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
                for (Map.Entry<Long, byte[]> piece : pieces.entrySet()) {
                    out.seek(piece.getKey());
                    out.write(piece.getValue());
                }
                out.setLength(length);
            }
        }
    }
}

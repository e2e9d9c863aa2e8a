package io.github.vhdlayers.filesystems.ntfs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A volume of NTFS that is written here, byte for byte, with constants of its own: for what no program on this machine makes. Records are
 * made, and attributes put into them; {@link #build} writes them down.
 */
@SuppressWarnings("ByteBufferBackingArray") // All buffers are allocated here.
final class NtfsImage {
    static final long TIME = 133_000_000_000_000_000L;
    static final int DIRECTORY = 0x1000_0000;

    private final int sector;
    private final int cluster;
    private final int recordBytes;
    private final int clusters;
    private final Map<Integer, Rec> records = new TreeMap<>();
    private final byte[] disk;
    private int nextCluster;
    private int mftAt = 4;
    private int mftRecords = 64;

    NtfsImage(int sector, int cluster, int recordBytes, int clusters) {
        this.sector = sector;
        this.cluster = cluster;
        this.recordBytes = recordBytes;
        this.clusters = clusters;
        this.disk = new byte[clusters * cluster + sector];
        this.nextCluster = mftAt + (mftRecords * recordBytes + cluster - 1) / cluster;
        Rec root = record(5, 5).folder();
        root.standard().name(5, 5, ".", 3, DIRECTORY);
    }

    static NtfsImage usual() {
        return new NtfsImage(512, 4096, 1024, 512);
    }

    int cluster() {
        return cluster;
    }

    byte[] disk() {
        return disk;
    }

    /** A record, which is made if there is none yet. */
    Rec record(int number, int sequence) {
        return records.computeIfAbsent(number, key -> new Rec(number, sequence));
    }

    /** A file in the root folder with its names in record and index. */
    Rec file(int number, String name) {
        Rec file = record(number, 1).standard().name(5, 5, name, 1, 0);
        record(5, 5).entries.add(entry(number, 1, fileName(5, 5, name, 1, 0)));
        return file;
    }

    /** Takes some clusters; returns the first. */
    int allocate(int count) {
        int first = nextCluster;
        nextCluster += count;
        if (nextCluster >= clusters) {
            throw new IllegalStateException("the volume is full");
        }
        return first;
    }

    /** Writes bytes from a cluster on. */
    void put(int at, byte[] bytes) {
        System.arraycopy(bytes, 0, disk, at * cluster, bytes.length);
    }

    static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    static byte[] fileName(int parent, int parentSequence, String name, int space, int flags) {
        ByteBuffer key = buffer(66 + 2 * name.length());
        key.putLong(parent | (long) parentSequence << 48);
        for (int i = 0; i < 4; i++) {
            key.putLong(TIME + i);
        }
        key.putLong(0).putLong(0).putInt(flags).putInt(0);
        key.put((byte) name.length()).put((byte) space);
        for (int i = 0; i < name.length(); i++) {
            key.putShort((short) name.charAt(i));
        }
        return key.array();
    }

    static byte[] entry(int record, int sequence, byte[] key) {
        int length = (16 + key.length + 7) / 8 * 8;
        ByteBuffer entry = buffer(length);
        entry.putLong(record | (long) sequence << 48).putShort((short) length).putShort((short) key.length);
        entry.putInt(0).put(key);
        return entry.array();
    }

    /** The same entry with a child. */
    static byte[] withChild(byte[] entry, long child) {
        ByteBuffer larger = buffer(entry.length + 8).put(entry);
        larger.putShort(8, (short) larger.capacity()).putInt(12, 1).putLong(entry.length, child);
        return larger.array();
    }

    /** An index header with entries and a last one, which may lead to a child. */
    static byte[] node(List<byte[]> entries, long child, int room) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entries.forEach(out::writeBytes);
        ByteBuffer last = buffer(child < 0 ? 16 : 24);
        last.putShort(8, (short) last.capacity()).putShort(12, (short) (child < 0 ? 2 : 3));
        if (child >= 0) {
            last.putLong(16, child);
        }
        out.writeBytes(last.array());
        int used = 16 + out.size();
        ByteBuffer node = buffer(Math.max(room, used));
        node.putInt(16)
                .putInt(used)
                .putInt(node.capacity())
                .putInt(child < 0 ? 0 : 1)
                .put(out.toByteArray());
        return node.array();
    }

    /** A block of an index. */
    static byte[] block(long vcn, List<byte[]> entries, int bytes) {
        int header = 16 + 2 * (bytes / 512 + 1);
        int first = (24 + 16 + header - 16 + 7) / 8 * 8 - 24;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entries.forEach(out::writeBytes);
        out.writeBytes(
                buffer(16).putShort(8, (short) 16).putShort(12, (short) 2).array());
        ByteBuffer block = buffer(bytes);
        block.put("INDX".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 40)
                .putShort((short) (bytes / 512 + 1));
        block.putLong(16, vcn);
        block.putInt(24, first).putInt(28, first + out.size()).putInt(32, bytes - 24);
        block.position(24 + first);
        block.put(out.toByteArray());
        return block.array();
    }

    /** Puts the update sequence number into a record or block. */
    static byte[] protect(byte[] block, int number) {
        ByteBuffer bytes = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        int array = bytes.getShort(4);
        bytes.putShort(array, (short) number);
        for (int i = 0; i < block.length / 512; i++) {
            bytes.putShort(array + 2 + 2 * i, bytes.getShort(i * 512 + 510));
            bytes.putShort(i * 512 + 510, (short) number);
        }
        return block;
    }

    static byte[] runs(long[]... runs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long before = 0;
        for (long[] run : runs) {
            byte[] length = signed(run[1]);
            byte[] place = run[0] < 0 ? new byte[0] : signed(run[0] - before);
            before = run[0] < 0 ? before : run[0];
            out.write(length.length | place.length << 4);
            out.writeBytes(length);
            out.writeBytes(place);
        }
        out.write(0);
        return out.toByteArray();
    }

    private static byte[] signed(long value) {
        int count = 1;
        while (value < -(1L << (8 * count - 1)) || value >= 1L << (8 * count - 1)) {
            count++;
        }
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (value >> (8 * i));
        }
        return bytes;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes boot sector, MFT and bitmap, and returns the disk. */
    byte[] build() {
        if (!records.containsKey(0)) {
            long bytes = (long) mftRecords * recordBytes;
            record(0, 1).standard().name(5, 5, "$MFT", 3, 0).stored(0x80, "", bytes, bytes, 0, new long[][] {
                {mftAt, (bytes + cluster - 1) / cluster}
            });
        }
        Rec root = record(5, 5);
        root.entries.add(0, entry(5, 5, fileName(5, 5, ".", 3, DIRECTORY)));
        root.entries.add(0, entry(6, 6, fileName(5, 5, "$Bitmap", 3, 0)));
        if (!records.containsKey(2)) {
            Rec log = record(2, 2).standard().name(5, 5, "$LogFile", 3, 0);
            log.stored(0x80, "", 0, 0, 0, new long[0][]);
            root.entries.add(0, entry(2, 2, fileName(5, 5, "$LogFile", 3, 0)));
        }
        root.entries.add(0, entry(0, 1, fileName(5, 5, "$MFT", 3, 0)));
        if (root.hasNoIndex()) {
            if (root.entries.stream().mapToInt(each -> each.length).sum() < 400) {
                root.index(root.entries, -1);
            } else {
                int count = Math.max(1, 4096 / cluster);
                int at = allocate(count);
                put(at, protect(block(0, root.entries, 4096), 9));
                root.index(List.of(), 0).stored(0xA0, "$I30", 4096, 4096, 0, new long[][] {{at, count}});
            }
        }
        byte[] bits = new byte[(clusters + 7) / 8];
        for (int i = 0; i < nextCluster; i++) {
            bits[i / 8] |= (byte) (1 << (i % 8));
        }
        if (bits.length < 300) {
            record(6, 6).standard().name(5, 5, "$Bitmap", 3, 0).resident(0x80, "", bits);
        } else {
            int at = allocate((bits.length + cluster - 1) / cluster);
            for (int i = at; i < nextCluster; i++) {
                bits[i / 8] |= (byte) (1 << (i % 8));
            }
            put(at, bits);
            record(6, 6)
                    .standard()
                    .name(5, 5, "$Bitmap", 3, 0)
                    .stored(0x80, "", bits.length, bits.length, 0, new long[][] {{at, nextCluster - at}});
        }
        ByteBuffer boot = ByteBuffer.wrap(disk).order(ByteOrder.LITTLE_ENDIAN);
        boot.put(3, "NTFS    ".getBytes(StandardCharsets.US_ASCII)).putShort(11, (short) sector);
        int perCluster = cluster / sector;
        boot.put(13, (byte) (perCluster <= 128 ? perCluster : 256 - Integer.numberOfTrailingZeros(perCluster)));
        boot.put(21, (byte) 0xF8);
        boot.putLong(40, (long) clusters * perCluster).putLong(48, mftAt).putLong(56, 2);
        boot.put(64, (byte) -Integer.numberOfTrailingZeros(recordBytes))
                .put(68, (byte) -12)
                .putLong(72, 0xC0FFEE);
        boot.putShort(510, (short) 0xAA55);
        records.forEach((number, record) -> {
            byte[] bytes = record.bytes();
            System.arraycopy(bytes, 0, disk, mftAt * cluster + number * recordBytes, bytes.length);
            if (number == 0) {
                System.arraycopy(bytes, 0, disk, 2 * cluster, bytes.length);
            }
        });
        return disk;
    }

    /** Where a record is on the disk. */
    int placeOf(int number) {
        return mftAt * cluster + number * recordBytes;
    }

    /** One record. */
    final class Rec {
        private final int number;
        private final int sequence;
        private final List<byte[]> attributes = new ArrayList<>();
        final List<byte[]> entries = new ArrayList<>();
        private int flags = 1;
        private int links;
        private long base;
        private int nextId;

        Rec(int number, int sequence) {
            this.number = number;
            this.sequence = sequence;
        }

        Rec folder() {
            flags |= 2;
            return this;
        }

        Rec free() {
            flags &= ~1;
            return this;
        }

        Rec extensionOf(int other, int otherSequence) {
            base = other | (long) otherSequence << 48;
            return this;
        }

        int lastId() {
            return nextId - 1;
        }

        private boolean hasNoIndex() {
            return attributes.stream().noneMatch(each -> each[0] == (byte) 0x90);
        }

        Rec standard() {
            ByteBuffer value = buffer(72);
            for (int i = 0; i < 4; i++) {
                value.putLong(TIME + 10L * i);
            }
            value.putInt(52, 0x101);
            return resident(0x10, "", value.array());
        }

        Rec name(int parent, int parentSequence, String name, int space, int flagsOfFile) {
            links += space == 2 ? 0 : 1;
            return resident(0x30, "", fileName(parent, parentSequence, name, space, flagsOfFile));
        }

        Rec index(List<byte[]> names, long child) {
            byte[] node = node(names, child, 0);
            ByteBuffer value = buffer(16 + node.length);
            value.putInt(0x30).putInt(1).putInt(4096).put((byte) 1);
            value.position(16);
            return resident(0x90, "$I30", value.put(node).array());
        }

        Rec resident(int type, String name, byte[] content) {
            int valueAt = 24 + (2 * name.length() + 7) / 8 * 8;
            ByteBuffer attribute = buffer((valueAt + content.length + 7) / 8 * 8);
            attribute.putInt(type).putInt(attribute.capacity()).put((byte) 0).put((byte) name.length());
            attribute.putShort((short) 24).putShort((short) 0).putShort((short) nextId++);
            attribute.putInt(content.length).putShort((short) valueAt);
            attribute.position(24);
            attribute.put(utf16(name));
            attribute.position(valueAt);
            attributes.add(attribute.put(content).array());
            return this;
        }

        Rec stored(int type, String name, long size, long initialised, int attributeFlags, long[][] runs) {
            long count = Arrays.stream(runs).mapToLong(run -> run[1]).sum();
            return part(type, name, 0, count - 1, size, initialised, attributeFlags, runs(runs));
        }

        Rec part(
                int type,
                String name,
                long first,
                long last,
                long size,
                long initialised,
                int attributeFlags,
                byte[] runs) {
            int header = attributeFlags == 0 ? 64 : 72;
            int runsAt = header + (2 * name.length() + 7) / 8 * 8;
            ByteBuffer attribute = buffer((runsAt + runs.length + 7) / 8 * 8);
            attribute.putInt(type).putInt(attribute.capacity()).put((byte) 1).put((byte) name.length());
            attribute.putShort((short) header).putShort((short) attributeFlags).putShort((short) nextId++);
            attribute.putLong(first).putLong(last).putShort((short) runsAt);
            attribute.putShort((short) ((attributeFlags & 0xFF) == 0 ? 0 : 4)).putInt(0);
            attribute.putLong(first == 0 ? (last + 1) * cluster : 0).putLong(first == 0 ? size : 0);
            attribute.putLong(first == 0 ? initialised : 0);
            attribute.position(header);
            attribute.put(utf16(name));
            attribute.position(runsAt);
            attributes.add(attribute.put(runs).array());
            return this;
        }

        byte[] bytes() {
            ByteBuffer record = buffer(recordBytes);
            int array = 48;
            int first = (array + 2 * (recordBytes / 512 + 1) + 7) / 8 * 8;
            record.put("FILE".getBytes(StandardCharsets.US_ASCII)).putShort((short) array);
            record.putShort((short) (recordBytes / 512 + 1)).putLong(0).putShort((short) sequence);
            record.putShort((short) links).putShort((short) first).putShort((short) flags);
            record.position(first);
            List<byte[]> sorted = new ArrayList<>(attributes);
            sorted.sort(Comparator.comparingInt(each -> each[0] & 0xFF));
            sorted.forEach(record::put);
            record.putInt(-1).putInt(0);
            record.putInt(24, record.position()).putInt(28, recordBytes).putLong(32, base);
            record.putShort(40, (short) nextId).putInt(44, number);
            return protect(record.array(), 1 + number);
        }
    }
}

package io.github.vhdlayers.testkit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Finds the structures of an intact file, so that a file that is not from a recipe can be broken too. Believes what it
 * reads: not a reader, and of no use on files that are damaged already.
 */
final class AnatomyScanner {
    private static final byte[] FOOTER_COOKIE = Text.ascii("conectix");
    private static final byte[] HEADER_COOKIE = Text.ascii("cxsparse");
    private static final byte[] BATMAP_COOKIE = Text.ascii("tdbatmap");

    private final ByteBuffer file;
    private final Positions positions = new Positions();

    private AnatomyScanner(byte[] file) {
        this.file = ByteBuffer.wrap(file);
    }

    /**
     * The anatomy of a whole file.
     *
     * @throws IllegalArgumentException if it is not intact
     */
    static Anatomy scan(byte[] file) {
        try {
            return new AnatomyScanner(file).scan();
        } catch (IndexOutOfBoundsException | ArithmeticException | NegativeArraySizeException e) {
            throw new IllegalArgumentException("not an intact VHD file: a structure is outside the file", e);
        }
    }

    /** Position of the footer at the end of a file, or {@link Positions#NONE}. */
    static long findTail(ByteBuffer file) {
        for (int bytes : new int[] {Structures.FOOTER_BYTES, Structures.FOOTER_BYTES - 1}) {
            if (hasCookie(file, (long) file.capacity() - bytes, FOOTER_COOKIE)) {
                return (long) file.capacity() - bytes;
            }
        }
        return Positions.NONE;
    }

    /** Whether a footer begins at a place. */
    static boolean hasFooter(ByteBuffer file, long at) {
        return hasCookie(file, at, FOOTER_COOKIE);
    }

    /** Whether a dynamic header begins at a place. */
    static boolean hasHeader(ByteBuffer file, long at) {
        return hasCookie(file, at, HEADER_COOKIE);
    }

    private Anatomy scan() {
        boolean headCopy = hasFooter(file, 0);
        long tail = findTail(file);
        positions.fileLength = file.capacity();
        positions.tail = tail == Positions.NONE ? file.capacity() : tail;
        positions.tailBytes = (int) (file.capacity() - positions.tail);
        if (tail == Positions.NONE && !headCopy) {
            throw new IllegalArgumentException("not an intact VHD file: no footer at the end, no copy at the start");
        }
        int footer = (int) (tail == Positions.NONE ? 0 : tail);
        DiskKind kind = kind(file.getInt(footer + 60));
        UniqueId id = new UniqueId(file.getLong(footer + 68), file.getLong(footer + 76));
        long size = file.getLong(footer + 48);
        if (kind == DiskKind.FIXED) {
            return new Anatomy(kind, size, 0, 0, false, id, positions);
        }
        int header = Math.toIntExact(file.getLong(footer + 16));
        if (!hasHeader(file, header)) {
            throw new IllegalArgumentException("not an intact VHD file: no dynamic header at " + header);
        }
        long entries = Integer.toUnsignedLong(file.getInt(header + 28));
        long blockSize = Integer.toUnsignedLong(file.getInt(header + 32));
        scanHeader(header, Math.toIntExact(entries), blockSize);
        return new Anatomy(kind, size, blockSize, entries, headCopy, id, positions);
    }

    private void scanHeader(int header, int entries, long blockSize) {
        int table = Math.toIntExact(file.getLong(header + 16));
        positions.header = header;
        positions.table = table;
        positions.tableBytes = Sectors.roundUp((long) entries * Integer.BYTES, Sectors.BYTES);
        positions.bitmapBytes = Sectors.roundUp(Sectors.unitsFor(blockSize / Sectors.BYTES, Byte.SIZE), Sectors.BYTES);
        positions.entries = new int[file.slice(table, entries * Integer.BYTES).capacity() / Integer.BYTES];
        Arrays.setAll(positions.entries, entry -> file.getInt(table + entry * Integer.BYTES));
        positions.blocks = IntStream.range(0, entries)
                .filter(block -> positions.entries[block] != -1)
                .boxed()
                .sorted((a, b) -> Integer.compareUnsigned(positions.entries[a], positions.entries[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        if (hasCookie(file, positions.table + positions.tableBytes, BATMAP_COOKIE)) {
            positions.batmap = positions.table + positions.tableBytes;
        }
        for (int slot = 0; slot < Locator.SLOTS; slot++) {
            int locator = header + Structures.LOCATORS + slot * Structures.LOCATOR_BYTES;
            if (file.getInt(locator) != 0) {
                long space = Integer.toUnsignedLong(file.getInt(locator + 4));
                positions.locators[slot] = file.getLong(locator + 16);
                positions.locatorLengths[slot] = file.getInt(locator + 8);
                // Less than a sector can only be meant as a number of sectors.
                positions.locatorSpaces[slot] = space < Sectors.BYTES ? space * Sectors.BYTES : space;
            }
        }
    }

    private static DiskKind kind(int typeCode) {
        for (DiskKind kind : DiskKind.values()) {
            if (kind.typeCode() == typeCode) {
                return kind;
            }
        }
        throw new IllegalArgumentException("not an intact VHD file: disk type " + typeCode);
    }

    private static boolean hasCookie(ByteBuffer file, long at, byte[] cookie) {
        return at >= 0
                && at <= file.capacity() - cookie.length
                && file.slice((int) at, cookie.length).equals(ByteBuffer.wrap(cookie));
    }
}

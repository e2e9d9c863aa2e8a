package io.github.vhdlayers.filesystems.ntfs;

/**
 * One attribute of an MFT record, or one part of an attribute that is spread over several: a view of the record's bytes, of which every
 * place was checked. Immutable.
 */
final class Attribute {
    static final int STANDARD_INFORMATION = 0x10;
    static final int ATTRIBUTE_LIST = 0x20;
    static final int FILE_NAME = 0x30;
    static final int OBJECT_ID = 0x40;
    static final int SECURITY_DESCRIPTOR = 0x50;
    static final int VOLUME_NAME = 0x60;
    static final int VOLUME_INFORMATION = 0x70;
    static final int DATA = 0x80;
    static final int INDEX_ROOT = 0x90;
    static final int INDEX_ALLOCATION = 0xA0;
    static final int BITMAP = 0xB0;
    static final int REPARSE_POINT = 0xC0;

    /** How it is compressed; only 1, LZNT1, was ever used. */
    static final int COMPRESSION = 0xFF;

    static final int ENCRYPTED = 0x4000;

    private static final int RESIDENT_HEADER = 24;
    private static final int STORED_HEADER = 64;

    private final FileRecord record;
    private final byte[] bytes;
    private final int at;

    private Attribute(FileRecord record, int at) {
        this.record = record;
        this.bytes = record.bytes();
        this.at = at;
    }

    /**
     * The attribute at a place of a record.
     *
     * @throws NtfsDamage if it does not fit into the record
     */
    static Attribute at(FileRecord record, int at) throws NtfsDamage {
        byte[] bytes = record.bytes();
        int end = record.used();
        long length = at + 8 <= end ? Le.u32(bytes, at + 4) : 0;
        if (length < RESIDENT_HEADER || length > end - at) {
            throw new NtfsDamage(title(bytes, at) + "has a length of " + length);
        }
        boolean stored = bytes[at + 8] != 0;
        if (stored && length < STORED_HEADER) {
            throw new NtfsDamage(title(bytes, at) + "has a length of " + length);
        }
        int nameUnits = Le.u8(bytes, at + 9);
        if (nameUnits > 0 && Le.u16(bytes, at + 10) + 2 * nameUnits > length) {
            throw new NtfsDamage(title(bytes, at) + "has a name behind its end");
        }
        if (stored) {
            if (Le.u16(bytes, at + 32) > length) {
                throw new NtfsDamage(title(bytes, at) + "has its runs behind its end");
            }
        } else if (Le.u16(bytes, at + 20) + Le.u32(bytes, at + 16) > length) {
            throw new NtfsDamage(title(bytes, at) + "has its value behind its end");
        }
        return new Attribute(record, at);
    }

    private static String title(byte[] bytes, int at) {
        return "its attribute of type 0x" + Integer.toHexString(Le.i32(bytes, at)) + " at byte " + at
                + " of its record ";
    }

    FileRecord record() {
        return record;
    }

    int type() {
        return Le.i32(bytes, at);
    }

    int length() {
        return Le.i32(bytes, at + 4);
    }

    boolean isResident() {
        return bytes[at + 8] == 0;
    }

    boolean isNamed() {
        return bytes[at + 9] != 0;
    }

    /** Its name as it is stored: any 16-bit units. */
    String name() {
        int units = Le.u8(bytes, at + 9);
        return units == 0 ? "" : Utf16.of(bytes, at + Le.u16(bytes, at + 10), units);
    }

    /** Whether it is a part of the same attribute as another one. */
    boolean isPartOf(Attribute other) {
        return type() == other.type() && isNamed() == other.isNamed() && (!isNamed() || name().equals(other.name()));
    }

    boolean hasName(String wanted) {
        int units = Le.u8(bytes, at + 9);
        return units <= wanted.length() && Utf16.equal(bytes, at + Le.u16(bytes, at + 10), units, wanted);
    }

    int flags() {
        return Le.u16(bytes, at + 12);
    }

    int id() {
        return Le.u16(bytes, at + 14);
    }

    /** Where the value of a resident one begins in the record. */
    int valueAt() {
        return at + Le.u16(bytes, at + 20);
    }

    /** How many bytes the value of a resident one has; fits into the record. */
    int valueLength() {
        return Le.i32(bytes, at + 16);
    }

    /** The first cluster of this part; without a sign it may be impossible. */
    long firstVcn() {
        return isResident() ? 0 : Le.i64(bytes, at + 16);
    }

    /** The last cluster of this part, -1 if it has none. */
    long lastVcn() {
        return Le.i64(bytes, at + 24);
    }

    int runsAt() {
        return at + Le.u16(bytes, at + 32);
    }

    int end() {
        return at + length();
    }

    /** The binary logarithm of the number of clusters that are compressed together, or 0. */
    int compressionUnit() {
        return Le.u16(bytes, at + 34);
    }

    long allocatedSize() {
        return Le.i64(bytes, at + 40);
    }

    long realSize() {
        return Le.i64(bytes, at + 48);
    }

    long initialisedSize() {
        return Le.i64(bytes, at + 56);
    }
}

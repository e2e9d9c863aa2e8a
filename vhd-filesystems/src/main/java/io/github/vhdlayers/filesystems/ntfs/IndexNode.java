package io.github.vhdlayers.filesystems.ntfs;

import java.io.IOException;

/** The entries of one node of an index: of its root, which is an attribute's value, or of a block. */
final class IndexNode {
    private static final int HEADER = 16;
    private static final int ENTRY = 16;
    private static final int HAS_CHILD = 1;
    private static final int IS_LAST = 2;
    private static final int MOST_SPACE = 3;

    private final byte[] bytes;
    private final int header;
    private final int end;
    private final int used;

    private IndexNode(byte[] bytes, int header, int end, int used) {
        this.bytes = bytes;
        this.header = header;
        this.end = end;
        this.used = used;
    }

    /**
     * The node with a header at a place.
     *
     * @param end where the node must have ended
     * @throws NtfsDamage if its header does not fit
     */
    static IndexNode at(byte[] bytes, int header, int end, String title) throws NtfsDamage {
        if (end - header < HEADER) {
            throw new NtfsDamage(title + " is too short");
        }
        long first = Le.u32(bytes, header);
        long used = Le.u32(bytes, header + 4);
        if (first < HEADER || first > used || used > end - header) {
            throw new NtfsDamage(
                    title + " says that its bytes " + first + " to " + used + " of " + (end - header) + " are in use");
        }
        return new IndexNode(bytes, header, end, header + (int) used);
    }

    /** Takes the entries of a node. */
    interface Visitor {
        /** Takes an entry's key; false to end. */
        boolean key(long record, int sequence, int at, int end) throws IOException;

        /** Takes the number of a node below. */
        void child(long vcn) throws IOException;
    }

    byte[] bytes() {
        return bytes;
    }

    /**
     * Goes through the entries that are in use.
     *
     * @return false if the visitor ended it
     * @throws NtfsDamage if an entry does not fit; those before were visited
     */
    boolean visit(Visitor visitor, String title) throws IOException {
        int at = header + Le.i32(bytes, header);
        while (true) {
            if (at + ENTRY > used) {
                throw new NtfsDamage(title + " has no last entry");
            }
            int length = Le.u16(bytes, at + 8);
            int key = Le.u16(bytes, at + 10);
            int flags = Le.u16(bytes, at + 12);
            boolean hasChild = (flags & HAS_CHILD) != 0;
            if (length < ENTRY + (hasChild ? 8 : 0) || length > used - at) {
                throw new NtfsDamage(title + " has an entry of " + length + " bytes at byte " + (at - header));
            }
            if (hasChild) {
                visitor.child(Le.i64(bytes, at + length - 8));
            }
            if ((flags & IS_LAST) != 0) {
                return true;
            }
            if (key > length - ENTRY) {
                throw new NtfsDamage(title + " has an entry with a key of " + key + " bytes at byte " + (at - header));
            }
            if (!visitor.key(Le.u48(bytes, at), Le.u16(bytes, at + 6), at + ENTRY, at + ENTRY + key)) {
                return false;
            }
            at += length;
        }
    }

    /** Takes a name that is no longer in use. */
    @FunctionalInterface
    interface Leftovers {
        /** Takes one; false to end. */
        boolean name(long record, int sequence, NtfsName name) throws IOException;
    }

    /**
     * Searches what is behind the entries in use for names that once were.
     *
     * @param whole whether nothing of the node is in use any more
     * @param records how many records there are
     * @return false if the visitor ended it
     */
    boolean leftovers(boolean whole, long records, Leftovers visitor) throws IOException {
        int at = whole ? header + Le.i32(bytes, header) : used;
        at += (8 - (at - header) % 8) % 8;
        // The last entry in use has no key, and may have been written over one that had.
        at = whole ? at : Math.max(header + HEADER, at - ENTRY);
        while (at + ENTRY + NtfsName.HEADER <= end) {
            int length = leftover(at, records);
            if (length == 0) {
                at += 4;
                continue;
            }
            NtfsName name = NtfsName.of(bytes, at + ENTRY, end);
            if (name != null && !visitor.name(Le.u48(bytes, at), Le.u16(bytes, at + 6), name)) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** How long the entry at a place was, or 0 if there is none that makes sense. */
    private int leftover(int at, long records) {
        int units = Le.u8(bytes, at + ENTRY + 64);
        int needed = NtfsName.HEADER + 2 * units;
        int space = Le.u8(bytes, at + ENTRY + 65);
        if (units == 0
                || space > MOST_SPACE
                || needed > end - at - ENTRY
                || Le.u48(bytes, at) >= records
                || Le.u16(bytes, at + 6) == 0) {
            // What was the last entry of its node has no number of a record.
            return 0;
        }
        int length = Le.u16(bytes, at + 8);
        int key = Le.u16(bytes, at + 10);
        // An entry that was made the last one of its node lost its key's length, and perhaps its own.
        boolean plausible = key == needed
                || (key == 0
                        && isTime(Le.i64(bytes, at + ENTRY + 8))
                        && isTime(Le.i64(bytes, at + ENTRY + 16))
                        && isTime(Le.i64(bytes, at + ENTRY + 32)));
        if (!plausible || Le.u16(bytes, at + ENTRY + NtfsName.HEADER) == 0 || Le.u48(bytes, at + ENTRY) >= records) {
            return 0;
        }
        int rounded = (ENTRY + needed + 7) & ~7;
        return key == needed && length >= rounded && length <= rounded + 8 ? length : rounded;
    }

    /** Whether a time is of the years 1980 to 2100, when the format was in use. */
    private static boolean isTime(long time) {
        return time > 119_600_064_000_000_000L && time < 157_470_048_000_000_000L;
    }
}

package io.github.vhdlayers.filesystems.ntfs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole record of the MFT, with its fix-ups undone. Immutable. */
final class FileRecord {
    private static final int FILE = 0x454C_4946;
    private static final int BAAD = 0x4441_4142;
    private static final int HEADER = 42;
    private static final int IN_USE = 1;
    private static final int DIRECTORY = 2;
    private static final long LAST = 0xFFFF_FFFFL;
    private static final int MOST_ATTRIBUTES = 4096;

    private final long number;
    private final byte[] bytes;
    private final int used;

    private FileRecord(long number, byte[] bytes, int used) {
        this.number = number;
        this.bytes = bytes;
        this.used = used;
    }

    /**
     * The record in some bytes.
     *
     * @param number its number
     * @param bytes as they are stored; belong to the record from then on
     * @return the record, or null if the place was never used: it has no signature
     * @throws NtfsDamage if it is no whole record
     */
    static @Nullable FileRecord of(long number, byte[] bytes) throws NtfsDamage {
        int signature = Le.i32(bytes, 0);
        if (signature == 0) {
            return null;
        }
        if (signature == BAAD) {
            throw new NtfsDamage("MFT record " + number + " is marked as damaged (BAAD)");
        }
        if (signature != FILE) {
            throw new NtfsDamage("MFT record " + number + " has no signature of a record");
        }
        String wrong = FixUps.apply(bytes);
        if (wrong != null) {
            throw new NtfsDamage("MFT record " + number + ": " + wrong);
        }
        long used = Le.u32(bytes, 24);
        int first = Le.u16(bytes, 20);
        if (used > bytes.length || used < HEADER || first < HEADER || first > used) {
            throw new NtfsDamage("MFT record " + number + " says that bytes " + first + " to " + used + " of "
                    + bytes.length + " are in use");
        }
        return new FileRecord(number, bytes, (int) used);
    }

    long number() {
        return number;
    }

    /** Its bytes, not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** How many of its bytes are in use. */
    int used() {
        return used;
    }

    int sequence() {
        return Le.u16(bytes, 16);
    }

    int links() {
        return Le.u16(bytes, 18);
    }

    boolean isInUse() {
        return (Le.u16(bytes, 22) & IN_USE) != 0;
    }

    boolean isDirectory() {
        return (Le.u16(bytes, 22) & DIRECTORY) != 0;
    }

    /** Whether it holds attributes of another record's file. */
    boolean isExtension() {
        return Le.i64(bytes, 32) != 0;
    }

    long baseNumber() {
        return Le.u48(bytes, 32);
    }

    int baseSequence() {
        return Le.u16(bytes, 38);
    }

    /** The sequence by which the file was known: deleting counts a record's sequence up, and passes over 0. */
    int sequenceInUse() {
        int sequence = sequence();
        return isInUse() ? sequence : sequence <= 1 ? 0xFFFF : sequence - 1;
    }

    /**
     * Its attributes, in order, up to the first that is damaged.
     *
     * @param damage receives what is wrong with that one
     */
    List<Attribute> attributes(Damage damage) {
        List<Attribute> found = new ArrayList<>(6);
        int at = Le.u16(bytes, 20);
        try {
            while (at + 4 <= used && Le.u32(bytes, at) != LAST) {
                if (found.size() >= MOST_ATTRIBUTES) {
                    throw new NtfsDamage("MFT record " + number + " has more than " + MOST_ATTRIBUTES + " attributes");
                }
                Attribute next = Attribute.at(this, at);
                found.add(next);
                at = next.end();
            }
            if (at + 4 > used) {
                throw new NtfsDamage("its list of attributes has no end");
            }
        } catch (NtfsDamage e) {
            damage.add(String.valueOf(e.getMessage()));
        }
        return found;
    }

    /** Takes what is wrong. */
    @FunctionalInterface
    interface Damage {
        void add(String problem);
    }
}

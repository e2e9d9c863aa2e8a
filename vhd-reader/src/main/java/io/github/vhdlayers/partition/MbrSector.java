package io.github.vhdlayers.partition;

import io.github.vhdlayers.internal.codec.StructReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A master or an extended boot record.
 *
 * @param signed whether it ends with 55 AA; without that it is none, and the rest means nothing
 * @param diskSignature the number by which Windows knows the disk
 * @param entries always four
 */
record MbrSector(boolean signed, long diskSignature, List<Entry> entries) {
    private static final int SIGNATURE_AT = 510;
    private static final int DISK_SIGNATURE_AT = 440;
    private static final int ENTRIES_AT = 446;
    private static final int ENTRY_BYTES = 16;
    private static final int ENTRIES = 4;
    private static final int PROTECTIVE = 0xEE;

    /**
     * One of the four entries. The old cylinder, head and sector numbers are not looked at.
     *
     * @param slot 0 to 3
     * @param flag 0x80 for the one to boot from, otherwise 0
     * @param type 0 for none
     * @param first its first sector, counted from where the kind of entry says
     * @param count how many sectors it has
     */
    record Entry(int slot, int flag, int type, long first, long count) {
        boolean isEmpty() {
            return type == 0 && count == 0;
        }

        /** Whether it has both a type and sectors. */
        boolean isUsed() {
            return type != 0 && count != 0;
        }

        boolean isExtended() {
            return type == 0x05 || type == 0x0F || type == 0x85;
        }

        boolean isProtective() {
            return type == PROTECTIVE;
        }

        boolean hasPossibleFlag() {
            return (flag & 0x7F) == 0;
        }

        /** Whether everything about it is as it should be, on a disk of so many sectors. */
        boolean isSound(long diskSectors) {
            return hasPossibleFlag() && isUsed() && fits(diskSectors);
        }

        /** Whether its sectors are on the disk and not the first one. */
        boolean fits(long diskSectors) {
            return first >= 1 && first < diskSectors && count <= diskSectors - first;
        }
    }

    static MbrSector decode(ByteBuffer sector) {
        StructReader in = StructReader.littleEndian(sector);
        List<Entry> entries = new ArrayList<>(ENTRIES);
        for (int slot = 0; slot < ENTRIES; slot++) {
            int at = ENTRIES_AT + slot * ENTRY_BYTES;
            entries.add(new Entry(slot, in.u8(at), in.u8(at + 4), in.u32(at + 8), in.u32(at + 12)));
        }
        return new MbrSector(in.u16(SIGNATURE_AT) == 0xAA55, in.u32(DISK_SIGNATURE_AT), List.copyOf(entries));
    }

    boolean isProtective() {
        return signed && entries.stream().anyMatch(Entry::isProtective);
    }

    /** Whether one of the entries is as a partition's should be. */
    boolean hasSoundEntry(long diskSectors) {
        return signed && entries.stream().anyMatch(entry -> entry.isSound(diskSectors));
    }

    /** Whether all four could be entries, used or not: boot code in their place hardly ever could. */
    boolean hasPossibleFlags() {
        return signed && entries.stream().allMatch(Entry::hasPossibleFlag);
    }
}

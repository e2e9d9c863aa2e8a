package io.github.vhdlayers.partition;

import io.github.vhdlayers.internal.codec.StructReader;
import io.github.vhdlayers.internal.table.DiskSectors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A BSD disklabel: the table that FreeBSD, NetBSD and OpenBSD keep in the second sector of their partition, or of a disk that has no other table.
 *
 * @param entries the entries in use, in the order of their letters
 */
record BsdLabel(List<Entry> entries) {
    private static final long MAGIC = 0x82564557L;
    private static final int SECOND_MAGIC_AT = 132;
    private static final int COUNT_AT = 138;
    private static final int ENTRIES_AT = 148;
    private static final int ENTRY_BYTES = 16;
    /** As many as fit into the sector: OpenBSD uses 16 of them, NetBSD up to 16. */
    private static final int MOST_ENTRIES = (DiskSectors.BYTES - ENTRIES_AT) / ENTRY_BYTES;
    /** The entry with the letter c stands for all of the slice (FreeBSD, NetBSD) or of the disk (OpenBSD), and is no partition. */
    private static final int WHOLE = 2;

    /** The system that wrote the label: they differ in what sectors are counted from. */
    enum Flavour {
        FREEBSD(0xA5, "516e7cb4-6ecf-11d6-8ff8-00022d09712b"),
        OPENBSD(0xA6, "824cc7a0-36a8-11e3-890a-952519ad3f61"),
        NETBSD(0xA9, null);

        private final int mbr;
        private final @Nullable UUID gpt;

        Flavour(int mbr, @Nullable String gpt) {
            this.mbr = mbr;
            this.gpt = gpt == null ? null : UUID.fromString(gpt);
        }

        /** The system that puts its label into a partition of a type, in its second sector; null if there is none. */
        static @Nullable Flavour of(PartitionType type) {
            for (Flavour one : values()) {
                boolean isMbr = type instanceof PartitionType.Mbr code && code.code() == one.mbr;
                boolean isGpt =
                        type instanceof PartitionType.Gpt id && id.guid().equals(one.gpt);
                if (isMbr || isGpt) {
                    return one;
                }
            }
            return null;
        }
    }

    /**
     * One partition of a label.
     *
     * @param letter a to v
     * @param type the kind of file system, from 1 on
     * @param first its first sector on the disk, unchecked
     * @param count how many sectors it has, at least 1
     */
    record Entry(char letter, int type, long first, long count) {}

    /**
     * Decodes a label.
     *
     * @param sector the second sector of the slice
     * @param flavour the system that wrote it
     * @param sliceStart the slice's first sector on the disk
     * @return null if the sector holds no label with a right checksum
     */
    static @Nullable BsdLabel decode(ByteBuffer sector, Flavour flavour, long sliceStart) {
        StructReader in = StructReader.littleEndian(sector);
        int count = in.u16(COUNT_AT);
        if (in.u32(0) != MAGIC
                || in.u32(SECOND_MAGIC_AT) != MAGIC
                || count > MOST_ENTRIES
                || !isSumRight(sector, count)) {
            return null;
        }
        // FreeBSD counts from wherever its label says that the slice begins; the others from the start of the disk.
        long shift = 0;
        if (flavour == Flavour.FREEBSD) {
            shift = sliceStart - (count > WHOLE ? in.u32(at(WHOLE) + 4) : 0);
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long sectors = in.u32(at(i));
            long first = in.u32(at(i) + 4);
            if (flavour == Flavour.OPENBSD) {
                first |= (long) in.u16(at(i) + 8) << 32;
                sectors |= (long) in.u16(at(i) + 10) << 32;
            }
            int type = in.u8(at(i) + 12);
            if (i != WHOLE && type != 0 && sectors != 0) {
                entries.add(new Entry((char) ('a' + i), type, first + shift, sectors));
            }
        }
        return new BsdLabel(List.copyOf(entries));
    }

    private static int at(int index) {
        return ENTRIES_AT + index * ENTRY_BYTES;
    }

    /** All words of a label, the checksum among them, give 0 with exclusive or. */
    private static boolean isSumRight(ByteBuffer sector, int count) {
        ByteBuffer words = sector.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int sum = 0;
        for (int i = 0; i < at(count); i += 2) {
            sum ^= words.getShort(i);
        }
        return (sum & 0xFFFF) == 0;
    }
}

package io.github.vhdlayers.filesystems.ntfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The list of all attributes of a file that has more than one MFT record: which record holds which part. It is read in pieces, because a
 * hostile one is long and is given up after a few entries.
 */
final class AttributeList {
    /** Windows makes 256 KiB at most. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int ENTRY = 26;
    private static final int PIECE = 8192;

    private AttributeList() {}

    /**
     * One part of an attribute.
     *
     * @param type the attribute's type
     * @param id the part's number in its record
     * @param firstVcn the first cluster of the part
     * @param record the record that holds it
     * @param sequence how often that record was used then
     * @param named whether the attribute has a name
     */
    record Entry(int type, int id, long firstVcn, long record, int sequence, boolean named) {
        /** Whether an attribute of the entry's record is the one that is meant. */
        boolean means(Attribute attribute) {
            return attribute.type() == type && attribute.id() == id && attribute.firstVcn() == firstVcn;
        }
    }

    /** Takes entries. */
    @FunctionalInterface
    interface Visitor {
        /** Takes one; false to end the list. */
        boolean visit(Entry entry) throws IOException;
    }

    /**
     * Goes through the entries of a list.
     *
     * @param list the attribute of type {@link Attribute#ATTRIBUTE_LIST}
     * @throws IOException if some of it cannot be read, or some entry is impossible, or the visitor throws it
     */
    static void read(Attribute list, NtfsVolumeBytes volume, Visitor visitor) throws IOException {
        if (list.isResident()) {
            entries(list.record().bytes(), list.valueAt(), list.valueAt() + list.valueLength(), true, visitor);
            return;
        }
        List<Attribute> parts = new ArrayList<>(1);
        parts.add(list);
        NtfsAttribute joined = NtfsAttribute.join(parts, volume.geometry().clusterBytes());
        if (joined.size() > MOST_BYTES) {
            throw new NtfsDamage("it is said to have " + joined.size() + " bytes");
        }
        long at = 0;
        while (at < joined.size()) {
            int count = (int) Math.min(PIECE, joined.size() - at);
            boolean last = at + count == joined.size();
            int used = entries(volume.read(joined.runs(), at, count), 0, count, last, visitor);
            if (used == 0) {
                return;
            }
            at += used;
        }
    }

    /** Visits the entries that are whole; returns how many bytes they have, or 0 at the end of the list. */
    private static int entries(byte[] bytes, int from, int to, boolean last, Visitor visitor) throws IOException {
        int at = from;
        while (at + ENTRY <= to) {
            int type = Le.i32(bytes, at);
            if (type == 0 || type == -1) {
                return 0;
            }
            int length = Le.u16(bytes, at + 4);
            if (length < ENTRY || (length > to - at && (last || length > PIECE / 2))) {
                throw new NtfsDamage("an entry of it has " + length + " bytes");
            }
            if (length > to - at) {
                break;
            }
            Entry entry = new Entry(
                    type,
                    Le.u16(bytes, at + 24),
                    Le.i64(bytes, at + 8),
                    Le.u48(bytes, at + 16),
                    Le.u16(bytes, at + 22),
                    bytes[at + 6] != 0);
            if (!visitor.visit(entry)) {
                return 0;
            }
            at += length;
        }
        return last ? 0 : at - from;
    }
}

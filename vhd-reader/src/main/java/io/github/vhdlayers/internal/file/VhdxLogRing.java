package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.codec.Crc32c;
import io.github.vhdlayers.internal.format.vhdx.VhdxConstants;
import io.github.vhdlayers.internal.format.vhdx.VhdxHeader;
import io.github.vhdlayers.internal.format.vhdx.VhdxLogEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The ring of a log, in sectors of 4096 bytes, and the entries in it that are sound. Every sector is read twice at most: an entry cannot
 * reach over a sector in which another begins, so a ring of any content costs no more than its length.
 */
final class VhdxLogRing {
    private static final int PAGE = VhdxConstants.PAGE;
    private static final int CHUNK = 64 << 10;

    private final StructureSource file;
    private final VhdxHeader header;
    private final int slots;
    private final boolean anyId;
    private final Map<Integer, Entry> entries = new HashMap<>();
    /** Entries by the slot behind them. */
    private final Map<Integer, Entry> ends = new HashMap<>();
    /** Slots of entries, and of the first entries of their rows. */
    private final Map<Integer, Integer> rows = new HashMap<>();

    private int invalid;
    private int foreign;
    private long firstInvalid = -1;
    private String whyInvalid = "";

    /**
     * A sound entry.
     *
     * @param logId the id of the log that it belongs to
     * @param slot the sector of the ring in which it begins
     * @param sectors how many sectors it has
     * @param descriptorSectors how many of them are descriptors
     * @param descriptorCount how many descriptors there are
     * @param tailSlot the sector in which the oldest entry begins that is still needed
     */
    record Entry(
            UniqueId logId,
            int slot,
            int sectors,
            int descriptorSectors,
            int descriptorCount,
            int tailSlot,
            long sequenceNumber,
            long flushedFileOffset,
            long lastFileOffset) {}

    private VhdxLogRing(StructureSource file, VhdxHeader header, boolean anyId) {
        this.anyId = anyId;
        this.file = file;
        this.header = header;
        this.slots = (int) (header.logLength() / PAGE);
    }

    /** Reads the log of a header, which is in the file. */
    static VhdxLogRing read(StructureSource file, VhdxHeader header) throws IOException {
        return read(new VhdxLogRing(file, header, false));
    }

    /** The same with the entries of earlier logs that are still in the ring. */
    static VhdxLogRing readWithEarlier(StructureSource file, VhdxHeader header) throws IOException {
        return read(new VhdxLogRing(file, header, true));
    }

    private static VhdxLogRing read(VhdxLogRing ring) throws IOException {
        int[] begins = ring.begins();
        for (int i = 0; i < begins.length; i++) {
            int next = i + 1 < begins.length ? begins[i + 1] : begins[0] + ring.slots;
            ring.examine(begins[i], next - begins[i]);
        }
        return ring;
    }

    /** How many entries carry the header's id and are not sound. */
    int invalid() {
        return invalid;
    }

    /** Where the first of those is in the file, or -1. */
    long firstInvalid() {
        return firstInvalid;
    }

    /** What is wrong with it. */
    String whyInvalid() {
        return whyInvalid;
    }

    /** Why there is nothing to replay, for a message. */
    String whyNone() {
        if (!entries.isEmpty()) {
            return entries.size()
                    + " sound entries, of which no row has the entry that its last one names as the oldest needed";
        }
        return "none" + (invalid > 0 ? "; " + invalid + " are not sound, the first because " + whyInvalid : "")
                + (foreign > 0 ? "; " + foreign + " have another id" : "");
    }

    /** Sectors that begin as an entry does. */
    private int[] begins() throws IOException {
        int[] found = new int[slots];
        int count = 0;
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int slot = 0; slot < slots; slot += CHUNK / PAGE) {
            chunk.clear();
            file.readFully(header.logOffset() + (long) slot * PAGE, chunk);
            for (int i = 0; i < CHUNK / PAGE; i++) {
                if (chunk.getInt(i * PAGE) == VhdxLogEntry.ENTRY) {
                    found[count++] = slot + i;
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    private void examine(int slot, int room) throws IOException {
        ByteBuffer first = sector(slot);
        VhdxLogEntry entry = VhdxLogEntry.decode(first);
        if (!anyId && !entry.logGuid().equals(header.logGuid())) {
            foreign++;
            return;
        }
        String problem = problem(entry, room);
        if (problem == null) {
            problem = contentProblem(slot, entry);
        }
        if (problem != null) {
            if (invalid++ == 0) {
                firstInvalid = header.logOffset() + (long) slot * PAGE;
                whyInvalid = problem;
            }
            return;
        }
        Entry sound = new Entry(
                entry.logGuid(),
                slot,
                (int) (entry.length() / PAGE),
                (int) entry.descriptorSectors(),
                (int) entry.descriptorCount(),
                (int) (entry.tail() / PAGE),
                entry.sequenceNumber(),
                entry.flushedFileOffset(),
                entry.lastFileOffset());
        entries.put(slot, sound);
        ends.put((slot + sound.sectors) % slots, sound);
    }

    private @Nullable String problem(VhdxLogEntry entry, int room) {
        if (entry.length() == 0 || entry.length() % PAGE != 0 || entry.length() / PAGE > room) {
            return "its length is " + entry.length() + " bytes, where there is room for " + (long) room * PAGE;
        }
        if (entry.tail() % PAGE != 0 || entry.tail() >= header.logLength()) {
            return "its tail is " + entry.tail();
        }
        if (entry.sequenceNumber() == 0) {
            return "its number is 0";
        }
        if (entry.descriptorSectors() * PAGE > entry.length()) {
            return "it claims " + entry.descriptorCount() + " descriptors";
        }
        if (entry.flushedFileOffset() < 0 || entry.lastFileOffset() < 0) {
            return "it speaks of a file of 2^63 bytes or more";
        }
        return null;
    }

    private @Nullable String contentProblem(int slot, VhdxLogEntry entry) throws IOException {
        CRC32C crc = new CRC32C();
        int sectors = (int) (entry.length() / PAGE);
        int descriptorSectors = (int) entry.descriptorSectors();
        int left = (int) entry.descriptorCount();
        int pages = 0;
        String problem = null;
        for (int i = 0; i < sectors && problem == null; i++) {
            ByteBuffer sector = sector((slot + i) % slots);
            if (i == 0) {
                Crc32c.update(crc, sector, VhdxLogEntry.CHECKSUM_AT);
            } else {
                crc.update(sector.duplicate().position(0).limit(PAGE));
            }
            if (i < descriptorSectors) {
                int from = i == 0 ? VhdxLogEntry.BYTES : 0;
                int count = Math.min(left, (PAGE - from) / VhdxLogEntry.DESCRIPTOR);
                for (int d = 0; d < count && problem == null; d++) {
                    int at = from + d * VhdxLogEntry.DESCRIPTOR;
                    problem = descriptorProblem(sector, at, entry.sequenceNumber());
                    pages += isPage(sector, at) ? 1 : 0;
                }
                left -= count;
            } else {
                problem = dataProblem(sector, entry.sequenceNumber());
            }
        }
        if (problem == null && descriptorSectors + pages != sectors) {
            problem = "its length is " + sectors + " sectors, and its descriptors need " + (descriptorSectors + pages);
        }
        return problem == null && crc.getValue() != entry.checksum() ? "its checksum is wrong" : problem;
    }

    /** Whether a descriptor is one of a page. */
    static boolean isPage(ByteBuffer descriptors, int at) {
        return descriptors.getInt(at) == VhdxLogEntry.PAGE;
    }

    private @Nullable String descriptorProblem(ByteBuffer sector, int at, long number) {
        int signature = sector.getInt(at);
        long target = sector.getLong(at + 16);
        long length = signature == VhdxLogEntry.PAGE ? PAGE : sector.getLong(at + 8);
        if (signature != VhdxLogEntry.PAGE && signature != VhdxLogEntry.ZEROS) {
            return "a descriptor has no signature";
        }
        if (sector.getLong(at + 24) != number) {
            return "a descriptor has another number";
        }
        if (target < 0 || target % PAGE != 0 || length < 0 || length % PAGE != 0 || target > Long.MAX_VALUE - length) {
            return "a descriptor changes " + Long.toUnsignedString(length) + " bytes at file offset "
                    + Long.toUnsignedString(target);
        }
        if (target < VhdxConstants.REGION_TABLES) {
            return "a descriptor changes file offset " + target + ", where identifier and headers are";
        }
        long log = header.logOffset();
        if (target < log + header.logLength() && log < target + length) {
            return "a descriptor changes the log itself";
        }
        return null;
    }

    private static @Nullable String dataProblem(ByteBuffer sector, long number) {
        if (sector.getInt(0) != VhdxLogEntry.DATA) {
            return "a sector of data has no signature";
        }
        boolean same = sector.getInt(4) == (int) (number >>> 32) && sector.getInt(PAGE - Integer.BYTES) == (int) number;
        return same ? null : "a sector of data has another number";
    }

    /** All sound entries, in the order of the ring. */
    List<Entry> entries() {
        return entries.values().stream()
                .sorted(Comparator.comparingInt(Entry::slot))
                .toList();
    }

    /** Where an entry begins in the file. */
    long fileOffset(Entry entry) {
        return header.logOffset() + (long) entry.slot * PAGE;
    }

    /** The last entries of all rows that can be replayed: those that hold the entry which the last one names as its tail. */
    List<Entry> heads() {
        List<Entry> heads = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (before(entry) == null) {
                Entry head = lastOfRow(entry);
                Entry tail = entries.get(head.tailSlot);
                // The last entry of a row comes behind every other one of it.
                if (tail != null && rowOf(tail) == entry.slot) {
                    heads.add(head);
                }
            }
        }
        return heads;
    }

    /** Numbers the rows by the slots of their first entries, and returns the last entry of one. */
    private Entry lastOfRow(Entry first) {
        Entry last = first;
        rows.put(last.slot, first.slot);
        for (Entry next = after(last); next != null; next = after(last)) {
            last = next;
            rows.put(last.slot, first.slot);
        }
        return last;
    }

    private int rowOf(Entry entry) {
        Integer row = rows.get(entry.slot);
        return row == null ? -1 : row;
    }

    /** The entry that goes on where another ends, with the next number; or null. */
    private @Nullable Entry after(Entry entry) {
        Entry next = entries.get((entry.slot + entry.sectors) % slots);
        return next != null && next.sequenceNumber == entry.sequenceNumber + 1 ? next : null;
    }

    private @Nullable Entry before(Entry entry) {
        Entry before = ends.get(entry.slot);
        return before != null && before.sequenceNumber == entry.sequenceNumber - 1 ? before : null;
    }

    /** The entries from the one that a head names as its tail to the head itself. */
    List<Entry> fromTail(Entry head) {
        List<Entry> row = new ArrayList<>();
        for (Entry at = entries.get(head.tailSlot); at != null; at = at.slot == head.slot ? null : after(at)) {
            row.add(at);
        }
        return row;
    }

    /** The descriptors in one of an entry's sectors, from the buffer's position to its limit. */
    ByteBuffer descriptors(Entry entry, int sector) throws IOException {
        int perSector = PAGE / VhdxLogEntry.DESCRIPTOR;
        int inFirst = (PAGE - VhdxLogEntry.BYTES) / VhdxLogEntry.DESCRIPTOR;
        int from = sector == 0 ? VhdxLogEntry.BYTES : 0;
        int before = sector == 0 ? 0 : inFirst + (sector - 1) * perSector;
        int count = Math.min(entry.descriptorCount - before, sector == 0 ? inFirst : perSector);
        return sector((entry.slot + sector) % slots).position(from).limit(from + count * VhdxLogEntry.DESCRIPTOR);
    }

    /** The file offset of the sector with the bytes of an entry's page. */
    long dataOffset(Entry entry, int page) {
        return header.logOffset() + (long) ((entry.slot + entry.descriptorSectors + page) % slots) * PAGE;
    }

    private ByteBuffer sector(int slot) throws IOException {
        ByteBuffer sector = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
        file.readFully(header.logOffset() + (long) slot * PAGE, sector);
        return sector.position(0);
    }
}

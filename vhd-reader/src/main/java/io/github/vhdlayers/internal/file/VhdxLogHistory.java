package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.format.vhdx.VhdxConstants;
import io.github.vhdlayers.internal.format.vhdx.VhdxHeader;
import io.github.vhdlayers.internal.format.vhdx.VhdxLogEntry;
import io.github.vhdlayers.internal.format.vhdx.VhdxRegion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is still in the ring of a VHDX file's log, needed or not: which structures a writer changed, in which order, and so in which
 * order blocks got their places. The format records no times.
 *
 * <p>Immutable and thread-safe.
 */
public final class VhdxLogHistory {
    private static final String TABLE = "block table";
    private static final int PAGE = VhdxConstants.PAGE;
    private static final int ENTRIES_IN_PAGE = PAGE / Long.BYTES;
    /** Former versions of pages of the table that are kept to compare with. */
    private static final int MOST_PAGES = 256;
    /** Rings that are read: 1 MiB is usual. */
    private static final long MOST_BYTES = 64L << 20;
    /** Changes that are listed. */
    private static final int MOST_CHANGES = 1 << 16;
    /** Changes of blocks that are listed. */
    private static final int MOST_BLOCKS = 1 << 14;

    private final List<Entry> entries;
    private final @Nullable String problem;

    private VhdxLogHistory(List<Entry> entries, @Nullable String problem) {
        this.entries = List.copyOf(entries);
        this.problem = problem;
    }

    /**
     * A sound entry of the log.
     *
     * @param fileOffset where it begins in the file, in bytes
     * @param logId the id of the log that it belongs to, as text in the form that Windows prints
     * @param isCurrent whether that is the log which the current header names: the file needed it when it was last written
     * @param sequenceNumber its number, unsigned; numbers of one log go up by one, those of two logs cannot be compared
     * @param changes what it changes, in its order
     */
    public record Entry(long fileOffset, String logId, boolean isCurrent, long sequenceNumber, List<Change> changes) {}

    /**
     * A stretch of the file that an entry changes.
     *
     * @param structure what is there: {@code region table}, {@code metadata}, {@code block table}, or {@code other} for a sector
     *     bitmap or data
     * @param fileOffset where it begins in the file, in bytes
     * @param length how long it is, in bytes
     * @param isZeros whether it is filled with zeros; otherwise it is a page with bytes of its own
     * @param blocks of a page of the block table: what differs from the version that an earlier entry of the same log has; empty if
     *     there is none
     */
    public record Change(String structure, long fileOffset, long length, boolean isZeros, List<BlockChange> blocks) {}

    /**
     * A block with a changed entry in the table.
     *
     * @param block the block's number
     * @param stateBefore its state before, 0 to 7 as the format numbers them
     * @param state its state after
     * @param fileOffset its place in the file after, in bytes; 0 if it has none
     */
    public record BlockChange(long block, int stateBefore, int state, long fileOffset) {}

    /** The entries: those of earlier logs first, those of one log by their numbers. */
    public List<Entry> entries() {
        return entries;
    }

    /** Whether nothing was left out. */
    public boolean isComplete() {
        return problem == null;
    }

    /** Why entries or changes were left out, or null if none were. */
    public @Nullable String problem() {
        return problem;
    }

    /**
     * Reads the ring.
     *
     * @throws IOException if the file cannot be read
     */
    public static VhdxLogHistory of(VhdxFile file) throws IOException {
        VhdxHeader header = file.header();
        long length = header.logLength();
        if (length == 0) {
            return new VhdxLogHistory(List.of(), null);
        }
        if (!header.isLogInside(file.fileSize())) {
            return new VhdxLogHistory(List.of(), "the log cannot be where the header says that it is");
        }
        if (length > MOST_BYTES) {
            return new VhdxLogHistory(
                    List.of(), "the log has " + length + " bytes, and only one of at most " + MOST_BYTES + " is read");
        }
        return new Reader(file, VhdxLogRing.readWithEarlier(file.raw(), header)).read();
    }

    /** Goes through the entries of one file. */
    private static final class Reader {
        private final VhdxFile file;
        private final VhdxLogRing ring;
        private final Map<Long, long[]> before = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, long[]> eldest) {
                return size() > MOST_PAGES;
            }
        };
        private UniqueId log;
        private int blocks;
        private int listed;
        private boolean complete = true;

        Reader(VhdxFile file, VhdxLogRing ring) {
            this.file = file;
            this.ring = ring;
            this.log = file.header().logGuid();
        }

        VhdxLogHistory read() throws IOException {
            UniqueId current = file.header().logGuid();
            List<VhdxLogRing.Entry> sorted = new ArrayList<>(ring.entries());
            sorted.sort(Comparator.comparing(
                            (VhdxLogRing.Entry entry) -> entry.logId().equals(current))
                    .thenComparing(entry -> entry.logId().toString())
                    .thenComparing(VhdxLogRing.Entry::sequenceNumber, Long::compareUnsigned));
            List<Entry> entries = new ArrayList<>();
            for (VhdxLogRing.Entry entry : sorted) {
                if (!entry.logId().equals(log)) {
                    before.clear();
                    log = entry.logId();
                }
                entries.add(new Entry(
                        ring.fileOffset(entry),
                        entry.logId().toString(),
                        entry.logId().equals(current),
                        entry.sequenceNumber(),
                        changes(entry)));
            }
            return new VhdxLogHistory(entries, complete ? null : "the log has more changes than are listed");
        }

        private List<Change> changes(VhdxLogRing.Entry entry) throws IOException {
            List<Change> changes = new ArrayList<>();
            int pages = 0;
            for (int sector = 0; sector < entry.descriptorSectors(); sector++) {
                ByteBuffer descriptors = ring.descriptors(entry, sector);
                for (int at = descriptors.position(); at < descriptors.limit(); at += VhdxLogEntry.DESCRIPTOR) {
                    long target = descriptors.getLong(at + 16);
                    boolean isPage = VhdxLogRing.isPage(descriptors, at);
                    String structure = structure(target);
                    List<BlockChange> changed = List.of();
                    if (listed++ >= MOST_CHANGES) {
                        complete = false;
                        return List.copyOf(changes);
                    }
                    if (isPage) {
                        if (structure.equals(TABLE)) {
                            changed = table(target, page(entry, pages, descriptors, at));
                        }
                        pages++;
                    }
                    changes.add(new Change(
                            structure, target, isPage ? PAGE : descriptors.getLong(at + 8), !isPage, changed));
                }
            }
            return List.copyOf(changes);
        }

        /** The page that an entry writes: the first eight and the last four bytes are in its descriptor. */
        private long[] page(VhdxLogRing.Entry entry, int number, ByteBuffer descriptors, int at) throws IOException {
            ByteBuffer page = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
            file.readRaw(ring.dataOffset(entry, number), page);
            page.putLong(0, descriptors.getLong(at + 8));
            page.putInt(PAGE - Integer.BYTES, descriptors.getInt(at + 4));
            long[] entries = new long[ENTRIES_IN_PAGE];
            page.flip().asLongBuffer().get(entries);
            return entries;
        }

        private List<BlockChange> table(long target, long[] now) {
            long[] then = before.put(target, now);
            if (then == null) {
                return List.of();
            }
            VhdxTable table = file.layout().table();
            long first = (target - table.tableOffset()) / Long.BYTES;
            List<BlockChange> changed = new ArrayList<>();
            for (int i = 0; i < now.length; i++) {
                long block = table.blockFrom(first + i);
                if (now[i] != then[i]
                        && !table.isBitmap(first + i)
                        && block < file.layout().blockCount()) {
                    if (blocks++ >= MOST_BLOCKS) {
                        complete = false;
                        break;
                    }
                    changed.add(new BlockChange(
                            block,
                            (int) (then[i] & VhdxTable.STATE_MASK),
                            (int) (now[i] & VhdxTable.STATE_MASK),
                            VhdxLayout.offset(now[i])));
                }
            }
            return List.copyOf(changed);
        }

        private String structure(long target) {
            if (target < VhdxConstants.MIB) {
                return "region table";
            }
            for (VhdxRegion region : file.regions()) {
                if (target >= region.fileOffset() && target < region.fileOffset() + region.length()) {
                    return region.id().equals(VhdxRegion.TABLE)
                            ? TABLE
                            : region.id().equals(VhdxRegion.METADATA) ? "metadata" : "other";
                }
            }
            return "other";
        }
    }
}

package io.github.vhdlayers.file;

import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.FindingLog;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.format.VhdConstants;
import io.github.vhdlayers.internal.format.vhdx.VhdxConstants;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Examines the whole block allocation table of a VHDX file: its states, places, sector bitmaps and what is left in it. */
final class VhdxExamination {
    private static final String TABLE = "VHDX block allocation table";
    private static final int MIB = VhdxConstants.MIB;
    private static final long RESERVED_BITS = MIB - 1 - VhdxTable.STATE_MASK;
    /** How far beyond the disk's last block a table is looked at. */
    private static final long MOST_SPARE_ENTRIES = 1 << 20;
    /** In the number of a place, what tells a sector bitmap from a block. */
    private static final long BITMAP = 1L << 31;

    private final VhdxFile file;
    private final VhdxLayout layout;
    private final VhdxTable table;
    private final Limits limits;
    private final FindingLog log;
    private final FileExamination.Places blocks;
    private final TakenPlaces taken = new TakenPlaces(VhdxLayout.FARTHEST + VhdxConstants.LARGEST_BLOCK);
    private boolean shared;
    private final List<FileRegion> structures = new ArrayList<>();
    private long reserved;
    private long firstReserved;
    private long trimmed;
    private long firstTrimmed;
    private long unexpected;
    private long firstUnexpected;

    private VhdxExamination(VhdxFile file, Limits limits) {
        this.file = file;
        this.layout = file.layout();
        this.table = layout.table();
        this.limits = limits;
        this.log = new FindingLog(file.name(), limits.maxFindings());
        this.blocks = new FileExamination.Places(limits.maxExaminedBlocks(), MIB);
    }

    static FileExamination of(VhdxFile file, Limits limits) throws IOException {
        return new VhdxExamination(file, limits).examine();
    }

    private FileExamination examine() throws IOException {
        for (FileRegion region : layout.structures()) {
            long length = Math.min(region.length(), Math.max(0, file.fileSize() - region.fileOffset()));
            if (length > 0) {
                structures.add(new FileRegion(region.kind(), region.fileOffset(), length, -1));
            }
        }
        long end = layout.blockCount();
        for (long block = table.nextEntry(0);
                block < end && table.indexOf(block) < table.readableEntries();
                block = table.nextEntry(block + 1)) {
            examine(block, table.block(block));
        }
        long chunks = (end + table.chunkRatio() - 1) / table.chunkRatio();
        for (long chunk = 0; chunk < chunks && table.bitmapIndexOf(chunk) < table.readableEntries(); chunk++) {
            long entry = table.bitmap(chunk);
            if (entry != 0) {
                examineBitmap(chunk, entry);
            }
        }
        reportCounts();
        if (shared) {
            reportOverlaps();
        }
        reportSpare();
        structures.sort(Comparator.comparingLong(FileRegion::fileOffset));
        return new FileExamination(
                file,
                MIB,
                blocks.sorted(),
                List.copyOf(structures),
                layout.blockBytes(),
                blocks.leftOut() == 0,
                log.findings());
    }

    private void examine(long block, long entry) throws IOException {
        long index = table.indexOf(block);
        int state = (int) (entry & VhdxTable.STATE_MASK);
        // A block that is absent or zeros has no place, so what is there is reserved as well.
        boolean placeReserved = state == VhdxTable.NOT_PRESENT || state == VhdxTable.ZERO;
        boolean odd = (entry & RESERVED_BITS) != 0 || (placeReserved && VhdxLayout.offset(entry) != 0);
        if (odd && reserved++ == 0) {
            firstReserved = index;
        }
        if (state <= VhdxTable.UNMAPPED) {
            boolean anchored =
                    (state == VhdxTable.UNDEFINED || state == VhdxTable.UNMAPPED) && VhdxLayout.offset(entry) != 0;
            if (anchored && trimmed++ == 0) {
                firstTrimmed = block;
            }
            return;
        }
        long at = layout.dataOffset(block);
        if (at < 0) {
            if (log.isFull()) {
                log.leaveOut(1);
                return;
            }
            boolean lostBitmap = state == VhdxTable.PARTIALLY_PRESENT
                    && layout.hasParent()
                    && layout.bitmapOffset(block / table.chunkRatio()) < 0;
            boolean impossible =
                    state == 4 || state == 5 || (state == VhdxTable.PARTIALLY_PRESENT && !layout.hasParent());
            log.add(
                    impossible
                            ? FindingCode.BAT_STATE_RESERVED
                            : lostBitmap ? FindingCode.BITMAP_MISSING : FindingCode.BAT_ENTRY_MISPLACED,
                    TABLE,
                    "entry " + index + " (block " + block + ") is " + layout.why(block),
                    offsetOf(index));
            return;
        }
        // What is behind the end of the file, where its log makes it longer, takes nothing of it.
        if (at < file.fileSize()) {
            blocks.add(at, block);
        }
        take(at, layout.blockBytes());
        long bytes =
                Math.min(layout.blockBytes(), file.sectors() * VhdConstants.SECTOR_BYTES - block * layout.blockBytes());
        if (at + bytes > file.dataEnd()) {
            log.add(
                    FindingCode.BLOCK_TRUNCATED,
                    "block " + block,
                    "the last " + (at + bytes - file.dataEnd()) + " of its bytes are not in the file",
                    at);
        }
    }

    private void examineBitmap(long chunk, long entry) throws IOException {
        long index = table.bitmapIndexOf(chunk);
        if ((entry & RESERVED_BITS) != 0 && reserved++ == 0) {
            firstReserved = index;
        }
        int state = (int) (entry & VhdxTable.STATE_MASK);
        if (state != VhdxTable.NOT_PRESENT && state != VhdxTable.FULLY_PRESENT) {
            log.add(
                    FindingCode.BAT_STATE_RESERVED,
                    TABLE,
                    "entry " + index + " is a sector bitmap in state " + state,
                    offsetOf(index));
        } else if (state == VhdxTable.FULLY_PRESENT && !layout.hasParent()) {
            if (unexpected++ == 0) {
                firstUnexpected = index;
            }
        } else if (state == VhdxTable.FULLY_PRESENT) {
            long at = layout.bitmapOffset(chunk);
            if (at < 0) {
                log.add(
                        FindingCode.BAT_ENTRY_MISPLACED,
                        TABLE,
                        "entry " + index + " is a sector bitmap at file offset "
                                + Long.toUnsignedString(VhdxLayout.offset(entry)),
                        offsetOf(index));
            } else {
                take(at, MIB);
                if (at < file.fileSize() && structures.size() < limits.maxExaminedBlocks()) {
                    structures.add(
                            new FileRegion(FileRegion.Kind.SECTOR_BITMAP, at, Math.min(MIB, file.fileSize() - at), -1));
                }
            }
        }
    }

    private void reportCounts() {
        if (reserved > 0) {
            log.add(
                    FindingCode.BAT_RESERVED_BITS,
                    TABLE,
                    reserved + (reserved == 1 ? " entry" : " entries") + ", the first is entry " + firstReserved,
                    offsetOf(firstReserved));
        }
        if (trimmed > 0) {
            log.add(
                    FindingCode.TRIMMED_DATA,
                    TABLE,
                    trimmed + (trimmed == 1 ? " block" : " blocks") + ", the first is block " + firstTrimmed,
                    offsetOf(table.indexOf(firstTrimmed)));
        }
        if (unexpected > 0) {
            log.add(
                    FindingCode.BITMAP_UNEXPECTED,
                    TABLE,
                    unexpected + (unexpected == 1 ? " bitmap" : " bitmaps") + ", the first is entry " + firstUnexpected,
                    offsetOf(firstUnexpected));
        }
    }

    private void take(long at, long length) {
        for (long mib = at / MIB; mib < (at + length) / MIB; mib++) {
            shared |= !taken.take(mib);
        }
    }

    /** Names what shares places, which no sound file has: only then are all places sorted. */
    private void reportOverlaps() throws IOException {
        FileExamination.Places all = new FileExamination.Places(limits.maxExaminedBlocks(), MIB);
        for (long block = layout.nextPresent(0, layout.blockCount());
                block < layout.blockCount() && table.indexOf(block) < table.readableEntries();
                block = layout.nextPresent(block + 1, layout.blockCount())) {
            long at = layout.dataOffset(block);
            if (at >= 0) {
                all.add(at, block);
            }
        }
        long chunks = (layout.blockCount() + table.chunkRatio() - 1) / table.chunkRatio();
        for (long chunk = 0; layout.hasParent() && chunk < chunks; chunk++) {
            long at = layout.bitmapOffset(chunk);
            if (at >= 0) {
                all.add(at, BITMAP | chunk);
            }
        }
        if (all.leftOut() > 0) {
            log.add(
                    FindingCode.EXAMINATION_INCOMPLETE,
                    TABLE,
                    "blocks share places, and " + all.leftOut() + " were not compared with the others",
                    table.tableOffset());
        }
        reportOverlaps(all.sorted());
    }

    private void reportOverlaps(long[] sorted) {
        long reach = -1;
        long reaching = -1;
        for (long packed : sorted) {
            long place = ((packed ^ Long.MIN_VALUE) >>> 32) * MIB;
            long number = packed & 0xFFFF_FFFFL;
            if (place < reach) {
                boolean same = place + length(number) == reach && length(number) == length(reaching);
                log.add(
                        same ? FindingCode.BAT_ENTRY_DUPLICATE : FindingCode.BAT_ENTRIES_OVERLAP,
                        TABLE,
                        name(reaching) + " and " + name(number) + " share "
                                + (Math.min(reach, place + length(number)) - place) + " bytes from file offset " + place
                                + " on",
                        offsetOf(
                                (number & BITMAP) == 0 ? table.indexOf(number) : table.bitmapIndexOf(number - BITMAP)));
            }
            if (place + length(number) > reach) {
                reach = place + length(number);
                reaching = number;
            }
        }
    }

    private long length(long number) {
        return (number & BITMAP) == 0 ? layout.blockBytes() : MIB;
    }

    private static String name(long number) {
        return (number & BITMAP) == 0 ? "block " + number : "the sector bitmap of chunk " + (number - BITMAP);
    }

    private void reportSpare() throws IOException {
        long first = table.indexOf(layout.blockCount() - 1) + 1;
        long end = Math.min(table.readableEntries(), first + MOST_SPARE_ENTRIES);
        for (long index = table.nextUsed(first, end); index < end; index = table.nextUsed(index + 1, end)) {
            if (!table.isBitmap(index)) {
                if (log.isFull()) {
                    log.leaveOut(1);
                    continue;
                }
                log.add(
                        FindingCode.BAT_ENTRY_BEYOND_DISK,
                        TABLE,
                        "entry " + index + " is " + Long.toHexString(table.entry(index)) + ", the disk has "
                                + layout.blockCount() + " blocks",
                        offsetOf(index));
            }
        }
    }

    private long offsetOf(long index) {
        return table.tableOffset() + index * Long.BYTES;
    }
}

package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import io.github.vhdlayers.internal.format.vhdx.VhdxConstants;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    /** In the number of a place, what distinguishes a sector bitmap from a block. */
    private static final long BITMAP = 1L << 31;

    private final VhdxFile file;
    private final VhdxLayout layout;
    private final VhdxTable table;
    private final Limits limits;
    private final FindingLog log;
    private final FileExamination.Places blocks;
    private final VhdxCutOff cut;
    private final TakenPlaces taken = new TakenPlaces(VhdxLayout.FARTHEST + VhdxConstants.LARGEST_BLOCK);
    private boolean shared;
    /** How many bytes of the file the table lists, of blocks in any state, and where the first of them is. */
    private long listed;

    private long firstListed = Long.MAX_VALUE;

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
        this.cut = new VhdxCutOff(file.dataEnd(), limits.maxFindings());
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
        ByteBuffer one = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long chunk = 0; chunk < chunks && table.bitmapIndexOf(chunk) < table.readableEntries(); chunk++) {
            long entry = table.bitmapAlone(chunk, one);
            if (entry != 0) {
                examineBitmap(chunk, entry);
            }
        }
        cut.report(log, unlisted(0), unlisted(firstListed));
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
            if (anchored && VhdxLayout.offset(entry) > 0 && VhdxLayout.offset(entry) < file.dataEnd()) {
                listed += layout.blockBytes();
                firstListed = Math.min(firstListed, VhdxLayout.offset(entry));
            }
            return;
        }
        long at = layout.dataOffset(block);
        if (at < 0) {
            examineMisplaced(block, entry, state);
            return;
        }
        // What is behind the end of the file, where its log makes it longer, takes nothing of it.
        if (at < file.fileSize()) {
            blocks.add(at, block);
        }
        take(at, layout.blockBytes());
        long bytes = bytesInDisk(block);
        if (at + bytes > file.dataEnd()) {
            cut.truncated(
                    at,
                    bytes,
                    new VhdxCutOff.Entry(
                            FindingCode.BLOCK_TRUNCATED,
                            "block " + block,
                            "the last " + (at + bytes - file.dataEnd()) + " of its bytes are not in the file",
                            at));
        }
    }

    /** How many bytes from a place on no structure and no entry of the table takes; fewer than none where they share some. */
    private long unlisted(long from) {
        long left = file.dataEnd() - from - listed;
        for (FileRegion region : layout.structures()) {
            left -= region.fileOffset() < from ? 0 : (region.length() + MIB - 1) / MIB * MIB;
        }
        return left;
    }

    private long bytesInDisk(long block) {
        return Math.min(layout.blockBytes(), file.sectors() * VhdConstants.SECTOR_BYTES - block * layout.blockBytes());
    }

    private void examineMisplaced(long block, long entry, int state) throws IOException {
        long index = table.indexOf(block);
        boolean impossible = state == 4 || state == 5 || (state == VhdxTable.PARTIALLY_PRESENT && !layout.hasParent());
        long chunk = block / table.chunkRatio();
        boolean lostBitmap =
                state == VhdxTable.PARTIALLY_PRESENT && layout.hasParent() && layout.bitmapOffset(chunk) < 0;
        long offset = VhdxLayout.offset(entry);
        boolean behind = !impossible && cut.isBehind(offset);
        boolean without = !behind && lostBitmap && isBitmapBehindEnd(chunk);
        VhdxCutOff.Entry found = null;
        // A table may have millions of such entries.
        if ((behind || without) ? cut.hasRoom() : !log.isFull()) {
            found = new VhdxCutOff.Entry(
                    impossible
                            ? FindingCode.BAT_STATE_RESERVED
                            : lostBitmap ? FindingCode.BITMAP_MISSING : FindingCode.BAT_ENTRY_MISPLACED,
                    TABLE,
                    "entry " + index + " (block " + block + ") is " + layout.why(block),
                    offsetOf(index));
        }
        if (behind) {
            cut.block(offset, bytesInDisk(block), found);
        } else if (without) {
            cut.withoutBitmap(found);
        } else if (found == null) {
            log.leaveOut(1);
        } else {
            found.addTo(log);
        }
    }

    private boolean isBitmapBehindEnd(long chunk) throws IOException {
        long entry = table.bitmap(chunk);
        return (entry & VhdxTable.STATE_MASK) == VhdxTable.FULLY_PRESENT
                && cut.isBehind(VhdxLayout.offset(entry) + MIB - 1);
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
                long offset = VhdxLayout.offset(entry);
                VhdxCutOff.Entry found = new VhdxCutOff.Entry(
                        FindingCode.BAT_ENTRY_MISPLACED,
                        TABLE,
                        "entry " + index + " is a sector bitmap at file offset " + Long.toUnsignedString(offset),
                        offsetOf(index));
                if (isBitmapBehindEnd(chunk)) {
                    cut.bitmap(offset, MIB, found);
                } else {
                    found.addTo(log);
                }
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
        firstListed = Math.min(firstListed, at);
        for (long mib = at / MIB; mib < (at + length) / MIB; mib++) {
            boolean isNew = taken.take(mib);
            shared |= !isNew;
            listed += isNew && mib * MIB < file.dataEnd() ? MIB : 0;
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

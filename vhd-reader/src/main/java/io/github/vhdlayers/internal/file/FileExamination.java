package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * What a file's whole block allocation table says: how many blocks there are, which entries cannot be right, and what every
 * region of the file is for. Opening a disk reads none of this, because the table of a large disk has a million entries.
 *
 * <p>Immutable and thread-safe.
 */
public final class FileExamination {
    private static final String TABLE = "block allocation table";
    /** How far beyond the disk's last block a table is looked at; room to grow is larger, but never in use. */
    private static final long MOST_SPARE_ENTRIES = 1 << 20;

    private final LayerFile file;
    private final long unit;
    private final long[] sorted;
    private final List<FileRegion> structures;
    private final long blockLength;
    private final boolean complete;
    private final List<Finding> findings;

    /**
     * An examination.
     *
     * @param unit what places of blocks are counted in, in bytes
     * @param sorted the blocks by their places: the place in units in the upper half, the block's number in the lower one
     */
    FileExamination(
            LayerFile file,
            long unit,
            long[] sorted,
            List<FileRegion> structures,
            long blockLength,
            boolean complete,
            List<Finding> findings) {
        this.file = file;
        this.unit = unit;
        this.sorted = sorted;
        this.structures = structures;
        this.blockLength = blockLength;
        this.complete = complete;
        this.findings = findings;
    }

    /**
     * Examines a file. Reads its block allocation table once, and no block.
     *
     * @param file the file, which stays open
     * @param limits how many blocks are examined together, and how many findings are kept
     * @throws IOException if the table cannot be read
     */
    public static FileExamination of(LayerFile file, Limits limits) throws IOException {
        file.requireOpen();
        return file instanceof VhdxFile vhdx ? VhdxExamination.of(vhdx, limits) : of((VhdFile) file, limits);
    }

    private static FileExamination of(VhdFile file, Limits limits) throws IOException {
        FindingLog log = new FindingLog(file.name(), limits.maxFindings());
        List<FileRegion> structures = new ArrayList<>();
        BlockLayout blocks = file.blocks();
        long[] sorted = new long[0];
        long blockLength = 0;
        boolean complete = true;
        if (blocks == null) {
            long length = Math.min(file.dataEnd(), file.sectors() * VhdConstants.SECTOR_BYTES);
            structures.add(new FileRegion(FileRegion.Kind.DATA, 0, length, -1));
        } else {
            structures.addAll(blocks.structures());
            blockLength = blocks.bitmapBytes() + blocks.blockBytes();
            Places places = new Places(limits.maxExaminedBlocks());
            collect(file, blocks, places, limits, log);
            sorted = places.sorted();
            reportOverlaps(sorted, blockLength, blocks, log);
            reportSpareEntries(file, blocks, log);
            long unread = Math.max(0, blocks.readableEntries() - limits.maxExaminedEntries());
            complete = places.leftOut == 0 && unread == 0;
            if (unread > 0) {
                log.add(
                        FindingCode.EXAMINATION_INCOMPLETE,
                        TABLE,
                        "the last " + unread + " of its entries were not looked at",
                        blocks.tableOffset() + limits.maxExaminedEntries() * (long) Integer.BYTES);
            }
            if (places.leftOut > 0) {
                log.add(
                        FindingCode.EXAMINATION_INCOMPLETE,
                        TABLE,
                        places.leftOut + " blocks were not compared with the others",
                        blocks.tableOffset());
            }
        }
        LocatedFooter tail = file.tailFooter();
        if (tail != null) {
            structures.add(new FileRegion(
                    FileRegion.Kind.FOOTER, tail.fileOffset(), tail.footer().length(), -1));
        }
        structures.sort(Comparator.comparingLong(FileRegion::fileOffset));
        return new FileExamination(
                file,
                VhdConstants.SECTOR_BYTES,
                sorted,
                List.copyOf(structures),
                blockLength,
                complete,
                log.findings());
    }

    /** How many blocks are in the file, in places where a block can be. */
    public long blockCount() {
        return sorted.length;
    }

    /**
     * Whether all blocks were examined. If not, {@link #regions} calls the others unreferenced, because it does not know of
     * them.
     */
    public boolean isComplete() {
        return complete;
    }

    /** What is odd about the table, in the order of its entries, and then about the blocks in the order of their places. */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * Every byte of the file, in order, as regions; where regions overlap, both are listed. Found as they are asked for.
     */
    public Iterable<FileRegion> regions() {
        return Regions::new;
    }

    private static void reportSpareBlockSize(VhdFile file, BlockLayout blocks, long firstBeyond, FindingLog log) {
        for (long size = blocks.blockBytes() / 2; size >= VhdConstants.SECTOR_BYTES; size /= 2) {
            long fitting = (file.sectors() * VhdConstants.SECTOR_BYTES + size - 1) / size;
            if (fitting == blocks.headerEntries()) {
                log.add(
                        FindingCode.BLOCK_SIZE_CONTRADICTED,
                        TABLE,
                        "entry " + firstBeyond + " is in use, and the disk has " + blocks.blockCount() + " blocks of "
                                + blocks.blockBytes() + " bytes; " + fitting + " blocks of " + size
                                + " bytes would fit the table",
                        blocks.tableOffset() + firstBeyond * Integer.BYTES);
                return;
            }
        }
    }

    private static void collect(VhdFile file, BlockLayout blocks, Places places, Limits limits, FindingLog log)
            throws IOException {
        long end = Math.min(blocks.blockCount(), limits.maxExaminedEntries());
        CutOff cut = file.tailFooter() == null ? new CutOff(file) : null;
        long zeros = 0;
        long firstZero = 0;
        for (long block = blocks.nextListed(0, end); block < end; block = blocks.nextListed(block + 1, end)) {
            long entry = blocks.entry(block);
            if (entry == BlockAllocationTable.MISSING_ENTRY) {
                // Reported once, when the file was opened: the table ends here.
                break;
            }
            if (entry == 0) {
                firstZero = zeros == 0 ? block : firstZero;
                zeros++;
                continue;
            }
            if (cut != null && cut.takes(blocks, block, entry)) {
                if (blocks.place(block) >= 0) {
                    places.add(blocks.place(block), block);
                }
                continue;
            }
            long place = blocks.place(block);
            long entryOffset = blocks.tableOffset() + block * Integer.BYTES;
            if (place >= 0) {
                places.add(place, block);
                reportTruncation(file, blocks, block, place, log);
            } else if (log.isFull()) {
                log.leaveOut(1);
            } else {
                log.add(FindingCode.BAT_ENTRY_MISPLACED, TABLE, "entry " + block + " is sector " + entry, entryOffset);
            }
        }
        if (cut != null) {
            cut.report(log);
        }
        if (zeros > 0) {
            reportZeros(blocks, zeros, firstZero, log);
        }
    }

    /** One finding for all of them: a lost sector of a table is 128 entries. */
    private static void reportZeros(BlockLayout blocks, long zeros, long first, FindingLog log) throws IOException {
        boolean absent = blocks.zeroMeansAbsent();
        log.add(
                absent ? FindingCode.BAT_ENTRY_ZERO : FindingCode.BAT_ENTRY_LOST,
                TABLE,
                (zeros == 1 ? "entry " + first + " is 0" : zeros + " entries are 0, the first is entry " + first)
                        + (absent
                                ? ", and the file has no unlisted room for a block"
                                : ", and the file has room for a block that is not listed, or ends early"),
                blocks.tableOffset() + first * Integer.BYTES);
    }

    private static void reportTruncation(VhdFile file, BlockLayout blocks, long block, long place, FindingLog log) {
        long sectors = Math.min(blocks.blockSectors(), file.sectors() - block * blocks.blockSectors());
        long needed = place + blocks.bitmapBytes() + sectors * VhdConstants.SECTOR_BYTES;
        if (needed > file.dataEnd()) {
            log.add(
                    FindingCode.BLOCK_TRUNCATED,
                    "block " + block,
                    "the last " + (needed - file.dataEnd()) + " of its bytes are not in the file",
                    place);
        }
    }

    private static void reportOverlaps(long[] sorted, long blockLength, BlockLayout blocks, FindingLog log) {
        for (int i = 1; i < sorted.length; i++) {
            long before = Places.fileOffset(sorted[i - 1]);
            long place = Places.fileOffset(sorted[i]);
            if (place - before < blockLength) {
                boolean same = place == before;
                log.add(
                        same ? FindingCode.BAT_ENTRY_DUPLICATE : FindingCode.BAT_ENTRIES_OVERLAP,
                        TABLE,
                        "blocks " + Places.block(sorted[i - 1]) + " and " + Places.block(sorted[i])
                                + (same ? " are both" : " share " + (before + blockLength - place) + " bytes, from")
                                + (same ? " at" : "") + " file offset " + place + "; in doubt are "
                                + sectors(blocks, Places.block(sorted[i - 1])) + " and "
                                + sectors(blocks, Places.block(sorted[i])) + " of the disk",
                        blocks.tableOffset() + Places.block(sorted[i]) * Integer.BYTES);
            }
        }
    }

    private static String sectors(BlockLayout blocks, long block) {
        long first = block * blocks.blockSectors();
        return "sectors " + first + " to " + (first + blocks.blockSectors() - 1);
    }

    private static void reportSpareEntries(VhdFile file, BlockLayout blocks, FindingLog log) throws IOException {
        BlockAllocationTable table = blocks.wholeTable();
        long end = Math.min(table.usedEntries(), blocks.blockCount() + MOST_SPARE_ENTRIES);
        boolean isFirst = true;
        for (long entry = table.nextUsed(blocks.blockCount(), end);
                entry < end;
                entry = table.nextUsed(entry + 1, end)) {
            long value = table.entry(entry);
            // Zero is what some writers fill the spare room with.
            if (value != 0) {
                if (isFirst) {
                    reportSpareBlockSize(file, blocks, entry, log);
                    isFirst = false;
                }
                log.add(
                        FindingCode.BAT_ENTRY_BEYOND_DISK,
                        TABLE,
                        "entry " + entry + " is sector " + value + ", the disk has " + blocks.blockCount() + " blocks",
                        blocks.tableOffset() + entry * Integer.BYTES);
            }
        }
    }

    /** Blocks by place: a sector of 32 bits and a block of 32 bits in one number, which sorts as the places do. */
    static final class Places {
        private final int limit;
        private final long unit;
        private long[] packed = new long[64];
        private int count;
        private long leftOut;

        Places(int limit) {
            this(limit, VhdConstants.SECTOR_BYTES);
        }

        Places(int limit, long unit) {
            this.limit = limit;
            this.unit = unit;
        }

        long leftOut() {
            return leftOut;
        }

        void add(long fileOffset, long block) {
            if (count == limit) {
                leftOut++;
                return;
            }
            if (count == packed.length) {
                packed = Arrays.copyOf(packed, Math.min(limit, count * 2));
            }
            // The flipped sign bit makes the signed order of longs the order of places.
            packed[count++] = (((fileOffset / unit) << 32) | block) ^ Long.MIN_VALUE;
        }

        long[] sorted() {
            // At the limit the array is full, and no second one of that size is made.
            long[] sorted = count == packed.length ? packed : Arrays.copyOf(packed, count);
            Arrays.sort(sorted);
            return sorted;
        }

        static long fileOffset(long packed) {
            return ((packed ^ Long.MIN_VALUE) >>> 32) * VhdConstants.SECTOR_BYTES;
        }

        static long block(long packed) {
            return packed & 0xFFFF_FFFFL;
        }
    }

    private long placeOf(long packed) {
        return ((packed ^ Long.MIN_VALUE) >>> 32) * unit;
    }

    /** Merges structures and blocks in file order, and names what is between. */
    private final class Regions implements Iterator<FileRegion> {
        private int nextStructure;
        private int nextBlock;
        private long covered;
        private @Nullable FileRegion pending;

        @Override
        public boolean hasNext() {
            return pending != null
                    || nextStructure < structures.size()
                    || nextBlock < sorted.length
                    || covered < file.fileSize();
        }

        @Override
        public FileRegion next() {
            FileRegion region = pending;
            pending = null;
            if (region == null) {
                region = take();
                long start = region == null ? file.fileSize() : region.fileOffset();
                if (start > covered) {
                    pending = region;
                    region = new FileRegion(FileRegion.Kind.UNREFERENCED, covered, start - covered, -1);
                }
            }
            if (region == null) {
                throw new NoSuchElementException();
            }
            covered = Math.max(covered, region.end());
            return region;
        }

        private @Nullable FileRegion take() {
            boolean structureFirst = nextStructure < structures.size()
                    && (nextBlock == sorted.length
                            || structures.get(nextStructure).fileOffset() <= placeOf(sorted[nextBlock]));
            if (structureFirst) {
                return structures.get(nextStructure++);
            }
            if (nextBlock == sorted.length) {
                return null;
            }
            long packed = sorted[nextBlock++];
            long place = placeOf(packed);
            long length = Math.min(blockLength, file.fileSize() - place);
            return new FileRegion(FileRegion.Kind.BLOCK, place, length, Places.block(packed));
        }
    }
}

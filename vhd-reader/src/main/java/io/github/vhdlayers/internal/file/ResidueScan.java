package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.format.vhd.SectorBitmap;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import io.github.vhdlayers.io.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a file once, in the order of its bytes, and finds what is not zero where nothing should be: under clear bits,
 * behind the disk's end, in regions that nothing refers to, in padding and in reserved fields.
 *
 * <p>Reads every byte at most once, whatever the table says, and holds a fixed number of them; so the time is bounded by the
 * file's size, and memory by nothing in it. For one thread.
 */
public final class ResidueScan {
    private static final int SECTOR = VhdConstants.SECTOR_BYTES;
    private static final int CHUNK = 64 * 1024;
    private static final int BITMAP_WINDOW = 4096;
    private static final long TOLD_EVERY = 1 << 20;
    /** Observed: Windows pads the table to a page. */
    private static final long PAGE = 4096;

    private static final byte[] ZEROS = new byte[CHUNK];

    private final LayerFile file;
    private final Limits limits;
    private final Progress progress;
    private final Visitor visitor;
    private final byte[] chunk = new byte[CHUNK];
    private final long[] bits = new long[BITMAP_WINDOW / 64];
    private @Nullable ResidueRegion held;
    private boolean complete = true;
    private long emptyBlocks;
    private long firstEmptyBlock = -1;
    private long staleBitmaps;
    private long firstStaleBitmap = -1;
    private long bytesRead;
    private long toldAt;

    /** Takes regions as they are found. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Takes a region, which touches none of its kind that was found before, unless that was in another block.
         *
         * @throws IOException passed on to the caller that started the scan
         */
        void found(ResidueRegion region) throws IOException;
    }

    /**
     * A scan that has not begun.
     *
     * @param file the file, which stays open
     * @param limits how many blocks are compared with each other; with more, regions that nothing refers to are not looked for
     * @param progress receives how many of the file's bytes were read, and may cancel
     * @param visitor takes the regions in the order of their file offsets; those inside of structures come first
     */
    public ResidueScan(LayerFile file, Limits limits, Progress progress, Visitor visitor) {
        this.file = file;
        this.limits = limits;
        this.progress = progress;
        this.visitor = visitor;
    }

    /**
     * Scans the file.
     *
     * @throws CancellationException if the progress ended the scan
     * @throws IOException if the file cannot be read, or the visitor threw it
     */
    public void scan() throws IOException {
        if (file instanceof VhdFile vhd) {
            new StructurePadding(vhd).report(this::add);
        }
        FileExamination examination = FileExamination.of(file, limits);
        complete = examination.isComplete();
        long covered = 0;
        FileRegion before = null;
        VhdxResidue vhdx = file instanceof VhdxFile one ? new VhdxResidue(one, this) : null;
        for (FileRegion region : examination.regions()) {
            if (vhdx != null) {
                vhdx.region(region, covered, complete);
            } else if (region.kind() == FileRegion.Kind.BLOCK) {
                block(region, covered);
            } else if (region.kind() == FileRegion.Kind.UNREFERENCED && complete) {
                gap(region, before);
            }
            covered = Math.max(covered, region.end());
            before = region;
            tell(covered, false);
        }
        flush();
        tell(file.fileSize(), true);
    }

    /** Whether all blocks were compared with each other, so that unreferenced regions could be distinguished from blocks. */
    public boolean isComplete() {
        return complete;
    }

    /** How many blocks have room in the file and not one sector of the disk. */
    public long emptyBlocks() {
        return emptyBlocks;
    }

    /** The file offset of the first block without sectors, or -1. */
    public long firstEmptyBlock() {
        return firstEmptyBlock;
    }

    /** How many blocks Xen's batmap calls full although their bitmaps have clear bits. */
    public long staleBitmaps() {
        return staleBitmaps;
    }

    /** The file offset of the first such block, or -1. */
    public long firstStaleBitmap() {
        return firstStaleBitmap;
    }

    /** What is between structures. What follows the table or a locator belongs to it, up to where its room ends. */
    private void gap(FileRegion gap, @Nullable FileRegion before) throws IOException {
        long at = gap.fileOffset();
        BlockLayout blocks = ((VhdFile) file).blocks();
        if (blocks != null && before != null && before.end() == at) {
            if (before.kind() == FileRegion.Kind.TABLE) {
                long entriesEnd = Math.min(gap.end(), blocks.tableOffset() + blocks.headerEntries() * Integer.BYTES);
                long padEnd = Math.min(gap.end(), roundUp(entriesEnd, SECTOR));
                long pageEnd = Math.min(gap.end(), roundUp(padEnd, PAGE));
                uniform(at, entriesEnd);
                uniform(Math.max(at, entriesEnd), padEnd);
                uniform(padEnd, pageEnd);
                at = Math.max(at, pageEnd);
            } else if (before.kind() == FileRegion.Kind.LOCATOR) {
                long roomEnd = Math.min(gap.end(), blocks.locatorRoomEnd(before.fileOffset()));
                nonZero(ResidueRegion.Kind.LOCATOR_SLACK, at, roomEnd, -1, -1);
                at = Math.max(at, roomEnd);
            }
        }
        nonZero(ResidueRegion.Kind.UNREFERENCED, at, gap.end(), -1, -1);
    }

    /** A block, as far as it is behind {@code covered}: what overlaps was reported where it was met first. */
    private void block(FileRegion region, long covered) throws IOException {
        BlockLayout blocks = ((VhdFile) file).blocks();
        if (blocks == null || region.end() <= covered) {
            return;
        }
        long place = region.fileOffset();
        long block = region.block();
        boolean full = blocks.isKnownFull(block);
        long inDisk = Math.min(blocks.blockSectors(), file.sectors() - block * blocks.blockSectors());
        long data = place + blocks.bitmapBytes();
        long end = Math.min(data + blocks.blockBytes(), file.dataEnd());
        long set = 0;
        for (long first = uncovered(covered - data); first < inDisk; first += BITMAP_WINDOW) {
            int count = (int) Math.min(BITMAP_WINDOW, inDisk - first);
            blocks.readBitmap(place, first, count, bits);
            bytesRead += BITMAP_WINDOW / 8;
            for (int at = SectorBitmap.nextClear(bits, 0, count); at < count; ) {
                int stop = SectorBitmap.nextSet(bits, at, count);
                set -= stop - at;
                if (!full) {
                    long sector = first + at;
                    long from = Math.max(covered, data + sector * SECTOR);
                    nonZero(
                            ResidueRegion.Kind.UNDER_CLEAR_BITS,
                            from,
                            Math.min(end, data + (first + stop) * SECTOR),
                            block,
                            block * blocks.blockSectors() + (from - data) / SECTOR);
                }
                at = SectorBitmap.nextClear(bits, stop, count);
            }
            set += count;
        }
        if (covered <= place) {
            count(place, inDisk, set, full);
            uniformBitmap(place, block, blocks);
        }
        long slack = Math.max(covered, data + inDisk * SECTOR);
        nonZero(ResidueRegion.Kind.PAST_DISK_END, slack, end, block, -1);
    }

    private void count(long place, long sectors, long set, boolean full) {
        if (full && set < sectors) {
            firstStaleBitmap = staleBitmaps++ == 0 ? place : firstStaleBitmap;
        } else if (!full && set == 0) {
            firstEmptyBlock = emptyBlocks++ == 0 ? place : firstEmptyBlock;
        }
    }

    /** The first sector of a block that is not covered, given how many bytes of its data are; a multiple of 64. */
    private static long uncovered(long bytes) {
        return bytes <= 0 ? 0 : bytes / SECTOR / 64 * 64;
    }

    private void uniformBitmap(long place, long block, BlockLayout blocks) throws IOException {
        long used = (blocks.blockSectors() + 7) / 8;
        if (used < blocks.bitmapBytes()) {
            uniform(ResidueRegion.Kind.BITMAP_PADDING, place + used, place + blocks.bitmapBytes(), block);
        }
    }

    private void uniform(long from, long end) throws IOException {
        uniform(ResidueRegion.Kind.TABLE_PADDING, from, end, -1);
    }

    /**
     * Padding that tools fill with 00 or with FF: a sector's part that is neither is reported, by the words in it that are
     * neither, or as a whole where there is no such word.
     */
    private void uniform(ResidueRegion.Kind kind, long from, long end, long block) throws IOException {
        // A table may claim gigabytes of room, so it is read in large pieces, with progress.
        for (long at = from; at < end; ) {
            int length = (int) Math.min(CHUNK - at % SECTOR, end - at);
            read(at, length);
            tell(at, false);
            for (int i = isFilled(0, length) ? length : 0; i < length; ) {
                int step = (int) Math.min(SECTOR - (at + i) % SECTOR, length - i);
                if (!isFilled(i, i + step)) {
                    reportWords(kind, at, i, i + step, block);
                }
                i += step;
            }
            at += length;
        }
    }

    private void reportWords(ResidueRegion.Kind kind, long chunkOffset, int from, int end, long block)
            throws IOException {
        boolean any = false;
        for (int i = from; i < end; i += Integer.BYTES) {
            int word = Math.min(Integer.BYTES, end - i);
            boolean zeros = Arrays.mismatch(chunk, i, i + word, ZEROS, 0, word) < 0;
            boolean ones = true;
            for (int j = i; j < i + word; j++) {
                ones &= chunk[j] == (byte) 0xFF;
            }
            if (!zeros && !ones) {
                any = true;
                add(new ResidueRegion(kind, chunkOffset + i, word, block, -1));
            }
        }
        if (!any) {
            add(new ResidueRegion(kind, chunkOffset + from, end - from, block, -1));
        }
    }

    /** Whether a part of the chunk is all 00 or all FF. */
    private boolean isFilled(int from, int end) {
        // Every byte equals the one before it.
        return (chunk[from] == 0 || chunk[from] == (byte) 0xFF)
                && Arrays.mismatch(chunk, from, end - 1, chunk, from + 1, end) < 0;
    }

    /** Reports the sectors of the file that are not zero, cut to the range. */
    void nonZero(ResidueRegion.Kind kind, long from, long end, long block, long virtualSector) throws IOException {
        for (long at = from; at < end; ) {
            int length = (int) Math.min(CHUNK - at % SECTOR, end - at);
            read(at, length);
            tell(at, false);
            if (Arrays.mismatch(chunk, 0, length, ZEROS, 0, length) >= 0) {
                for (int i = 0; i < length; ) {
                    int step = (int) Math.min(SECTOR - (at + i) % SECTOR, length - i);
                    if (Arrays.mismatch(chunk, i, i + step, ZEROS, 0, step) >= 0) {
                        long sector = virtualSector < 0 ? -1 : virtualSector + (at + i - from) / SECTOR;
                        add(new ResidueRegion(kind, at + i, step, block, sector));
                    }
                    i += step;
                }
            }
            at += length;
        }
    }

    private void read(long fileOffset, int length) throws IOException {
        file.readRaw(fileOffset, ByteBuffer.wrap(chunk, 0, length));
        bytesRead += length;
    }

    void add(ResidueRegion region) throws IOException {
        ResidueRegion last = held;
        boolean continues = last != null
                && last.kind() == region.kind()
                && last.block() == region.block()
                && last.end() == region.fileOffset();
        if (last != null && continues) {
            held = new ResidueRegion(
                    last.kind(),
                    last.fileOffset(),
                    last.length() + region.length(),
                    last.block(),
                    last.virtualSector());
        } else {
            flush();
            held = region;
        }
    }

    private void flush() throws IOException {
        if (held != null) {
            visitor.found(held);
            held = null;
        }
    }

    private void tell(long done, boolean always) {
        if (always || bytesRead - toldAt >= TOLD_EVERY) {
            toldAt = bytesRead;
            if (!progress.onProgress(done, file.fileSize(), bytesRead)) {
                throw new CancellationException("the scan of " + file.name() + " was ended at byte " + done);
            }
        }
    }

    private static long roundUp(long bytes, long unit) {
        return (bytes + unit - 1) / unit * unit;
    }
}

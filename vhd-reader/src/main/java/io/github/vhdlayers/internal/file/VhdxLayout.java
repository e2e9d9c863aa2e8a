package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import io.github.vhdlayers.internal.format.vhdx.VhdxConstants;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the blocks of a VHDX file are, and which of their sectors the file decides about. Thread-safe; what it keeps is bounded.
 */
public final class VhdxLayout implements SectorLayout {
    private static final int MIB = VhdxConstants.MIB;
    /** Twice as far as the largest disk needs: places behind this are no places. */
    static final long FARTHEST = 1L << 47;

    private static final String TABLE = "VHDX block allocation table";
    /** What eight bits of a bitmap mean in sectors of 512 bytes where each stands for one of 4096: the lowest is the first. */
    private static final long[] SPREAD = spread();

    private final RandomAccessSource source;
    private final VhdxTable table;
    private final boolean hasParent;
    private final boolean zerosHide;
    private final long blockBytes;
    private final long blockCount;
    private final int sectorUnits;
    private final StructureMap structures;
    private final long dataEnd;
    private final Limits limits;
    private volatile long shared = -1;

    /**
     * A layout.
     *
     * @param zerosHide whether a block that is zeros, trimmed or undefined hides a parent
     * @param sectorUnits how many sectors of 512 bytes a sector of the disk has
     */
    VhdxLayout(
            RandomAccessSource source,
            VhdxTable table,
            boolean hasParent,
            boolean zerosHide,
            long blockBytes,
            long blockCount,
            int sectorUnits,
            StructureMap structures,
            Limits limits)
            throws IOException {
        this.source = source;
        this.table = table;
        this.hasParent = hasParent;
        this.zerosHide = zerosHide;
        this.blockBytes = blockBytes;
        this.blockCount = blockCount;
        this.sectorUnits = sectorUnits;
        this.structures = structures;
        this.dataEnd = source.size();
        this.limits = limits;
    }

    private static long[] spread() {
        long[] words = new long[256];
        for (int bits = 0; bits < words.length; bits++) {
            for (int bit = 0; bit < 8; bit++) {
                words[bits] |= (bits >> bit & 1) == 0 ? 0 : 0xFFL << (56 - 8 * bit);
            }
        }
        return words;
    }

    @Override
    public long blockBytes() {
        return blockBytes;
    }

    @Override
    public long blockSectors() {
        return blockBytes / VhdConstants.SECTOR_BYTES;
    }

    @Override
    public long blockCount() {
        return blockCount;
    }

    /** How many blocks share a sector bitmap. */
    public long chunkRatio() {
        return table.chunkRatio();
    }

    VhdxTable table() {
        return table;
    }

    boolean hasParent() {
        return hasParent;
    }

    /** The regions that structures take, in no order. */
    List<FileRegion> structures() {
        return structures.regions();
    }

    /**
     * The state of a block as stored, 0 to 7; null if its entry is not there.
     *
     * @throws IOException if the table cannot be read
     */
    public @Nullable Integer state(long block) throws IOException {
        return table.indexOf(block) >= table.readableEntries()
                ? null
                : Integer.valueOf((int) (table.block(block) & VhdxTable.STATE_MASK));
    }

    @Override
    public long dataOffset(long block) throws IOException {
        long entry = table.block(block);
        return switch ((int) (entry & VhdxTable.STATE_MASK)) {
            case VhdxTable.NOT_PRESENT -> ABSENT;
            case VhdxTable.UNDEFINED, VhdxTable.ZERO, VhdxTable.UNMAPPED -> zerosHide ? ZEROS : ABSENT;
            case VhdxTable.FULLY_PRESENT -> place(entry, blockBytes);
            case VhdxTable.PARTIALLY_PRESENT ->
                hasParent && bitmapOffset(block / table.chunkRatio()) >= 0 ? place(entry, blockBytes) : MISPLACED;
            default -> MISPLACED;
        };
    }

    /** Where an entry puts something; {@link #MISPLACED} if it cannot be there. */
    private long place(long entry, long length) {
        long at = offset(entry);
        return at <= 0 || at >= FARTHEST || at >= dataEnd || structures.overlaps(at, at + length) ? MISPLACED : at;
    }

    /** The file offset in an entry; negative from 2^63 on. */
    static long offset(long entry) {
        return entry & -MIB;
    }

    /** Where the sector bitmap of a chunk is, or -1 if there is none that can be read whole. */
    long bitmapOffset(long chunk) throws IOException {
        long entry = table.bitmap(chunk);
        if ((entry & VhdxTable.STATE_MASK) != VhdxTable.FULLY_PRESENT) {
            return -1;
        }
        long at = place(entry, MIB);
        return at < 0 || at > dataEnd - MIB ? -1 : at;
    }

    @Override
    public boolean isKnownFull(long block) throws IOException {
        return (table.block(block) & VhdxTable.STATE_MASK) == VhdxTable.FULLY_PRESENT;
    }

    @Override
    public void readOwned(long block, long firstSector, int sectorCount, long[] words) throws IOException {
        int wordCount = (sectorCount + 63) >>> 6;
        long sectorsPerBit = sectorUnits;
        long bitmap = bitmapOffset(block / table.chunkRatio());
        long first = (block % table.chunkRatio() * blockSectors() + firstSector) / sectorsPerBit;
        int bytes = wordCount * 64 / (8 * sectorUnits);
        ByteBuffer bits = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        source.readFully(bitmap + first / 8, bits);
        bits.flip();
        for (int i = 0; i < wordCount; i++) {
            words[i] = sectorUnits == 1 ? Long.reverse(bits.getLong()) : SPREAD[bits.get() & 0xFF];
        }
    }

    @Override
    public long nextListed(long block) throws IOException {
        return table.nextPresent(block, Long.MAX_VALUE);
    }

    @Override
    public long nextPresent(long block, long end) throws IOException {
        return table.nextPresent(block, end);
    }

    @Override
    public long endOfMissing(long block) {
        return block < blockCount && table.indexOf(block) >= table.readableEntries() ? blockCount : block;
    }

    @Override
    public long endOfZeros(long block, long end) throws IOException {
        return zerosHide ? table.endOfZeros(block, end) : block;
    }

    @Override
    public long endOfStored(long block, long end) throws IOException {
        long first = table.block(block);
        if ((first & VhdxTable.STATE_MASK) != VhdxTable.FULLY_PRESENT) {
            return block;
        }
        long at = offset(first);
        long after = table.endOfRow(block, end, blockBytes);
        long stop = at + (after - block) * blockBytes;
        return at > 0 && stop <= Math.min(dataEnd, FARTHEST) && !structures.overlaps(at, stop) ? after : block;
    }

    @Override
    public BlockCounts count() throws IOException {
        long stored = 0;
        long misplaced = 0;
        for (long block = nextPresent(0, blockCount); block < blockCount; block = nextPresent(block, blockCount)) {
            long missing = endOfMissing(block);
            if (missing > block) {
                misplaced += missing - block;
                block = missing;
                continue;
            }
            long at = dataOffset(block);
            stored += at >= 0 ? 1 : 0;
            misplaced += at == MISPLACED ? 1 : 0;
            block++;
        }
        return new BlockCounts(stored, misplaced);
    }

    /**
     * How many blocks are in each state, by the number of the state; those without an entry are counted at 8. Reads the whole table.
     *
     * @throws IOException if the table cannot be read
     */
    public long[] countStates() throws IOException {
        long[] counts = new long[9];
        long listed = 0;
        for (long block = table.nextEntry(0); block < blockCount; block = table.nextEntry(block + 1)) {
            Integer state = state(block);
            if (state == null) {
                counts[8] += blockCount - block;
                listed += blockCount - block;
                break;
            }
            counts[state]++;
            listed++;
        }
        counts[VhdxTable.NOT_PRESENT] += blockCount - listed;
        return counts;
    }

    @Override
    public void requireFewShared() throws IOException {
        table.requireOpen();
        long known = shared;
        if (known < 0) {
            known = countShared();
            shared = known;
        }
        if (known > limits.maxSharedSectors()) {
            throw new LimitException(
                    new Problem(
                            ErrorCode.BLOCKS_SHARE_PLACES,
                            source.name(),
                            TABLE,
                            "sectors in more than one block",
                            "at most " + limits.maxSharedSectors(),
                            Long.toString(known),
                            table.tableOffset()),
                    limits.maxSharedSectors(),
                    known);
        }
    }

    /** Marks every MiB of the file that a block takes; an honest file has none that is marked twice. */
    private long countShared() throws IOException {
        TakenPlaces taken = new TakenPlaces(FARTHEST + VhdxConstants.LARGEST_BLOCK);
        long twice = 0;
        long most = limits.maxSharedSectors() / (MIB / VhdConstants.SECTOR_BYTES) + 1;
        for (long block = nextPresent(0, blockCount);
                block < blockCount && twice <= most;
                block = nextPresent(block + 1, blockCount)) {
            if (endOfMissing(block) > block) {
                break;
            }
            long at = dataOffset(block);
            for (long mib = at / MIB; at >= 0 && mib < (at + blockBytes) / MIB; mib++) {
                twice += taken.take(mib) ? 0 : 1;
            }
        }
        return twice * (MIB / VhdConstants.SECTOR_BYTES);
    }

    @Override
    public CorruptVhdException misplaced(long block) throws IOException {
        return new CorruptVhdException(new Problem(
                ErrorCode.BLOCK_MISPLACED,
                source.name(),
                TABLE,
                "entry " + table.indexOf(block) + " (block " + block + ")",
                "a block of " + blockBytes + " bytes before file offset " + dataEnd + ", outside the other structures",
                why(block),
                table.tableOffset() + table.indexOf(block) * Long.BYTES));
    }

    /** What is wrong with the entry of a block. */
    String why(long block) throws IOException {
        long index = table.indexOf(block);
        if (index >= table.readableEntries()) {
            return "the end of the table or the file, behind " + table.readableEntries() + " entries";
        }
        long entry = table.block(block);
        int state = (int) (entry & VhdxTable.STATE_MASK);
        if (state == 4 || state == 5) {
            return "state " + state + ", which is reserved";
        }
        if (state == VhdxTable.PARTIALLY_PRESENT && !hasParent) {
            return "a block that is present in part, in a disk without a parent";
        }
        if (state == VhdxTable.PARTIALLY_PRESENT && bitmapOffset(block / table.chunkRatio()) < 0) {
            return "a block that is present in part, and no sector bitmap of its chunk in the file";
        }
        return "file offset " + Long.toUnsignedString(offset(entry));
    }
}

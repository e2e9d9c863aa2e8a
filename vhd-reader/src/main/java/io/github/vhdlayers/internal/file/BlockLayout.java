package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.internal.format.vhd.DynamicDiskHeader;
import io.github.vhdlayers.internal.format.vhd.ParentLocator;
import io.github.vhdlayers.internal.format.vhd.SectorBitmap;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the blocks of a dynamic or differencing file are, and which of their sectors the file holds. Thread-safe; what it
 * keeps is bounded.
 */
public final class BlockLayout implements SectorLayout {
    private final StructureSource source;
    private final BlockAllocationTable table;
    private final BlockAllocationTable wholeTable;
    private final @Nullable Batmap batmap;
    private final UnlistedRoom unlistedRoom;
    private final SharedPlaces sharedPlaces;
    private final long blockBytes;
    private final long bitmapBytes;
    private final long blockCount;
    private final long tableOffset;
    private final DynamicDiskHeader header;
    private final StructureMap structures;
    private final long dataEnd;

    BlockLayout(
            StructureSource source,
            BlockAllocationTable table,
            BlockAllocationTable wholeTable,
            @Nullable Batmap batmap,
            UnlistedRoom unlistedRoom,
            DynamicDiskHeader header,
            long blockCount,
            StructureMap structures,
            long dataEnd,
            Limits limits) {
        this.source = source;
        this.table = table;
        this.wholeTable = wholeTable;
        this.batmap = batmap;
        this.unlistedRoom = unlistedRoom;
        this.header = header;
        this.blockBytes = header.blockBytes();
        this.bitmapBytes = SectorBitmap.storedBytes(blockBytes);
        this.blockCount = blockCount;
        this.tableOffset = header.tableOffset();
        this.structures = structures;
        this.dataEnd = dataEnd;
        this.sharedPlaces = new SharedPlaces(this, source.name(), limits);
    }

    @Override
    public long blockBytes() {
        return blockBytes;
    }

    @Override
    public long blockSectors() {
        return blockBytes / VhdConstants.SECTOR_BYTES;
    }

    /** How many bytes of the file a block's bitmap takes, before the block's data. */
    public long bitmapBytes() {
        return bitmapBytes;
    }

    @Override
    public long blockCount() {
        return blockCount;
    }

    /**
     * The block's entry in the table as stored, or -1 if it should be there and is behind the end of the table or the file.
     *
     * @param block 0 to {@link #blockCount()} - 1
     * @throws IOException if the table cannot be read
     */
    public long entry(long block) throws IOException {
        return table.entry(block);
    }

    @Override
    public long dataOffset(long block) throws IOException {
        long place = place(block);
        return place < 0 ? place : place + bitmapBytes;
    }

    /**
     * The file offset of the block's bitmap, behind which its data is; or {@link #ABSENT}, or {@link #MISPLACED}: the entry is out of
     * place, cut off, left out of a table that is too small, or zeros where the file has room for a block.
     *
     * @param block 0 to {@link #blockCount()} - 1
     * @throws IOException if the table cannot be read
     */
    public long place(long block) throws IOException {
        long entry = table.entry(block);
        if (entry == VhdConstants.UNUSED_ENTRY) {
            return ABSENT;
        }
        if (entry == 0) {
            return zeroMeansAbsent() ? ABSENT : MISPLACED;
        }
        if (entry == BlockAllocationTable.MISSING_ENTRY) {
            return MISPLACED;
        }
        long start = entry * VhdConstants.SECTOR_BYTES;
        long end = start + bitmapBytes + blockBytes;
        return structures.overlaps(start, end) || start + bitmapBytes > dataEnd ? MISPLACED : start;
    }

    @Override
    public void requireFewShared() throws IOException {
        source.requireOpen();
        sharedPlaces.requireFew();
    }

    /**
     * Whether an entry of 0, which would be the footer copy's place, stands for a block that was never written, as some programs
     * leave it. If the file has room for a block that the table does not list, or ends early, it may as well be a lost entry.
     * The table is read for this once, when it is first asked.
     */
    boolean zeroMeansAbsent() throws IOException {
        return !unlistedRoom.exists();
    }

    /** The first block from {@code block} on that has an entry other than "unused", or {@link Long#MAX_VALUE}. */
    @Override
    public long nextListed(long block) throws IOException {
        return table.nextUsed(block, Long.MAX_VALUE);
    }

    /**
     * The first block from {@code block} on that has an entry other than "unused", or {@link Long#MAX_VALUE} if there is none
     * before {@code end}.
     */
    long nextListed(long block, long end) throws IOException {
        return table.nextUsed(block, end);
    }

    @Override
    public long nextPresent(long block, long end) throws IOException {
        long listed = table.nextUsed(block, end);
        boolean passesZeros = listed < table.readableEntries() && table.entry(listed) == 0 && zeroMeansAbsent();
        return passesZeros ? table.nextPresent(listed, end) : listed;
    }

    /** Takes no time for entries that are cut off, of which a small file can claim 2^32. */
    @Override
    public BlockCounts count() throws IOException {
        long stored = 0;
        long misplaced = 0;
        long end = table.readableEntries();
        for (long block = nextPresent(0, end); block < end; block = nextPresent(block, end)) {
            if (place(block) >= 0) {
                stored++;
                block++;
            } else {
                long after = Math.max(block + 1, table.endOfZeros(block));
                misplaced += after - block;
                block = after;
            }
        }
        return new BlockCounts(stored, misplaced + table.usedEntries() - end);
    }

    @Override
    public long endOfMissing(long block) throws IOException {
        boolean lostZero = block < table.readableEntries() && table.entry(block) == 0 && !zeroMeansAbsent();
        return table.endOfMissing(lostZero ? table.endOfZeros(block) : block);
    }

    /** The regions that structures take, in no order. */
    List<FileRegion> structures() {
        return structures.regions();
    }

    /** All entries that the header claims and the file holds, also those beyond the disk's last block. */
    BlockAllocationTable wholeTable() {
        return wholeTable;
    }

    /** Where the table is, as a file offset. */
    long tableOffset() {
        return tableOffset;
    }

    /** How many entries of the disk's blocks the file holds. */
    long readableEntries() {
        return table.readableEntries();
    }

    /** How many entries the header claims, whether or not the file holds them. */
    long headerEntries() {
        return header.maxTableEntries();
    }

    /** Where the room ends of the locator with data at a file offset; the offset itself if there is none. */
    long locatorRoomEnd(long dataOffset) {
        long end = dataOffset;
        for (ParentLocator locator : header.locators()) {
            if (locator.isUsed() && locator.dataOffset() == dataOffset) {
                end = Math.max(end, dataOffset + locator.roomBytes());
            }
        }
        return end;
    }

    /** Every block of this format has a bitmap in front of it, and nothing is known of it without that. */
    @Override
    public long endOfStored(long block, long end) {
        return block;
    }

    /** No block of this format is zeros by its entry alone. */
    @Override
    public long endOfZeros(long block, long end) {
        return block;
    }

    /** Whether every sector of the block is stored whatever its bitmap says, because Xen's batmap calls it full. */
    @Override
    public boolean isKnownFull(long block) {
        return batmap != null && batmap.isFull(block);
    }

    @Override
    public void readOwned(long block, long firstSector, int sectorCount, long[] words) throws IOException {
        readBitmap(place(block), firstSector, sectorCount, words);
    }

    /**
     * Reads a part of a block's bitmap.
     *
     * @param place what {@link #place} returned for the block, not negative
     * @param firstSector the first sector in the block, a multiple of 64
     * @param sectorCount how many sectors, from there on
     * @param words receives the bits from its first word on, as {@link SectorBitmap} describes; bits behind the last sector
     *     asked for are undefined
     * @throws CorruptVhdException if the file ends before the bitmap does
     * @throws IOException if the file cannot be read
     */
    public void readBitmap(long place, long firstSector, int sectorCount, long[] words) throws IOException {
        int wordCount = (sectorCount + 63) >>> 6;
        ByteBuffer bytes = ByteBuffer.allocate(wordCount * Long.BYTES);
        source.readFully(place + firstSector / 8, bytes);
        bytes.flip();
        for (int i = 0; i < wordCount; i++) {
            words[i] = bytes.getLong();
        }
    }

    @Override
    public CorruptVhdException misplaced(long block) throws IOException {
        long entry = table.entry(block);
        String found = "sector " + entry;
        if (entry == BlockAllocationTable.MISSING_ENTRY) {
            found = block < headerEntries()
                    ? "the file's end"
                    : "the end of the table, which has " + headerEntries() + " entries";
        } else if (entry == 0) {
            found = "0, although the file has room for a block that is not listed, or ends early";
        }
        return new CorruptVhdException(new Problem(
                ErrorCode.BLOCK_MISPLACED,
                source.name(),
                "block allocation table",
                "entry " + block,
                "the sector of a block of " + bitmapBytes + " + " + blockBytes + " bytes before file offset " + dataEnd
                        + ", outside the other structures",
                found,
                tableOffset + block * Integer.BYTES));
    }
}

package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.file.LayerFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Which sectors of a disk one file decides about, and where they are: block by block, and inside a block by a bitmap. It is the same
 * question in every format. Sectors are of 512 bytes, whatever the disk presents.
 *
 * <p>Only this library implements it, once for each format. Thread-safe; what it keeps is bounded.
 */
public interface SectorLayout {
    /** What {@link #dataOffset} returns for a block about which the file says nothing: the parent decides, or it is unwritten. */
    long ABSENT = -1;
    /**
     * What {@link #dataOffset} returns for a block that the table puts where no block can be, or of which the entry is lost or impossible.
     * What it holds is unknown.
     */
    long MISPLACED = -2;
    /** What {@link #dataOffset} returns for a block that the file says is zeros, whatever the parent has there. */
    long ZEROS = -3;

    /**
     * The layout of an opened file.
     *
     * @param file the file; only this library implements it
     * @return null if the file's bytes from 0 on are the disk's, up to {@link LayerFile#dataEnd()}
     */
    static @Nullable SectorLayout of(LayerFile file) {
        return ((StoredFile) file).layout();
    }

    /** How many data bytes a block holds, a power of two. */
    long blockBytes();

    /** How many sectors a block holds, a power of two. */
    long blockSectors();

    /** How many blocks the disk has, the last of which may be partly beyond its end. */
    long blockCount();

    /**
     * The file offset of the block's first sector; or {@link #ABSENT}, {@link #MISPLACED} or {@link #ZEROS}.
     *
     * @param block 0 to {@link #blockCount()} - 1
     * @throws IOException if a table cannot be read
     */
    long dataOffset(long block) throws IOException;

    /**
     * Whether the file stores every sector of a block that has a data offset, so that no bitmap need be read.
     *
     * @throws IOException if a table cannot be read
     */
    boolean isKnownFull(long block) throws IOException;

    /**
     * Reads which sectors of a block the file stores.
     *
     * @param block a block that has a data offset
     * @param firstSector the first sector in the block, a multiple of 64
     * @param sectorCount how many sectors, from there on
     * @param words receives the bits from its first word on: the first sector is the highest bit of the first word; bits
     *     behind the last sector asked for are undefined
     * @throws CorruptVhdException if the file ends before the bitmap does
     * @throws IOException if the file cannot be read
     */
    void readOwned(long block, long firstSector, int sectorCount, long[] words) throws IOException;

    /**
     * The first block from {@code block} on that may be other than {@link #ABSENT}, or {@link Long#MAX_VALUE}. A hostile table has
     * 2^32 of them: a caller that goes through all bounds the number.
     *
     * @throws IOException if a table cannot be read
     */
    long nextListed(long block) throws IOException;

    /**
     * The first block from {@code block} on that is not {@link #ABSENT}, or {@link Long#MAX_VALUE} if there is none before
     * {@code end}. Goes fast through what is absent.
     *
     * @throws IOException if a table cannot be read
     */
    long nextPresent(long block, long end) throws IOException;

    /**
     * If the block is {@link #MISPLACED} because its entry is lost, the block behind the last one in a row of which that is true;
     * otherwise the block itself.
     *
     * @throws IOException if a table cannot be read
     */
    long endOfMissing(long block) throws IOException;

    /**
     * If the block is {@link #ZEROS}, the block behind the last one in a row of which that is true, or a block from {@code end} on;
     * otherwise the block itself.
     *
     * @throws IOException if a table cannot be read
     */
    long endOfZeros(long block, long end) throws IOException;

    /**
     * If the file stores all sectors of the block in one piece, the block behind the last one in a row of which that is true and of which
     * each is stored right behind the one before it, or a block from {@code end} on; otherwise the block itself. A layout may always
     * return the block itself: any other answer saves the caller time, and nothing else.
     *
     * @throws IOException if a table cannot be read
     */
    long endOfStored(long block, long end) throws IOException;

    /**
     * Counts the blocks. Reads the whole table.
     *
     * @throws IOException if a table cannot be read
     */
    BlockCounts count() throws IOException;

    /**
     * Throws if too many sectors of the file belong to more than one block, which makes the disk larger than anything the file
     * holds. For callers that go through a whole disk. The table is read for this once.
     *
     * @throws io.github.vhdlayers.diag.LimitException if there are more than
     *     {@link io.github.vhdlayers.diag.Limits#maxSharedSectors()}
     * @throws IOException if a table cannot be read
     */
    void requireFewShared() throws IOException;

    /**
     * The problem of a block that is {@link #MISPLACED}.
     *
     * @throws IOException if a table cannot be read
     */
    CorruptVhdException misplaced(long block) throws IOException;
}

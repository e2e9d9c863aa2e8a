package io.github.vhdlayers.ownership;

import io.github.vhdlayers.chain.DiskChain;
import io.github.vhdlayers.io.RandomAccessData;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A chain, from one of its layers on, read as one disk that knows its owners.
 *
 * <p>Thread-safe. A read gives the disk's bytes or throws; it never gives zeros for what is not known. Whole sectors or not,
 * any position and length will do. {@link #filled(byte)} gives a view that reads a byte where nothing is known.
 *
 * @since 0.1.0
 */
public interface MergedSource extends RandomAccessData {
    /** The unit of ownership, and of every sector number here, in bytes; also on disks with larger logical sectors. */
    int SECTOR_BYTES = 512;

    /**
     * A chain as one disk, from one of its layers on.
     *
     * @param chain the chain, which stays open as long as the view is used
     * @param topLayer the layer to start from: the disk as it was when that layer was the newest
     * @param honourDynamicBitmaps whether a clear bit in a dynamic disk means that the sector is unwritten, as the specification says
     * @throws IndexOutOfBoundsException if there is no such layer
     */
    static MergedSource of(DiskChain chain, int topLayer, boolean honourDynamicBitmaps) {
        return new ChainSource(chain, topLayer, honourDynamicBitmaps);
    }

    /** The disk's size in bytes, a multiple of 512. Unlike that of other sources it is known once and for all. */
    @Override
    long size();

    /** How many sectors of 512 bytes the disk has. */
    long sectors();

    /** The whole chain, also where this starts from a deeper layer. */
    DiskChain chain();

    /** The number of the layer that this starts from; 0 is the leaf. */
    int topLayer();

    /**
     * The disk as a layer left it: that layer and everything under it. Layers keep their numbers. The view is valid as long as
     * the chain is open; it holds nothing that needs closing.
     *
     * @param layer the layer's number in the whole chain; 0 is the disk as it is
     * @throws IndexOutOfBoundsException if there is no such layer
     */
    MergedSource asOf(int layer);

    /**
     * A view that reads a byte for every sector that is unknown, where this fails. Its reader cannot tell that byte from data, so say that
     * it was used wherever its bytes go.
     *
     * @param fill the byte
     */
    Filled filled(byte fill);

    /** Who owns what. */
    OwnershipMap ownership();

    /**
     * Reads the disk's bytes, as many as the target has room for and the disk has.
     *
     * @param virtualOffset where to start on the disk, in bytes
     * @param target receives the bytes; what it holds after an exception is not defined
     * @return how many bytes were read, or -1 at or past the disk's end
     * @throws io.github.vhdlayers.diag.ParentException if one of them belongs to a missing parent
     * @throws io.github.vhdlayers.diag.CorruptVhdException if one of them cannot be read because a file is damaged
     */
    @Override
    int read(long virtualOffset, ByteBuffer target) throws IOException;

    /**
     * A merged disk in which a byte stands for every sector that is unknown. A reader cannot tell that byte from data, so {@link #disk()}
     * keeps the disk that can: its map names the sectors. Thread-safe.
     *
     * @since 0.1.0
     */
    interface Filled extends RandomAccessData {
        /** The disk itself, which fails where a sector is unknown. */
        MergedSource disk();

        /** The byte that stands for what is unknown. */
        byte fill();

        @Override
        long size();
    }
}

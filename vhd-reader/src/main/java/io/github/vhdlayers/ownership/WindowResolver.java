package io.github.vhdlayers.ownership;

import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.internal.file.SectorLayout;
import io.github.vhdlayers.internal.format.vhd.SectorBitmap;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import io.github.vhdlayers.ownership.OwnershipRun.UnknownCause;
import java.io.IOException;
import java.util.List;

/**
 * Finds the owners of all sectors of a window, newest layer first, with 64 sectors to a word: what a layer does not hold is
 * asked of the layers below, until nothing is left to ask for.
 *
 * <p>Layers may have blocks of different sizes. All are powers of two, so a window holds whole blocks or is in one.
 */
final class WindowResolver {
    private final List<DiskLayer> layers;
    private final boolean parentMissing;
    private final boolean honourDynamicBitmaps;

    WindowResolver(List<DiskLayer> layers, boolean parentMissing, boolean honourDynamicBitmaps) {
        this.layers = layers;
        this.parentMissing = parentMissing;
        this.honourDynamicBitmaps = honourDynamicBitmaps;
    }

    Window resolve(long index, int sectorCount) throws IOException {
        long first = index * Window.SECTORS;
        Window.Builder runs = new Window.Builder(index, sectorCount);
        long[] open = new long[Window.SECTORS >>> 6];
        SectorBitmap.set(open, 0, sectorCount);
        long[] bits = new long[Window.SECTORS >>> 6];
        for (DiskLayer layer : layers) {
            // Past the end of a shorter parent nothing was ever written; whatever the grandparent holds there is not
            // asked for.
            int end = (int) Math.max(0, Math.min(sectorCount, layer.file().sectors() - first));
            SectorBitmap.clear(open, end, sectorCount);
            resolve(layer, first, end, open, bits, runs);
            if (SectorBitmap.nextSet(open, 0, sectorCount) == sectorCount) {
                return runs.build();
            }
        }
        if (parentMissing) {
            int child = layers.get(layers.size() - 1).index();
            runs.addSet(open, 0, sectorCount, SectorLocation.unknown(UnknownCause.MISSING_PARENT, child));
        }
        return runs.build();
    }

    private void resolve(DiskLayer layer, long first, int end, long[] open, long[] bits, Window.Builder runs)
            throws IOException {
        SectorLayout blocks = SectorLayout.of(layer.file());
        if (blocks == null) {
            addStored(layer, first * VhdConstants.SECTOR_BYTES, open, 0, end, runs);
            SectorBitmap.clear(open, 0, end);
            return;
        }
        long blockSectors = blocks.blockSectors();
        int from = 0;
        while (from < end) {
            long block = (first + from) / blockSectors;
            int until = (int) Math.min(end, (block + 1) * blockSectors - first);
            if (SectorBitmap.nextSet(open, from, until) < until) {
                resolveBlock(layer, blocks, block, first, from, until, open, bits, runs);
            }
            from = until;
        }
    }

    private void resolveBlock(
            DiskLayer layer,
            SectorLayout blocks,
            long block,
            long first,
            int from,
            int until,
            long[] open,
            long[] bits,
            Window.Builder runs)
            throws IOException {
        boolean asksBelow = layer.file().type() == DiskType.DIFFERENCING;
        long blockData = blocks.dataOffset(block);
        if (blockData == SectorLayout.MISPLACED) {
            takeUnknown(layer, UnknownCause.BLOCK_MISPLACED, open, from, until, runs);
            return;
        }
        if (blockData == SectorLayout.ZEROS) {
            runs.addSet(open, from, until, SectorLocation.zeros(layer.index()));
            SectorBitmap.clear(open, from, until);
            return;
        }
        if (blockData != SectorLayout.ABSENT) {
            long sectorInBlock = first + from - block * blocks.blockSectors();
            long data = blockData + sectorInBlock * VhdConstants.SECTOR_BYTES;
            if (ownsAll(layer.file(), blocks, block)) {
                addStored(layer, data, open, from, until, runs);
                SectorBitmap.clear(open, from, until);
                return;
            }
            readOwned(blocks, block, sectorInBlock, from, until, bits);
            takeOwned(open, bits, from, until);
            addStored(layer, data, bits, from, until, runs);
        }
        if (layer.file().isTypeContradicted()) {
            takeUnknown(layer, UnknownCause.TYPE_CONTRADICTED, open, from, until, runs);
        }
        if (!asksBelow) {
            SectorBitmap.clear(open, from, until);
        }
    }

    /**
     * Adds runs for set bits that stand for sectors in a layer's file from {@code fileOffset} on. Behind the end of the file's data
     * nothing is stored, whatever the table says.
     */
    private static void addStored(
            DiskLayer layer, long fileOffset, long[] words, int from, int until, Window.Builder runs) {
        long there = Math.max(0, layer.file().dataEnd() - fileOffset) / VhdConstants.SECTOR_BYTES;
        int cut = (int) Math.min(until, from + there);
        runs.addSet(words, from, cut, SectorLocation.stored(layer.index(), fileOffset));
        runs.addSet(words, cut, until, SectorLocation.unknown(UnknownCause.DATA_TRUNCATED, layer.index()));
    }

    /** Marks every sector that is not yet decided as unknown. */
    private static void takeUnknown(
            DiskLayer layer, UnknownCause cause, long[] open, int from, int until, Window.Builder runs) {
        runs.addSet(open, from, until, SectorLocation.unknown(cause, layer.index()));
        SectorBitmap.clear(open, from, until);
    }

    private boolean ownsAll(LayerFile file, SectorLayout blocks, long block) throws IOException {
        return blocks.isKnownFull(block) || (file.type() == DiskType.DYNAMIC && !honourDynamicBitmaps);
    }

    /** Fills the bits from {@code from} to {@code until} of the window's words with the block's. */
    private static void readOwned(SectorLayout blocks, long block, long sectorInBlock, int from, int until, long[] bits)
            throws IOException {
        if (from % 64 == 0) {
            int count = until - from;
            long[] words = from == 0 ? bits : new long[(count + 63) >>> 6];
            blocks.readOwned(block, sectorInBlock, count, words);
            if (words != bits) {
                System.arraycopy(words, 0, bits, from >>> 6, words.length);
            }
        } else {
            // A block of fewer than 64 sectors that begins inside a word: it is a power of two, so it also ends there.
            long[] word = new long[1];
            blocks.readOwned(block, sectorInBlock, until - from, word);
            long mask = SectorBitmap.maskWithin(from >>> 6, from, until);
            bits[from >>> 6] = (bits[from >>> 6] & ~mask) | (word[0] >>> (from & 63) & mask);
        }
    }

    /** Leaves in {@code bits} what is open and owned, and open what is not owned. */
    private static void takeOwned(long[] open, long[] bits, int from, int until) {
        for (int word = from >>> 6; word << 6 < until; word++) {
            long mask = SectorBitmap.maskWithin(word, from, until);
            long owned = open[word] & bits[word] & mask;
            open[word] &= ~owned;
            bits[word] = (bits[word] & ~mask) | owned;
        }
    }

    /**
     * The first sector from a given one on where its owner, or why it has none, may change, because a layer lists a block or
     * ends: the sector itself where a block is listed. {@link Long#MAX_VALUE} if it does not before {@code limit}.
     */
    long nextChange(long sector, long limit) throws IOException {
        long next = Long.MAX_VALUE;
        for (DiskLayer layer : layers) {
            long sectors = layer.file().sectors();
            SectorLayout blocks = SectorLayout.of(layer.file());
            if (sector >= sectors) {
                return next;
            }
            next = Math.min(next, sectors);
            if (blocks == null) {
                long stored = layer.file().dataEnd() / VhdConstants.SECTOR_BYTES;
                return sector < stored ? Math.min(next, stored) : next;
            }
            long block = sector / blocks.blockSectors();
            // Nothing behind what a layer above lists matters: without this bound every leap would look through the
            // whole table again.
            long behind = Math.min(limit, next) / blocks.blockSectors() + 1;
            long missing = blocks.endOfMissing(block);
            long decided = missing > block ? missing : blocks.endOfZeros(block, behind);
            if (decided > block) {
                // Unknown because of this layer, or zeros, so the layers below have no say.
                return Math.min(next, startOf(decided, blocks));
            }
            long stored = blocks.endOfStored(block, behind);
            if (stored > block) {
                // The window before was all of this layer's: it goes on to the end of the row.
                return Math.min(next, startOf(stored, blocks));
            }
            next = Math.min(next, Math.max(sector, startOf(blocks.nextPresent(block, behind), blocks)));
            if (layer.file().type() != DiskType.DIFFERENCING) {
                return next;
            }
        }
        return next;
    }

    private static long startOf(long block, SectorLayout blocks) {
        return block == Long.MAX_VALUE ? Long.MAX_VALUE : block * blocks.blockSectors();
    }
}

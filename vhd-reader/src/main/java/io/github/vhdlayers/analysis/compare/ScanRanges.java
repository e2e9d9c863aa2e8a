package io.github.vhdlayers.analysis.compare;

import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.file.SectorLayout;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which parts of two disks have to be looked at, by the block tables alone. Where no layer that only one of them has lists a
 * block, both are as the layers that they share, and no bitmap need be read: of a small child of a large base that is nearly all
 * of the disk.
 *
 * <p>For one thread and one walk.
 */
final class ScanRanges {
    /** Ranges are whole windows, as large as those in which owners are found. */
    private static final long WINDOW = 4096;

    private final long sectors;
    /** From here on everything is looked at. */
    private final long allFrom;

    private final List<DiskLayer> own;
    private final List<Misplaced> shared;
    private long first;
    private long end;

    private ScanRanges(long sectors, long allFrom, List<DiskLayer> own, List<Misplaced> shared) {
        this.sectors = sectors;
        this.allFrom = allFrom;
        this.own = own;
        this.shared = shared;
    }

    /** What one layer holds. */
    static ScanRanges ofLayer(MergedSource view) {
        List<DiskLayer> layer = List.of(view.chain().layer(view.topLayer()));
        return new ScanRanges(view.sectors(), view.sectors(), layer, List.of());
    }

    /** Where two disks may differ. */
    static ScanRanges ofBoth(ComparedDisk sideA, ComparedDisk sideB) throws IOException {
        long sectors = Math.max(sideA.sectors(), sideB.sectors());
        MergedSource a = sideA.merged();
        MergedSource b = sideB.merged();
        if (a == null || b == null || isOrphan(a) || isOrphan(b) || differentRules(a, b)) {
            return new ScanRanges(sectors, 0, List.of(), List.of());
        }
        int endA = a.chain().layers().size();
        int endB = b.chain().layers().size();
        while (endA > a.topLayer()
                && endB > b.topLayer()
                && sideA.identityOf(endA - 1).equals(sideB.identityOf(endB - 1))) {
            endA--;
            endB--;
        }
        List<DiskLayer> own = new ArrayList<>(a.chain().layers().subList(a.topLayer(), endA));
        own.addAll(b.chain().layers().subList(b.topLayer(), endB));
        List<DiskLayer> below =
                a.chain().layers().subList(endA, a.chain().layers().size());
        if (below.isEmpty()) {
            return new ScanRanges(sectors, 0, List.of(), List.of());
        }
        // Behind the end of one of these layers nothing below it counts, and the disks need not agree any more.
        long allFrom = Math.min(a.sectors(), b.sectors());
        for (DiskLayer layer : own) {
            allFrom = Math.min(allFrom, layer.file().sectors());
        }
        return new ScanRanges(
                sectors, allFrom, own, below.stream().map(Misplaced::new).toList());
    }

    private static boolean isOrphan(MergedSource disk) {
        return disk.chain().missingParent() != null;
    }

    private static boolean differentRules(MergedSource a, MergedSource b) {
        return a.ownership().honoursDynamicBitmaps() != b.ownership().honoursDynamicBitmaps();
    }

    /** How many sectors there are, to be looked at or not. */
    long sectors() {
        return sectors;
    }

    /** Goes to the next range, and returns false if there is none. */
    boolean next() throws IOException {
        long found = nextListed(end);
        if (found >= sectors) {
            return false;
        }
        first = Math.max(end, found / WINDOW * WINDOW);
        end = found >= allFrom
                ? sectors
                : Math.min(sectors, Math.max(found / WINDOW * WINDOW + WINDOW, endOfLost(found)));
        return true;
    }

    /**
     * The end of what is unknown from a sector on because a file is cut off, or 0: it may be terabytes, in which there is nothing
     * to look for.
     */
    private long endOfLost(long sector) throws IOException {
        long last = 0;
        for (DiskLayer layer : own) {
            LayerFile file = layer.file();
            SectorLayout blocks = SectorLayout.of(file);
            if (sector >= file.sectors()) {
                continue;
            }
            if (blocks == null) {
                last = Math.max(last, sector >= file.dataEnd() / VhdConstants.SECTOR_BYTES ? file.sectors() : 0);
            } else {
                long block = sector / blocks.blockSectors();
                long lost = blocks.endOfMissing(block);
                last = Math.max(last, lost > block ? Math.min(file.sectors(), lost * blocks.blockSectors()) : 0);
            }
        }
        return last;
    }

    /** The first sector of the range. */
    long first() {
        return first;
    }

    /** The number behind the last one's; 0 before the first range. */
    long end() {
        return end;
    }

    private long nextListed(long sector) throws IOException {
        if (sector >= allFrom) {
            return sector;
        }
        long next = allFrom;
        for (DiskLayer layer : own) {
            next = Math.min(next, nextListed(layer, sector));
        }
        for (Misplaced layer : shared) {
            next = Math.min(next, layer.next(sector));
        }
        return next;
    }

    private static long nextListed(DiskLayer layer, long sector) throws IOException {
        SectorLayout blocks = SectorLayout.of(layer.file());
        if (sector >= layer.file().sectors()) {
            return Long.MAX_VALUE;
        }
        if (blocks == null) {
            return sector;
        }
        long block = blocks.nextListed(sector / blocks.blockSectors());
        return block == Long.MAX_VALUE ? block : Math.max(sector, block * blocks.blockSectors());
    }

    /** Blocks of a shared layer that cannot be read: both disks have them, and in both they are unknown and not equal. */
    private static final class Misplaced {
        private final DiskLayer layer;
        private long found = -1;

        Misplaced(DiskLayer layer) {
            this.layer = layer;
        }

        /** The first sector of such a block from one on; ask with ascending numbers. */
        long next(long sector) throws IOException {
            SectorLayout blocks = SectorLayout.of(layer.file());
            if (blocks == null || sector >= layer.file().sectors()) {
                return Long.MAX_VALUE;
            }
            long block = Math.max(found, sector / blocks.blockSectors());
            while (block != Long.MAX_VALUE && blocks.dataOffset(block) != SectorLayout.MISPLACED) {
                block = block + 1 == blocks.blockCount() ? Long.MAX_VALUE : blocks.nextListed(block + 1);
            }
            found = block;
            return block == Long.MAX_VALUE ? block : Math.max(sector, block * blocks.blockSectors());
        }
    }
}

package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.internal.format.vhd.SectorBitmap;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import io.github.vhdlayers.internal.format.vhdx.VhdxConstants;
import io.github.vhdlayers.internal.format.vhdx.VhdxHeader;
import io.github.vhdlayers.internal.format.vhdx.VhdxMetadataItem;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a VHDX file holds and its disk does not show, region by region in the order of the file. For one thread. */
final class VhdxResidue {
    private static final int SECTOR = VhdConstants.SECTOR_BYTES;
    private static final int WINDOW = 4096;
    /** Where the creator of the identifier ends; the rest of its slot is reserved. */
    private static final int CREATOR_END = 520;

    private static final int SLOT = VhdxConstants.SLOT;
    /** Trimmed blocks of which the places are kept; more are found as bytes that nothing refers to. */
    private static final int MOST_TRIMMED = 1 << 16;

    private final VhdxFile file;
    private final VhdxLayout layout;
    private final ResidueScan scan;
    private final TreeMap<Long, Long> trimmed = new TreeMap<>();
    private final long[] bits = new long[WINDOW / 64];

    VhdxResidue(VhdxFile file, ResidueScan scan) throws IOException {
        this.file = file;
        this.layout = file.layout();
        this.scan = scan;
        VhdxTable table = layout.table();
        for (long block = table.nextEntry(0);
                block < layout.blockCount()
                        && table.indexOf(block) < table.readableEntries()
                        && trimmed.size() < MOST_TRIMMED;
                block = table.nextEntry(block + 1)) {
            long entry = table.block(block);
            int state = (int) (entry & VhdxTable.STATE_MASK);
            long at = VhdxLayout.offset(entry);
            if ((state == VhdxTable.UNDEFINED || state == VhdxTable.UNMAPPED) && at > 0) {
                trimmed.put(at, block);
            }
        }
    }

    /** Looks at a region, as far as it begins behind {@code covered}. */
    void region(FileRegion region, long covered, boolean complete) throws IOException {
        long from = Math.max(covered, region.fileOffset());
        if (from >= region.end()) {
            return;
        }
        switch (region.kind()) {
            case HEADER_SECTION -> headerSection(region.end());
            case LOG -> {
                if (file.logState() != VhdxFile.LogState.REPLAYED) {
                    scan.nonZero(ResidueRegion.Kind.OLD_LOG, from, region.end(), -1, -1);
                }
            }
            case METADATA -> metadata(region);
            case TABLE -> {
                long used = region.fileOffset() + (layout.table().indexOf(layout.blockCount() - 1) + 1) * Long.BYTES;
                long chunk = layout.table().bitmapIndexOf((layout.blockCount() - 1) / layout.chunkRatio());
                long end = layout.hasParent() ? region.fileOffset() + (chunk + 1) * Long.BYTES : used;
                scan.nonZero(ResidueRegion.Kind.TABLE_PADDING, Math.min(region.end(), end), region.end(), -1, -1);
            }
            case BLOCK -> block(region, from);
            case UNREFERENCED -> {
                if (complete) {
                    gap(region);
                }
            }
            default -> {}
        }
    }

    private void headerSection(long end) throws IOException {
        scan.nonZero(ResidueRegion.Kind.RESERVED, CREATOR_END, Math.min(end, SLOT), -1, -1);
        for (VhdxHeader header : file.headers()) {
            boolean former = header.isValid()
                    && (!header.dataWriteGuid().equals(file.header().dataWriteGuid())
                            || !header.logGuid().equals(file.header().logGuid()));
            if (former) {
                scan.add(new ResidueRegion(
                        ResidueRegion.Kind.FORMER_HEADER, header.fileOffset(), VhdxConstants.HEADER_BYTES, -1, -1));
            }
            scan.nonZero(
                    ResidueRegion.Kind.RESERVED,
                    header.fileOffset() + VhdxConstants.HEADER_BYTES,
                    header.fileOffset() + SLOT,
                    -1,
                    -1);
        }
        scan.nonZero(ResidueRegion.Kind.RESERVED, VhdxConstants.REGION_TABLES + 2L * SLOT, end, -1, -1);
    }

    private void metadata(FileRegion region) throws IOException {
        List<VhdxMetadataItem> items = file.metadataItems().stream()
                .filter(item -> item.length() > 0)
                .sorted(Comparator.comparingLong(VhdxMetadataItem::offset))
                .toList();
        long at = 32L * (file.metadataItems().size() + 1);
        for (VhdxMetadataItem item : items) {
            slack(region, at, item.offset());
            at = item.end();
        }
        slack(region, at, region.length());
    }

    private void slack(FileRegion region, long from, long end) throws IOException {
        scan.nonZero(
                ResidueRegion.Kind.METADATA_SLACK,
                region.fileOffset() + from,
                Math.min(region.end(), region.fileOffset() + end),
                -1,
                -1);
    }

    private void block(FileRegion region, long from) throws IOException {
        long block = region.block();
        long data = region.fileOffset();
        long inDisk = Math.min(layout.blockSectors(), file.sectors() - block * layout.blockSectors());
        if (!layout.isKnownFull(block)) {
            for (long first = 0; first < inDisk; first += WINDOW) {
                int count = (int) Math.min(WINDOW, inDisk - first);
                layout.readOwned(block, first, count, bits);
                for (int at = SectorBitmap.nextClear(bits, 0, count); at < count; ) {
                    int stop = SectorBitmap.nextSet(bits, at, count);
                    long start = Math.max(from, data + (first + at) * SECTOR);
                    scan.nonZero(
                            ResidueRegion.Kind.OTHER_SECTORS,
                            start,
                            Math.min(region.end(), data + (first + stop) * SECTOR),
                            block,
                            block * layout.blockSectors() + (start - data) / SECTOR);
                    at = SectorBitmap.nextClear(bits, stop, count);
                }
            }
        }
        scan.nonZero(ResidueRegion.Kind.PAST_DISK_END, Math.max(from, data + inDisk * SECTOR), region.end(), block, -1);
    }

    /** What nothing refers to, but for blocks that were trimmed and still have their place there. */
    private void gap(FileRegion gap) throws IOException {
        long at = gap.fileOffset();
        Long before = trimmed.floorKey(at);
        long next = before != null && before + layout.blockBytes() > at ? before : at;
        for (Map.Entry<Long, Long> one = trimmed.ceilingEntry(next);
                one != null && one.getKey() < gap.end();
                one = trimmed.higherEntry(one.getKey())) {
            long place = one.getKey();
            long start = Math.max(at, place);
            long end = Math.min(gap.end(), place + layout.blockBytes());
            scan.nonZero(ResidueRegion.Kind.UNREFERENCED, at, start, -1, -1);
            long block = one.getValue();
            scan.nonZero(
                    ResidueRegion.Kind.TRIMMED,
                    start,
                    end,
                    block,
                    block * layout.blockSectors() + (start - place) / SECTOR);
            at = Math.max(at, end);
        }
        scan.nonZero(ResidueRegion.Kind.UNREFERENCED, at, gap.end(), -1, -1);
    }
}

package io.github.vhdlayers.analysis;

import io.github.vhdlayers.files.DiskExtent;
import io.github.vhdlayers.files.DiskFile;
import io.github.vhdlayers.files.FileExtent;
import io.github.vhdlayers.files.FileStream;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts whose sectors some extents touch, each sector once. */
final class Tallies {
    private static final int SECTOR = 512;

    private final MergedSource view;
    private final int layer;
    private final LayerChanges changes;

    /**
     * Counts for a layer.
     *
     * @param view the disk as the layer left it
     * @param changes which of its sectors the layer changed
     */
    Tallies(MergedSource view, int layer, LayerChanges changes) {
        this.view = view;
        this.layer = layer;
        this.changes = changes;
    }

    MergedSource view() {
        return view;
    }

    long changedOf(long firstSector, long count) {
        return changes.changed(firstSector, count);
    }

    /** Whether a sector may not be what it was. */
    boolean isSuspect(long sector) {
        return changes.isSuspect(sector, 1);
    }

    /** Whether any sector that an extent touches may not be what it was. */
    boolean isSuspect(long diskOffset, long length) {
        long first = diskOffset / SECTOR;
        long count = (diskOffset + length + SECTOR - 1) / SECTOR - first;
        return changes.isSuspect(first, count);
    }

    /**
     * A content with its sectors counted.
     *
     * @param owners the disk that says whose they are, or null for the layer's view: for a deleted file the disk as it was
     */
    FileOwnership of(
            DiskFile file,
            @Nullable FileStream stream,
            FileStatus status,
            @Nullable String problem,
            @Nullable MergedSource owners)
            throws IOException {
        List<DiskExtent> content = new ArrayList<>();
        if (stream != null) {
            for (FileExtent extent : stream.extents()) {
                if (extent.kind() == FileExtent.Kind.STORED) {
                    content.add(new DiskExtent(extent.diskOffset(), extent.length()));
                }
            }
        }
        MergedSource disk = owners == null ? view : owners;
        SectorTally ofContent = tally(content, disk);
        // An alternate stream has a line of its own; the metadata belongs to that of the main content.
        boolean main = stream == null || stream.name().isEmpty();
        List<DiskExtent> metadata = main ? file.metadata() : List.of();
        SectorTally ofMetadata = tally(metadata, disk);
        List<DiskExtent> all = new ArrayList<>(content);
        all.addAll(metadata);
        SectorTally ofAll = metadata.isEmpty() ? ofContent : content.isEmpty() ? ofMetadata : tally(all, disk);
        return new FileOwnership(file, stream, status, ofContent, ofMetadata, ofAll, problem);
    }

    private SectorTally tally(List<DiskExtent> extents, MergedSource disk) throws IOException {
        TreeMap<Integer, Long> byLayer = new TreeMap<>();
        long sectors = 0;
        long owned = 0;
        long different = 0;
        long nobody = 0;
        long missing = 0;
        for (long[] range : merged(extents, Math.min(disk.sectors(), view.sectors()))) {
            long count = range[1] - range[0];
            sectors += count;
            different += changes.changed(range[0], count);
            RunCursor runs = disk.plan().runs(range[0], count);
            while (runs.next()) {
                if (runs.isStored()) {
                    byLayer.merge(runs.layer(), runs.sectorCount(), Long::sum);
                } else if (runs.owner() == Owner.Unowned.NOBODY) {
                    nobody += runs.sectorCount();
                } else {
                    missing += runs.sectorCount();
                }
            }
            owned += disk == view ? 0 : ownedByLayer(range[0], count);
        }
        if (disk == view) {
            owned = byLayer.getOrDefault(layer, 0L);
        }
        return new SectorTally(sectors, owned, different - sharedUnchanged(extents), byLayer, nobody, missing);
    }

    private long ownedByLayer(long first, long count) throws IOException {
        long owned = 0;
        RunCursor runs = view.plan().runs(first, count);
        while (runs.next()) {
            if (runs.layer() == layer) {
                owned += runs.sectorCount();
            }
        }
        return owned;
    }

    /** How many changed sectors are changed only where others have a share in them: inodes, entries of folders. */
    private long sharedUnchanged(List<DiskExtent> extents) throws IOException {
        long found = 0;
        if (layer + 1 >= view.chain().layers().size()) {
            return 0;
        }
        MergedSource below = view.asOf(layer + 1);
        for (DiskExtent extent : extents) {
            if (extent.diskOffset() % SECTOR == 0 && extent.length() % SECTOR == 0) {
                continue;
            }
            for (long at = extent.diskOffset(); at < extent.end(); ) {
                long next = Math.min(extent.end(), (at / SECTOR + 1) * SECTOR);
                boolean part = next - at < SECTOR;
                if (part && changes.changed(at / SECTOR, 1) > 0 && equal(view, below, at, (int) (next - at))) {
                    found++;
                }
                at = next;
            }
        }
        return found;
    }

    private static boolean equal(MergedSource one, MergedSource other, long at, int length) throws IOException {
        ByteBuffer a = ByteBuffer.allocate(length);
        ByteBuffer b = ByteBuffer.allocate(length);
        one.readFully(at, a);
        other.readFully(at, b);
        return a.flip().equals(b.flip());
    }

    /** The sectors that extents touch, as ranges that are sorted and do not overlap. */
    private static List<long[]> merged(List<DiskExtent> extents, long sectors) {
        List<long[]> ranges = new ArrayList<>();
        List<DiskExtent> sorted = new ArrayList<>(extents);
        sorted.sort(Comparator.comparingLong(DiskExtent::diskOffset));
        for (DiskExtent extent : sorted) {
            long first = extent.diskOffset() / SECTOR;
            long end = Math.min(sectors, (extent.end() + SECTOR - 1) / SECTOR);
            if (first >= end) {
                continue;
            }
            long[] last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && first <= last[1]) {
                last[1] = Math.max(last[1], end);
            } else {
                ranges.add(new long[] {first, end});
            }
        }
        return ranges;
    }
}

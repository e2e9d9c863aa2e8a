package io.github.vhdlayers.filesystems.fat;

import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystems.support.ClusterBudget;
import io.github.vhdlayers.filesystems.support.VolumeBytes;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all parts of the reader of one volume stand on. Not thread-safe. */
final class FatVolume {
    /** Every system ends a folder at 65,536 entries. */
    static final long MOST_FOLDER_BYTES = 1 << 22;

    private static final int MOST_NAME_ENTRIES = 20;

    final FileSystemInfo info;
    final VolumeBytes bytes;
    final FatGeometry geometry;
    final FatTable table;
    final ClusterBudget budget = new ClusterBudget();
    /** Which cluster of a folder comes before another one that is not its neighbour: a long name may begin there. */
    final Map<Long, Long> before = new HashMap<>();

    private @Nullable FatClaims claims;
    private @Nullable BitSet lostClusters;

    FatVolume(FileSystemInfo info, VolumeBytes bytes, FatGeometry geometry) {
        this.info = info;
        this.bytes = bytes;
        this.geometry = geometry;
        this.table = new FatTable(bytes, geometry);
    }

    /** Which clusters files share; looks at all folders when it is first asked for. */
    FatClaims claims() throws IOException {
        FatClaims known = claims;
        if (known == null) {
            known = FatClaims.of(this);
            claims = known;
        }
        return known;
    }

    /**
     * Clusters that the table has in use and no chain of a name reaches: lost when a system stopped between the table and a folder. None
     * if the volume has too many clusters to tell, or a folder or the table cannot be read whole: nothing is then known to be lost.
     */
    BitSet lostClusters() {
        BitSet known = lostClusters;
        if (known == null) {
            known = new BitSet();
            try {
                claims().addLost(known);
            } catch (IOException e) {
                known.clear();
            }
            lostClusters = known;
        }
        return known;
    }

    /** The entry at a place. */
    FatEntry entry(long place) throws IOException {
        return new FatEntry(bytes.read(place, FatGeometry.ENTRY));
    }

    /** Whether a place is in the root folder of FAT12 or FAT16. */
    boolean isInRootArea(long place) {
        return place >= geometry.rootStart() && place < geometry.rootStart() + geometry.rootBytes();
    }

    /** Whether a place is within clusters that the volume has. */
    boolean isInClusters(long place) {
        return geometry.isInClusters(place);
    }

    /** Whether the cluster of an entry is in use, or the entry is in the root folder. */
    boolean isPlaceInUse(long place) {
        try {
            return isInRootArea(place) || !table.isFree(geometry.clusterAt(place));
        } catch (IOException e) {
            // The entry itself says that it is in use.
            return true;
        }
    }

    /** An entry with its long name, which is looked for before it. */
    FolderScan.Named named(long place) throws IOException {
        FatEntry entry = entry(place);
        LongName longName = new LongName();
        long start = isInRootArea(place) ? geometry.rootStart() : geometry.placeOf(geometry.clusterAt(place));
        long back = (long) MOST_NAME_ENTRIES * FatGeometry.ENTRY;
        Long previous = isInRootArea(place) ? null : before.get(geometry.clusterAt(place));
        if (previous != null && place - back < start) {
            long more = Math.min(back - (place - start), geometry.clusterBytes());
            long end = geometry.placeOf(previous) + geometry.clusterBytes();
            collect(longName, end - more, end);
        }
        collect(longName, Math.max(start, place - back), place);
        LongName.Found found = entry.isLabel() ? null : longName.take(entry);
        return new FolderScan.Named(
                entry,
                place,
                found == null ? entry.shortName() : found.name(),
                found == null ? List.of() : found.places(),
                !entry.isDeleted());
    }

    private void collect(LongName longName, long from, long to) {
        for (long at = from; at < to; at += FatGeometry.ENTRY) {
            try {
                FatEntry part = entry(at);
                if (part.isLongName() && !part.isEnd()) {
                    longName.add(part, at);
                } else {
                    longName.clear();
                }
            } catch (IOException e) {
                longName.gap();
            }
        }
    }
}

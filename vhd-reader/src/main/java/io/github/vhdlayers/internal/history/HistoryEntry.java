package io.github.vhdlayers.internal.history;

import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.internal.analysis.RegionAudit;
import io.github.vhdlayers.internal.regions.OwnedRegions;
import io.github.vhdlayers.internal.regions.PartitionChange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer as an event: when it was begun, by which program, and what it did to the disk.
 *
 * @param layer the layer
 * @param owners the owners of the sectors of the disk as this layer left it, by region
 * @param ownedSectors how many sectors the layer owns in that disk
 * @param visibleSectors how many of them the newest disk still shows; newer layers hide the others, which can be read in this
 *     layer's view
 * @param partitionChanges what became of the partitions since the layer below; of the base, all are added
 * @param audit what of its sectors is really new; null if the layer was not audited
 */
public record HistoryEntry(
        DiskLayer layer,
        OwnedRegions owners,
        long ownedSectors,
        long visibleSectors,
        List<PartitionChange> partitionChanges,
        @Nullable RegionAudit audit) {
    /** Keeps an unmodifiable copy of the list. */
    public HistoryEntry {
        partitionChanges = List.copyOf(partitionChanges);
    }

    /** When the file says it was made, which is when the layer below stopped changing; null if it records no time. */
    public @Nullable Instant created() {
        return layer.file().created();
    }
}

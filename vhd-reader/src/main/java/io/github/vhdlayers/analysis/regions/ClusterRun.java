package io.github.vhdlayers.analysis.regions;

import io.github.vhdlayers.ownership.Owner;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive clusters that are one owner's as a whole, or one cluster with several owners.
 *
 * @param firstCluster the first one's number, as the file system counts
 * @param clusterCount how many, at least 1; 1 if it is mixed
 * @param firstSector the first one's first sector on the disk
 * @param sectorCount how many sectors they have together
 * @param owner the owner of all of their sectors; null if the cluster is mixed
 * @since 0.1.0
 */
public record ClusterRun(
        long firstCluster, long clusterCount, long firstSector, long sectorCount, @Nullable Owner owner) {
    /** The number of the cluster behind the last one. */
    public long endCluster() {
        return firstCluster + clusterCount;
    }

    /** Whether the sectors of the cluster have several owners; {@link ClusterMap#ownersIn} and the mask tell which. */
    public boolean isMixed() {
        return owner == null;
    }
}

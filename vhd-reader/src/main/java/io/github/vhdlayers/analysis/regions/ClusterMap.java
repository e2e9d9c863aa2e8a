package io.github.vhdlayers.analysis.regions;

import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipMap;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.partition.ClusterGeometry;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * Who owns which clusters of a volume. A layer's sectors do not heed clusters, least of all on a volume that begins at sector 63,
 * so a cluster may have several owners.
 *
 * <p>Immutable and thread-safe; an iterator is for one thread, and throws {@link UncheckedIOException} where {@link #clusters()}
 * has a checked exception. Runs are found as they are asked for, from the same plan that reads follow.
 *
 * @since 0.1.0
 */
public final class ClusterMap implements Iterable<ClusterRun> {
    private final MergedSource disk;
    private final ClusterGeometry geometry;
    private final long endCluster;

    private ClusterMap(MergedSource disk, ClusterGeometry geometry) {
        this.disk = disk;
        this.geometry = geometry;
        long onDisk = Math.max(0, disk.sectors() - geometry.firstSector()) / geometry.sectorsPerCluster();
        this.endCluster = geometry.firstCluster() + Math.min(geometry.clusterCount(), onDisk);
    }

    /**
     * The clusters of a partition's volume. Clusters that are not wholly on the disk are left out.
     *
     * @param disk the disk, or a layer's view
     * @param partition one with a volume that has clusters
     * @throws IllegalArgumentException if it does not
     */
    public static ClusterMap of(MergedSource disk, Partition partition) {
        Volume volume = partition.volume();
        ClusterGeometry geometry = volume == null ? null : volume.clusters();
        if (geometry == null) {
            throw new IllegalArgumentException("partition " + partition.number() + " has no known clusters");
        }
        return of(disk, geometry);
    }

    /**
     * Clusters as a geometry has them. Clusters that are not wholly on the disk are left out.
     *
     * @param disk the disk, or a layer's view; it need not be the one that the geometry was read from
     */
    public static ClusterMap of(MergedSource disk, ClusterGeometry geometry) {
        return new ClusterMap(disk, geometry);
    }

    /** Where the clusters are. */
    public ClusterGeometry geometry() {
        return geometry;
    }

    /** The first cluster's number. */
    public long firstCluster() {
        return geometry.firstCluster();
    }

    /** The number behind the last cluster's that is on the disk. */
    public long endCluster() {
        return endCluster;
    }

    /** All clusters. */
    public ClusterCursor clusters() {
        return clusters(firstCluster(), endCluster - firstCluster());
    }

    /**
     * Some of the clusters; runs that reach out of the range are cut.
     *
     * @param first the first one's number
     * @param count how many
     * @throws IndexOutOfBoundsException if they are not all there
     */
    public ClusterCursor clusters(long first, long count) {
        Objects.checkFromIndexSize(first - firstCluster(), count, endCluster - firstCluster());
        long sector = geometry.firstSector() + (first - firstCluster()) * geometry.sectorsPerCluster();
        long sectors = count * geometry.sectorsPerCluster();
        RunCursor runs = disk.ownership().runs(Math.min(sector, disk.sectors()), sectors);
        return new ClusterCursor(geometry, runs, sector, sector + sectors);
    }

    /** The owners of the sectors of a run, one after another: of use where it is mixed. */
    public OwnershipMap ownersIn(ClusterRun run) {
        return disk.ownership().window(run.firstSector(), run.sectorCount());
    }

    /**
     * Which sectors of a cluster are somebody's: bit <i>n</i> stands for the cluster's sector <i>n</i>.
     *
     * @param cluster the cluster's number
     * @param owner a layer, or unwritten
     * @throws IndexOutOfBoundsException if there is no such cluster on the disk
     * @throws IOException if a table or bitmap cannot be read
     */
    public BitSet mask(long cluster, Owner owner) throws IOException {
        Objects.checkIndex(cluster - firstCluster(), endCluster - firstCluster());
        long first = geometry.sectorOf(cluster);
        BitSet mask = new BitSet(geometry.sectorsPerCluster());
        RunCursor runs = disk.ownership().runs(first, geometry.sectorsPerCluster());
        while (runs.next()) {
            if (runs.owner().equals(owner)) {
                int from = (int) (runs.firstSector() - first);
                mask.set(from, from + (int) runs.sectorCount());
            }
        }
        return mask;
    }

    @Override
    public Iterator<ClusterRun> iterator() {
        ClusterCursor cursor = clusters();
        return new Iterator<>() {
            private boolean ready;

            @Override
            public boolean hasNext() {
                if (!ready) {
                    try {
                        ready = cursor.next();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                return ready;
            }

            @Override
            public ClusterRun next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                ready = false;
                return cursor.current();
            }
        };
    }
}

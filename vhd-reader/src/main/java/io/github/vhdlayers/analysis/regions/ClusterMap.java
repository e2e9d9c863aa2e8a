package io.github.vhdlayers.analysis.regions;

import io.github.vhdlayers.internal.io.CursorIterator;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which clusters of a volume. A layer's sectors do not heed clusters, least of all on a volume that begins at sector 63,
 * so a cluster may have several owners.
 *
 * <p>Immutable and thread-safe; an iterator is for one thread, and throws {@link UncheckedIOException} where {@link #clusters()}
 * has a checked exception. Runs are found as they are asked for, from the same plan that reads follow.
 *
 * @since 0.1.0
 */
public final class ClusterMap implements Iterable<ClusterMap.Run> {
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
    public Cursor clusters() {
        return clusters(firstCluster(), endCluster - firstCluster());
    }

    /**
     * Some of the clusters; runs that reach out of the range are cut.
     *
     * @param first the first one's number
     * @param count how many
     * @throws IndexOutOfBoundsException if they are not all there
     */
    public Cursor clusters(long first, long count) {
        Objects.checkFromIndexSize(first - firstCluster(), count, endCluster - firstCluster());
        long sector = geometry.firstSector() + (first - firstCluster()) * geometry.sectorsPerCluster();
        long sectors = count * geometry.sectorsPerCluster();
        RunCursor runs = disk.ownership().runs(Math.min(sector, disk.sectors()), sectors);
        return new Cursor(geometry, runs, sector, sector + sectors);
    }

    /** The owners of the sectors of a run, one after another: of use where it is mixed. */
    public OwnershipMap ownersIn(Run run) {
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
    public Iterator<Run> iterator() {
        Cursor cursor = clusters();
        return new CursorIterator<>(cursor::next, cursor::current);
    }

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
    public record Run(long firstCluster, long clusterCount, long firstSector, long sectorCount, @Nullable Owner owner) {
        /** The number of the cluster behind the last one. */
        public long endCluster() {
            return firstCluster + clusterCount;
        }

        /** Whether the sectors of the cluster have several owners; {@link ClusterMap#ownersIn} and the mask tell which. */
        public boolean isMixed() {
            return owner == null;
        }
    }

    /**
     * Goes through clusters one run after another. Holds no more than one run, however many there are. For one thread.
     *
     * <pre>{@code
     * ClusterMap.Cursor clusters = ClusterMap.of(disk, partition).clusters();
     * while (clusters.next()) {
     *     System.out.println(clusters.current());
     * }
     * }</pre>
     *
     * @since 0.1.0
     */
    public static final class Cursor {
        private final ClusterGeometry geometry;
        private final RunCursor runs;
        private final long limit;
        private long at;
        private @Nullable Run current;

        /** The sectors of one owner that were found and not yet used up: their end and their owner. */
        private long ownedEnd;

        private Owner owner = Owner.Unowned.UNWRITTEN;
        /** Whether the cursor over sectors stands on a run that was not looked at yet. */
        private boolean ahead;

        Cursor(ClusterGeometry geometry, RunCursor runs, long firstSector, long limit) {
            this.geometry = geometry;
            this.runs = runs;
            this.limit = limit;
            this.at = firstSector;
            this.ownedEnd = firstSector;
        }

        /**
         * Goes to the next run of clusters.
         *
         * @return false if there is none
         * @throws IOException if a table or bitmap cannot be read
         */
        public boolean next() throws IOException {
            if (at >= limit) {
                current = null;
                return false;
            }
            fillOwned();
            long perCluster = geometry.sectorsPerCluster();
            long whole = (ownedEnd - at) / perCluster;
            if (whole > 0) {
                current = run(whole, owner);
            } else {
                long end = at + perCluster;
                while (ownedEnd < end) {
                    owner = nextOwned();
                }
                current = run(1, null);
            }
            at += current.sectorCount();
            return true;
        }

        /**
         * The run that the cursor is at.
         *
         * @throws IllegalStateException before the first and behind the last
         */
        public Run current() {
            if (current == null) {
                throw new IllegalStateException("not at a run");
            }
            return current;
        }

        private Run run(long clusters, @Nullable Owner owner) {
            return new Run(geometry.clusterOf(at), clusters, at, clusters * geometry.sectorsPerCluster(), owner);
        }

        private void fillOwned() throws IOException {
            if (ownedEnd <= at) {
                owner = nextOwned();
            }
        }

        /** Moves the end of the owned sectors on as long as their owner is the same, and says who that is. */
        private Owner nextOwned() throws IOException {
            if (!ahead && !runs.next()) {
                throw new IllegalStateException("the runs end at sector " + ownedEnd + " of " + limit);
            }
            Owner found = runs.owner();
            ownedEnd = runs.firstSector() + runs.sectorCount();
            ahead = false;
            // Runs of one layer that are in different places of its file are one here.
            while (ownedEnd < limit && runs.next()) {
                if (!runs.owner().equals(found)) {
                    ahead = true;
                    break;
                }
                ownedEnd = runs.firstSector() + runs.sectorCount();
            }
            return found;
        }
    }
}

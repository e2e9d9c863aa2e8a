package io.github.vhdlayers.analysis.regions;

import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.partition.ClusterGeometry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Goes through clusters one run after another. Holds no more than one run, however many there are. For one thread.
 *
 * <pre>{@code
 * ClusterCursor clusters = ClusterMap.of(disk, partition).clusters();
 * while (clusters.next()) {
 *     System.out.println(clusters.current());
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ClusterCursor {
    private final ClusterGeometry geometry;
    private final RunCursor runs;
    private final long limit;
    private long at;
    private @Nullable ClusterRun current;

    /** The sectors of one owner that were found and not yet used up: their end and their owner. */
    private long ownedEnd;

    private Owner owner = Owner.Unowned.UNWRITTEN;
    /** Whether the cursor over sectors stands on a run that was not looked at yet. */
    private boolean ahead;

    ClusterCursor(ClusterGeometry geometry, RunCursor runs, long firstSector, long limit) {
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
    public ClusterRun current() {
        if (current == null) {
            throw new IllegalStateException("not at a run");
        }
        return current;
    }

    private ClusterRun run(long clusters, @Nullable Owner owner) {
        return new ClusterRun(geometry.clusterOf(at), clusters, at, clusters * geometry.sectorsPerCluster(), owner);
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

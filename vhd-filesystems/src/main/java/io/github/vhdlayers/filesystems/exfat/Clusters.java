package io.github.vhdlayers.filesystems.exfat;

import io.github.vhdlayers.filesystems.support.ClusterBudget;
import io.github.vhdlayers.filesystems.support.TablePages;
import io.github.vhdlayers.filesystems.support.VolumeBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of clusters, and the bitmap that says which are in use. Not thread-safe. */
final class Clusters {
    private static final long END = 0xFFFF_FFFFL;
    private static final long BAD = 0xFFFF_FFF7L;

    private final VolumeBytes bytes;
    private final ExFatGeometry geometry;
    private final TablePages table;
    private final BitSet shared;
    private final ClusterBudget budget;
    private List<Run> bitmap = List.of();

    /**
     * Of a volume.
     *
     * @param shared the clusters at which a chain leads into another one, as far as they are known
     * @param budget for steps behind such a cluster
     */
    Clusters(VolumeBytes bytes, ExFatGeometry geometry, BitSet shared, ClusterBudget budget) {
        this.bytes = bytes;
        this.geometry = geometry;
        this.shared = shared;
        this.budget = budget;
        this.table = new TablePages(bytes, geometry.table(), geometry.tableBytes());
    }

    /** Consecutive clusters. */
    record Run(long first, long count) {
        long end() {
            return first + count;
        }
    }

    /**
     * A chain.
     *
     * @param runs in their order
     * @param clusters how many clusters they have
     * @param problem why it ends before it should, or null
     */
    record Found(List<Run> runs, long clusters, @Nullable String problem) {}

    /** Where the bitmap is; until it is known, everything seems free. */
    void setBitmap(List<Run> runs) {
        bitmap = runs;
    }

    boolean hasBitmap() {
        return !bitmap.isEmpty();
    }

    /** Whether the bitmap has a cluster as in use. */
    boolean isUsed(long cluster) throws IOException {
        long bit = cluster - ExFatGeometry.FIRST_CLUSTER;
        long at = bit / 8;
        for (Run run : bitmap) {
            long length = run.count() * geometry.clusterBytes();
            if (at < length) {
                return (bytes.read(geometry.placeOf(run.first()) + at, 1).get(0) >> bit % 8 & 1) != 0;
            }
            at -= length;
        }
        throw new IOException("the bitmap of clusters is too short");
    }

    /** The same where it says no more than that an entry is not left over; as used if the bitmap cannot be read. */
    boolean isUsedOrUnknown(long cluster) {
        try {
            return isUsed(cluster);
        } catch (IOException e) {
            return true;
        }
    }

    /** Consecutive clusters from a first one on, without asking the table. */
    Found contiguous(long first, long count) {
        if (count == 0) {
            return new Found(List.of(), 0, null);
        }
        if (!geometry.isCluster(first)) {
            return new Found(List.of(), 0, "it begins at cluster " + first + ", which the volume does not have");
        }
        long there = Math.min(count, geometry.lastCluster() + 1 - first);
        String problem = there < count ? "it reaches past the last cluster" : null;
        return new Found(List.of(new Run(first, there)), there, problem);
    }

    /**
     * The chain of a first cluster.
     *
     * @param most how many clusters are wanted at most
     * @param mostRuns how many pieces
     */
    Found chain(long first, long most, int mostRuns) {
        return chain(first, most, mostRuns, null);
    }

    /**
     * The same, up to and with the first cluster of a set.
     *
     * @param stops the set, or null
     */
    Found chain(long first, long most, int mostRuns, @Nullable BitSet stops) {
        Runs runs = new Runs();
        long count = 0;
        long cluster = first;
        long tortoise = -1;
        long meeting = 1;
        boolean isShared = false;
        String problem = null;
        while (count < most && problem == null) {
            if (!geometry.isCluster(cluster)) {
                problem = "its chain leads to cluster " + cluster + ", which the volume does not have";
            } else if (cluster == tortoise) {
                problem = "its chain runs in a circle at cluster " + cluster;
            } else if (!runs.add(cluster, mostRuns)) {
                problem = "more than " + mostRuns + " extents";
            } else {
                if (count == meeting) {
                    tortoise = cluster;
                    meeting *= 2;
                }
                count++;
                if (stops != null && stops.get((int) cluster)) {
                    break;
                }
                isShared |= cluster <= Integer.MAX_VALUE && shared.get((int) cluster);
                if (isShared && !budget.take()) {
                    problem = ClusterBudget.SPENT;
                    break;
                }
                long next;
                try {
                    next = table.le32(cluster * Integer.BYTES);
                } catch (IOException e) {
                    problem = "the table cannot be read at cluster " + cluster + ": " + e.getMessage();
                    next = END;
                }
                if (next == END) {
                    break;
                }
                if (next == BAD || next < ExFatGeometry.FIRST_CLUSTER) {
                    problem = "its chain ends at cluster " + cluster + " without an end mark";
                }
                cluster = next;
            }
        }
        return new Found(runs.all(), count, problem);
    }

    /**
     * How many bytes the clusters of a chain have.
     *
     * @param most how many are wanted; the chain is not followed farther
     * @throws IOException if the table cannot be read, or the budget is spent
     */
    long chainBytes(long first, long most) throws IOException {
        long count = 0;
        for (long cluster = first; count < most && geometry.isCluster(cluster); ) {
            if (!budget.take()) {
                throw new IOException(ClusterBudget.SPENT);
            }
            count += geometry.clusterBytes();
            if (count < most) {
                try {
                    cluster = table.le32(cluster * Integer.BYTES);
                } catch (IOException e) {
                    throw new IOException("the table cannot be read at cluster " + cluster + ": " + e.getMessage(), e);
                }
            }
        }
        return count;
    }

    /** Joins clusters to runs. */
    private static final class Runs {
        private final List<Run> runs = new ArrayList<>();
        private long first;
        private long count;

        /** Adds a cluster; false if there are too many runs. */
        boolean add(long cluster, int most) {
            if (count > 0 && first + count == cluster) {
                count++;
                return true;
            }
            if (count > 0 && runs.size() + 1 >= most) {
                return false;
            }
            flush();
            first = cluster;
            count = 1;
            return true;
        }

        private void flush() {
            if (count > 0) {
                runs.add(new Run(first, count));
            }
        }

        List<Run> all() {
            flush();
            return runs;
        }
    }
}

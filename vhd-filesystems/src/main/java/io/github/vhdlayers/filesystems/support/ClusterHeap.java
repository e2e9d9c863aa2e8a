package io.github.vhdlayers.filesystems.support;

import java.io.IOException;

/** The clusters of a volume of FAT or exFAT, which are numbered from 2 on. All places are bytes of the volume. */
public interface ClusterHeap {
    /** The number of the first cluster. */
    int FIRST_CLUSTER = 2;

    /** Where the first cluster begins. */
    long firstCluster();

    /** How many bytes a cluster has. */
    int clusterBytes();

    /** The highest number of a cluster. */
    long lastCluster();

    /** How many bytes the file system has. */
    long volumeBytes();

    /** Whether a cluster is free. */
    @FunctionalInterface
    interface FreeTest {
        /**
         * Returns whether no file has the cluster.
         *
         * @throws IOException if that cannot be read
         */
        boolean isFree(long cluster) throws IOException;
    }

    /** Whether there is a cluster of a number. */
    default boolean isCluster(long number) {
        return number >= FIRST_CLUSTER && number <= lastCluster();
    }

    /** Where a cluster begins. */
    default long placeOf(long cluster) {
        return firstCluster() + (cluster - FIRST_CLUSTER) * clusterBytes();
    }

    /** Whether a place is in a cluster. */
    default boolean isInClusters(long place) {
        return place >= firstCluster() && isCluster(clusterAt(place));
    }

    /** The cluster of a place that is not before {@link #firstCluster}. */
    default long clusterAt(long place) {
        return (place - firstCluster()) / clusterBytes() + FIRST_CLUSTER;
    }

    /**
     * Reports the free clusters of a range, and what is too little for another cluster at the end.
     *
     * @param from where the range begins
     * @param to where it ends
     * @param test whether a cluster is free
     * @param joiner takes them
     * @throws IOException if the test or the joiner throws it
     */
    default void unallocated(long from, long to, FreeTest test, ExtentJoiner joiner) throws IOException {
        if (to > firstCluster()) {
            long first = clusterAt(Math.max(from, firstCluster()));
            for (long cluster = first; cluster <= lastCluster() && placeOf(cluster) < to; cluster++) {
                if (test.isFree(cluster)) {
                    joiner.add(placeOf(cluster), clusterBytes());
                }
            }
            long end = placeOf(lastCluster() + 1);
            joiner.add(end, volumeBytes() - end);
        }
        joiner.end();
    }
}

package io.github.vhdlayers.filesystems.fat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Which clusters are in several chains, and how many clusters each folder has until one that another folder has, too. Without that, a
 * folder in itself would be read as often as it has names.
 */
final class FatClaims {
    /** Of more clusters than that nothing is claimed: 8 MiB for a set of them. */
    private static final long MOST_CLUSTERS = 1L << 26;

    private final FatVolume volume;
    private final boolean isKept;
    private final BitSet claimed = new BitSet();
    private final BitSet crossed = new BitSet();
    private final BitSet begun = new BitSet();
    private final BitSet ofFolders = new BitSet();
    private final BitSet emptyFolders = new BitSet();
    private final Map<Long, Long> cutFolders = new HashMap<>();
    /** Whether all folders and chains could be read: otherwise what has no chain may have one. */
    private boolean isWhole = true;

    private final Deque<long[]> waiting = new ArrayDeque<>();

    private FatClaims(FatVolume volume) {
        this.volume = volume;
        this.isKept = volume.geometry.lastCluster() <= MOST_CLUSTERS;
    }

    static FatClaims of(FatVolume volume) throws IOException {
        FatClaims claims = new FatClaims(volume);
        if (claims.isKept) {
            claims.run();
        }
        return claims;
    }

    /** Whether a cluster is in several chains. */
    boolean isShared(long cluster) {
        return cluster <= Integer.MAX_VALUE && crossed.get((int) cluster);
    }

    /** How many clusters of a folder are its own, from the first one on. */
    long clustersOf(long firstCluster) {
        if (firstCluster <= MOST_CLUSTERS && emptyFolders.get((int) firstCluster)) {
            return 0;
        }
        return cutFolders.getOrDefault(firstCluster, Long.MAX_VALUE);
    }

    /**
     * Adds the clusters that are in use and in no chain.
     *
     * @throws IOException if part of the table cannot be read
     */
    void addLost(BitSet lost) throws IOException {
        if (!isKept || !isWhole) {
            return;
        }
        for (long cluster = FatGeometry.FIRST_CLUSTER; cluster <= volume.geometry.lastCluster(); cluster++) {
            long next = claimed.get((int) cluster) ? FatTable.FREE : volume.table.get(cluster);
            if (next != FatTable.FREE && !volume.table.isBad(next)) {
                lost.set((int) cluster);
            }
        }
    }

    private void run() throws IOException {
        FatGeometry geometry = volume.geometry;
        if (geometry.bits() == 32) {
            waiting.add(new long[] {geometry.rootCluster()});
        } else {
            FolderScan scan = new FolderScan(volume.bytes, this::entry);
            scan(scan, geometry.rootStart(), geometry.rootBytes());
            isWhole = scan.problem() == null;
        }
        for (long[] next = waiting.poll(); next != null; next = waiting.poll()) {
            folder(next[0]);
        }
    }

    private void folder(long first) throws IOException {
        FatGeometry geometry = volume.geometry;
        if (geometry.isCluster(first) && begun.get((int) first)) {
            // The same folder under another name.
            crossed.set((int) first);
            return;
        }
        Chain chain = new Chain(geometry, volume.table, first);
        FolderScan scan = new FolderScan(volume.bytes, this::entry);
        long count = 0;
        long previous = -1;
        for (long cluster = chain.next(); cluster >= 0; cluster = chain.next()) {
            begun.set((int) first);
            claim(cluster);
            // What only a file has, too, is still the folder's.
            if (ofFolders.get((int) cluster)) {
                cut(first, count);
                return;
            }
            ofFolders.set((int) cluster);
            if (previous >= 0) {
                volume.before.put(cluster, previous);
            }
            previous = cluster;
            count++;
            if (count * geometry.clusterBytes() <= FatVolume.MOST_FOLDER_BYTES) {
                scan(scan, geometry.placeOf(cluster), geometry.clusterBytes());
            } else {
                isWhole = false;
            }
        }
        isWhole &= scan.problem() == null && !chain.isUnread();
    }

    private static void scan(FolderScan scan, long place, long count) throws IOException {
        scan.scan(place, count);
    }

    private boolean entry(FolderScan.Named named) {
        if (!named.isInUse() || named.entry().isLabel()) {
            return true;
        }
        long first = named.entry().cluster(volume.geometry);
        if (first == 0) {
            return true;
        }
        if (named.entry().isFolder()) {
            waiting.add(new long[] {first});
            return true;
        }
        Chain chain = new Chain(volume.geometry, volume.table, first);
        for (long cluster = chain.next(); cluster >= 0; cluster = chain.next()) {
            if (!claim(cluster)) {
                break;
            }
        }
        isWhole &= !chain.isUnread();
        return true;
    }

    private void cut(long first, long count) {
        if (count == 0) {
            emptyFolders.set((int) first);
        } else {
            cutFolders.put(first, count);
        }
    }

    /** Claims a cluster; false if something has it. */
    private boolean claim(long cluster) {
        if (claimed.get((int) cluster)) {
            crossed.set((int) cluster);
            return false;
        }
        claimed.set((int) cluster);
        return true;
    }
}

package io.github.vhdlayers.filesystems.exfat;

import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystems.support.ClusterBudget;
import io.github.vhdlayers.filesystems.support.VolumeBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all parts of the reader of one volume stand on: its clusters, and which of them several files have. Not thread-safe. */
final class ExFatVolume {
    static final int MOST_RUNS = 1 << 18;
    /** Of more clusters than that it is not looked who shares them: 8 MiB for a set of them. */
    private static final long MOST_CLUSTERS = 1L << 26;

    private static final long MOST_FOLDER_BYTES = 1L << 28;

    final FileSystemInfo info;
    final VolumeBytes bytes;
    final ExFatGeometry geometry;
    final Clusters clusters;
    final ClusterBudget budget = new ClusterBudget();

    private final BitSet claimed = new BitSet();
    private final BitSet crossed = new BitSet();
    private final BitSet begun = new BitSet();
    private final BitSet ofFolders = new BitSet();
    /** Which cluster of a folder comes behind another one that is not its neighbour. */
    private final Map<Long, Long> after = new HashMap<>();

    private final Map<Long, Long> cuts = new HashMap<>();
    private final Deque<EntrySet> waiting = new ArrayDeque<>();
    private boolean isClaimed;

    ExFatVolume(FileSystemInfo info, VolumeBytes bytes, ExFatGeometry geometry) throws IOException {
        this.info = info;
        this.bytes = bytes;
        this.geometry = geometry;
        this.clusters = new Clusters(bytes, geometry, crossed, budget);
        findBitmap();
    }

    private void findBitmap() throws IOException {
        FolderScan scan = new FolderScan(bytes, new FolderScan.Visitor() {
            @Override
            public boolean file(EntrySet set, boolean inUse) {
                return true;
            }

            @Override
            public boolean own(int type, ByteBuffer entry, long place) {
                if (type == FolderScan.BITMAP && ((entry.get(1) & 1) != 0) == geometry.second()) {
                    long length = entry.getLong(24);
                    long first = Integer.toUnsignedLong(entry.getInt(20));
                    clusters.setBitmap(clusters.chain(first, geometry.clustersFor(Math.max(0, length)), MOST_RUNS)
                            .runs());
                    return false;
                }
                return true;
            }
        });
        for (Clusters.Run run : root().runs()) {
            if (!scan.scan(geometry.placeOf(run.first()), run.count() * geometry.clusterBytes())) {
                break;
            }
        }
    }

    /** The chain of the root folder, which has no size. */
    Clusters.Found root() {
        return clusters.chain(geometry.rootCluster(), MOST_FOLDER_BYTES / geometry.clusterBytes() + 1, MOST_RUNS);
    }

    /** The clusters of a file or folder that is in use; as many as its size takes, or as its chain has, whichever is less. */
    Clusters.Found clustersOf(EntrySet set, int mostRuns) {
        return clustersOf(set, mostRuns, null);
    }

    /** The same, up to and with the first cluster of a chain that something has. */
    private Clusters.Found clustersOf(EntrySet set, int mostRuns, @Nullable BitSet taken) {
        long size = set.size();
        long wanted = geometry.clustersFor(Math.max(0, size));
        if (wanted == 0) {
            return new Clusters.Found(List.of(), 0, null);
        }
        if (size < 0 || size > geometry.volumeBytes()) {
            return new Clusters.Found(List.of(), 0, "its size of " + size + " bytes is impossible");
        }
        return set.isContiguous()
                ? clusters.contiguous(set.firstCluster(), wanted)
                : clusters.chain(set.firstCluster(), wanted, mostRuns, taken);
    }

    /** The clusters of a folder, up to the first one that is another folder's. */
    Clusters.Found folder(EntrySet set) throws IOException {
        claim();
        if (set.size() > MOST_FOLDER_BYTES) {
            return new Clusters.Found(List.of(), 0, "is a folder of " + set.size() + " bytes");
        }
        Clusters.Found found = clustersOf(set, MOST_RUNS);
        long own = cuts.getOrDefault(set.firstCluster(), Long.MAX_VALUE);
        if (own >= found.clusters()) {
            return found;
        }
        List<Clusters.Run> runs = new ArrayList<>();
        long left = own;
        for (Clusters.Run run : found.runs()) {
            long count = Math.min(left, run.count());
            if (count > 0) {
                runs.add(new Clusters.Run(run.first(), count));
            }
            left -= count;
        }
        return new Clusters.Found(runs, own, "its chain leads into another folder");
    }

    /** Whether a cluster of some is in several files. */
    boolean isShared(List<Clusters.Run> runs) throws IOException {
        claim();
        for (Clusters.Run run : runs) {
            int next = run.end() > MOST_CLUSTERS ? -1 : crossed.nextSetBit((int) run.first());
            if (next >= 0 && next < run.end()) {
                return true;
            }
        }
        return false;
    }

    /** The entries of a file, from the first one's place on. */
    @Nullable
    EntrySet set(long place) throws IOException {
        claim();
        ByteBuffer first = bytes.read(place, ExFatGeometry.ENTRY);
        if ((EntrySet.type(first) & ~EntrySet.IN_USE) != EntrySet.FILE) {
            return null;
        }
        List<ByteBuffer> entries = new ArrayList<>(List.of(first));
        List<Long> places = new ArrayList<>(List.of(place));
        int wanted = Math.min(EntrySet.more(first), 255);
        long at = place;
        while (entries.size() <= wanted) {
            long cluster = geometry.clusterAt(at);
            at += ExFatGeometry.ENTRY;
            if ((at - geometry.firstCluster()) % geometry.clusterBytes() == 0) {
                at = geometry.placeOf(after.getOrDefault(cluster, cluster + 1));
            }
            if (!geometry.isInClusters(at)) {
                break;
            }
            ByteBuffer entry = bytes.read(at, ExFatGeometry.ENTRY);
            boolean belongs = (EntrySet.type(entry) & 0x40) != 0
                    && (EntrySet.type(entry) & EntrySet.IN_USE) == (EntrySet.type(first) & EntrySet.IN_USE);
            if (!belongs) {
                break;
            }
            entries.add(entry);
            places.add(at);
        }
        return EntrySet.of(entries, places);
    }

    /** Looks at all folders, once, to find out which clusters several files have. */
    private void claim() throws IOException {
        if (isClaimed) {
            return;
        }
        isClaimed = true;
        if (geometry.lastCluster() > MOST_CLUSTERS) {
            return;
        }
        FolderScan.Visitor each = new FolderScan.Visitor() {
            @Override
            public boolean file(EntrySet set, boolean inUse) {
                if (inUse && set.isWhole()) {
                    if (set.isFolder()) {
                        waiting.add(set);
                    } else {
                        take(clustersOf(set, MOST_RUNS, claimed).runs());
                    }
                }
                return true;
            }

            @Override
            public boolean own(int type, ByteBuffer entry, long place) {
                return true;
            }
        };
        scan(each, geometry.rootCluster(), root());
        for (EntrySet next = waiting.poll(); next != null; next = waiting.poll()) {
            long first = next.firstCluster();
            if (!geometry.isCluster(first) || next.size() > MOST_FOLDER_BYTES) {
                continue;
            }
            if (begun.get((int) first)) {
                // The same folder under another name.
                crossed.set((int) first);
                continue;
            }
            scan(each, first, clustersOf(next, MOST_RUNS));
        }
    }

    private void scan(FolderScan.Visitor visitor, long first, Clusters.Found found) throws IOException {
        begun.set((int) first);
        FolderScan scan = new FolderScan(bytes, visitor);
        long count = 0;
        long previous = -1;
        for (Clusters.Run run : found.runs()) {
            if (previous >= 0) {
                after.put(previous, run.first());
            }
            for (long cluster = run.first(); cluster < run.end(); cluster++) {
                if (ofFolders.get((int) cluster)) {
                    crossed.set((int) cluster);
                    cuts.put(first, count);
                    return;
                }
                ofFolders.set((int) cluster);
                take(List.of(new Clusters.Run(cluster, 1)));
                scan.scan(geometry.placeOf(cluster), geometry.clusterBytes());
                count++;
            }
            previous = run.end() - 1;
        }
        scan.end();
    }

    /** Claims clusters up to the first one that something has. */
    private void take(List<Clusters.Run> runs) {
        for (Clusters.Run run : runs) {
            int taken = claimed.nextSetBit((int) run.first());
            if (taken >= 0 && taken < run.end()) {
                claimed.set((int) run.first(), taken);
                crossed.set(taken);
                return;
            }
            claimed.set((int) run.first(), (int) run.end());
        }
    }
}

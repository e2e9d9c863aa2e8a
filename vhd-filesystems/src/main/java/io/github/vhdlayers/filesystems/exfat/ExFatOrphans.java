package io.github.vhdlayers.filesystems.exfat;

import io.github.vhdlayers.filesystems.support.EntryVisitor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Looks for clusters of folders in free space that no name leads to any more, not even a deleted one. */
final class ExFatOrphans {
    private static final long MOST_CLUSTERS = 1L << 26;
    private static final long MOST_DELETED_FOLDER = 1L << 24;

    private final ExFatVolume volume;
    private final ExFatGeometry geometry;
    private final BitSet reached = new BitSet();
    private final Deque<EntrySet> live = new ArrayDeque<>();
    private final Deque<EntrySet> gone = new ArrayDeque<>();

    ExFatOrphans(ExFatVolume volume) {
        this.volume = volume;
        this.geometry = volume.geometry;
    }

    /** Takes the folders among files. */
    @FunctionalInterface
    private interface Folders {
        void folder(EntrySet set, boolean inUse);
    }

    private record Each(Folders folders) implements FolderScan.Visitor {
        @Override
        public boolean file(EntrySet set, boolean inUse) {
            if (set.isFolder() && set.isWhole()) {
                folders.folder(set, inUse);
            }
            return true;
        }

        @Override
        public boolean own(int type, ByteBuffer entry, long place) {
            return true;
        }
    }

    /** Goes through what a deleted folder has in clusters that are free. */
    void scanFree(EntrySet set, FolderScan.Visitor visitor) throws IOException {
        if (!geometry.isCluster(set.firstCluster()) || set.size() < 1) {
            return;
        }
        long count = Math.min(geometry.clustersFor(Math.min(set.size(), MOST_DELETED_FOLDER)), geometry.lastCluster());
        FolderScan scan = new FolderScan(volume.bytes, visitor);
        for (long cluster = set.firstCluster(); count-- > 0 && geometry.isCluster(cluster); cluster++) {
            if (volume.clusters.isUsed(cluster) || reached.get((int) cluster)) {
                break;
            }
            reached.set((int) cluster);
            if (!scan.scan(geometry.placeOf(cluster), geometry.clusterBytes())) {
                return;
            }
        }
        scan.end();
    }

    /** Reports entries in such clusters. */
    @Nullable
    String list(EntryVisitor visitor) throws IOException {
        if (geometry.lastCluster() > MOST_CLUSTERS) {
            return "is not searched for: the volume has " + geometry.lastCluster() + " clusters";
        }
        reachNamed();
        BitSet folders = new BitSet();
        BitSet inner = new BitSet();
        String problem = null;
        for (long cluster = ExFatGeometry.FIRST_CLUSTER; cluster <= geometry.lastCluster(); cluster++) {
            try {
                if (!volume.clusters.isUsed(cluster) && !reached.get((int) cluster) && hasSets(cluster, inner)) {
                    folders.set((int) cluster);
                }
            } catch (IOException e) {
                problem = problem == null ? "free clusters cannot be read: " + e.getMessage() : problem;
            }
        }
        BitSet roots = (BitSet) folders.clone();
        roots.andNot(inner);
        boolean goOn = each(roots, visitor);
        if (goOn && roots.isEmpty()) {
            // Folders in a circle have no first one.
            each(folders, visitor);
        }
        return problem;
    }

    private boolean each(BitSet clusters, EntryVisitor visitor) throws IOException {
        boolean goOn = true;
        for (int cluster = clusters.nextSetBit(0); cluster >= 0 && goOn; cluster = clusters.nextSetBit(cluster + 1)) {
            FolderScan scan = new FolderScan(volume.bytes, new ExFatReader.Names(geometry, true, false, visitor));
            goOn = scan.scan(geometry.placeOf(cluster), geometry.clusterBytes()) && scan.end();
        }
        return goOn;
    }

    /** Whether a cluster has a whole set of entries with a checksum that fits; marks where folders among them begin. */
    private boolean hasSets(long cluster, BitSet inner) throws IOException {
        int type = Byte.toUnsignedInt(
                        volume.bytes.read(geometry.placeOf(cluster), 1).get(0))
                & ~EntrySet.IN_USE;
        if (type != EntrySet.FILE && (type & 0x40) == 0) {
            return false;
        }
        boolean[] found = {false};
        FolderScan scan = new FolderScan(volume.bytes, new FolderScan.Visitor() {
            @Override
            public boolean file(EntrySet set, boolean inUse) {
                if (set.problem() == null) {
                    found[0] = true;
                    if (set.isFolder() && set.firstCluster() != cluster && geometry.isCluster(set.firstCluster())) {
                        inner.set((int) set.firstCluster());
                    }
                }
                return true;
            }

            @Override
            public boolean own(int kind, ByteBuffer entry, long place) {
                return true;
            }
        });
        scan.scan(geometry.placeOf(cluster), geometry.clusterBytes());
        return found[0];
    }

    /** Marks what names lead to, deleted names too. */
    private void reachNamed() throws IOException {
        BitSet seen = new BitSet();
        Each each = new Each((set, inUse) -> {
            long first = set.firstCluster();
            if (geometry.isCluster(first) && !seen.get((int) first)) {
                seen.set((int) first);
                (inUse ? live : gone).add(set);
            }
        });
        scan(each, volume.root());
        for (EntrySet next = live.poll(); next != null; next = live.poll()) {
            scan(each, volume.folder(next));
        }
        Each deleted = new Each((set, inUse) -> gone.add(set));
        for (EntrySet next = gone.poll(); next != null; next = gone.poll()) {
            scanFree(next, deleted);
        }
    }

    private void scan(FolderScan.Visitor visitor, Clusters.Found found) throws IOException {
        FolderScan scan = new FolderScan(volume.bytes, visitor);
        for (Clusters.Run run : found.runs()) {
            scan.scan(geometry.placeOf(run.first()), run.count() * geometry.clusterBytes());
        }
        scan.end();
    }
}

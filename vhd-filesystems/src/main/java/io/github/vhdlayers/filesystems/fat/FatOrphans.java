package io.github.vhdlayers.filesystems.fat;

import io.github.vhdlayers.filesystems.support.EntryVisitor;
import io.github.vhdlayers.filesystems.support.VolumeBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Looks for clusters of folders in free space that no name leads to any more, not even a deleted one. */
final class FatOrphans {
    /** 8 MiB for a set of clusters; more are looked at without the sets. */
    private static final long MOST_CLUSTERS = 1L << 26;

    private final FatVolume volume;
    private final FatGeometry geometry;
    private final FatFiles files;
    private final BitSet folders = new BitSet();
    private final BitSet reached = new BitSet();
    private final Deque<Long> waiting = new ArrayDeque<>();

    FatOrphans(FatVolume volume, FatFiles files) {
        this.volume = volume;
        this.geometry = volume.geometry;
        this.files = files;
    }

    /** Reports entries in such clusters. */
    @Nullable
    String list(EntryVisitor visitor) throws IOException {
        if (geometry.lastCluster() > MOST_CLUSTERS) {
            return "is not searched for: the volume has " + geometry.lastCluster() + " clusters";
        }
        String problem = findFolders();
        reachNamed();
        BitSet inner = inner();
        BitSet roots = (BitSet) folders.clone();
        roots.andNot(reached);
        roots.andNot(inner);
        if (!each(roots, visitor)) {
            return problem;
        }
        // Folders in a circle have no first one.
        roots.stream().forEach(cluster -> waiting.add((long) cluster));
        reach();
        BitSet left = (BitSet) folders.clone();
        left.andNot(reached);
        left.andNot(roots);
        each(left, visitor);
        return problem;
    }

    private boolean each(BitSet clusters, EntryVisitor visitor) throws IOException {
        boolean goOn = true;
        for (int cluster = clusters.nextSetBit(0); cluster >= 0 && goOn; cluster = clusters.nextSetBit(cluster + 1)) {
            FolderScan scan = new FolderScan(
                    volume.bytes,
                    named -> !named.entry().isCredible(geometry)
                            || visitor.visit(FatReader.entryOf(geometry, named, false)));
            goOn = scan.scan(geometry.placeOf(cluster), geometry.clusterBytes());
        }
        return goOn;
    }

    private @Nullable String findFolders() throws IOException {
        String problem = null;
        for (long cluster = FatGeometry.FIRST_CLUSTER; cluster <= geometry.lastCluster(); cluster++) {
            if (!volume.table.isFree(cluster)) {
                continue;
            }
            try {
                if (looksLikeFolder(cluster)) {
                    folders.set((int) cluster);
                }
            } catch (IOException e) {
                problem = problem == null ? "free clusters cannot be read: " + e.getMessage() : problem;
            }
        }
        return problem;
    }

    /** Whether all entries up to the first empty one make sense, and one is of a file or folder. */
    private boolean looksLikeFolder(long cluster) throws IOException {
        long place = geometry.placeOf(cluster);
        VolumeBytes bytes = volume.bytes;
        if (!bytes.has(place, geometry.clusterBytes())) {
            return false;
        }
        int found = 0;
        for (int at = 0; at < geometry.clusterBytes(); at += 512) {
            ByteBuffer sector = bytes.read(place + at, 512);
            for (int i = 0; i < 512; i += FatGeometry.ENTRY) {
                FatEntry entry = new FatEntry(sector.slice(i, FatGeometry.ENTRY).order(sector.order()));
                if (entry.isEnd()) {
                    return found > 0;
                }
                if (!entry.isCredible(geometry)) {
                    return false;
                }
                found += entry.isLongName() ? 0 : 1;
            }
        }
        return found > 0;
    }

    /** Marks what names lead to, deleted names too. */
    private void reachNamed() throws IOException {
        BitSet seen = new BitSet();
        Deque<Long> live = new ArrayDeque<>();
        FolderScan.Visitor each = named -> {
            if (named.entry().isFolder()) {
                long first = named.entry().cluster(geometry);
                if (geometry.isCluster(first) && !seen.get((int) first)) {
                    seen.set((int) first);
                    (named.isInUse() ? live : waiting).add(first);
                }
            }
            return true;
        };
        if (geometry.bits() == 32) {
            live.add(geometry.rootCluster());
        } else {
            new FolderScan(volume.bytes, each).scan(geometry.rootStart(), geometry.rootBytes());
        }
        for (Long first = live.poll(); first != null; first = live.poll()) {
            FolderScan scan = new FolderScan(volume.bytes, each);
            files.eachCluster(first, place -> scan.scan(place, geometry.clusterBytes()));
        }
        reach();
    }

    /** Marks what is waiting, and what deleted folders lead to. */
    private void reach() throws IOException {
        for (Long first = waiting.poll(); first != null; first = waiting.poll()) {
            int cluster = (int) (long) first;
            if (reached.get(cluster) || !volume.table.isFree(first)) {
                continue;
            }
            reached.set(cluster);
            children(first, child -> waiting.add((long) child));
        }
    }

    /** Clusters that another such cluster leads to. */
    private BitSet inner() throws IOException {
        BitSet inner = new BitSet();
        for (int cluster = folders.nextSetBit(0); cluster >= 0; cluster = folders.nextSetBit(cluster + 1)) {
            int parent = cluster;
            children(cluster, child -> {
                if (child != parent) {
                    inner.set(child);
                }
            });
        }
        return inner;
    }

    private void children(long cluster, java.util.function.IntConsumer child) throws IOException {
        FolderScan scan = new FolderScan(volume.bytes, named -> {
            long first = named.entry().cluster(geometry);
            if (named.entry().isFolder() && named.entry().isCredible(geometry) && geometry.isCluster(first)) {
                child.accept((int) first);
            }
            return true;
        });
        scan.scan(geometry.placeOf(cluster), geometry.clusterBytes());
    }
}

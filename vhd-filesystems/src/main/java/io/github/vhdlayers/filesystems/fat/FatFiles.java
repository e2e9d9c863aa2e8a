package io.github.vhdlayers.filesystems.fat;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystems.support.ClusterBudget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes files of entries: where their clusters are, and what is wrong with them. */
final class FatFiles {
    private static final int CONTENT = 1;

    private final FatVolume volume;
    private final FatGeometry geometry;

    FatFiles(FatVolume volume) {
        this.volume = volume;
        this.geometry = volume.geometry;
    }

    /**
     * What is found of a file.
     *
     * @param isSizeKnown false for a folder of which the end was not found: nothing else says how long it is
     */
    private record Found(long size, List<FileExtent> extents, @Nullable String problem, boolean isSizeKnown) {
        Found(long size, List<FileExtent> extents, @Nullable String problem) {
            this(size, extents, problem, true);
        }
    }

    DiskFile root(FileName name, int maxExtents) throws IOException {
        if (geometry.bits() == 32) {
            Found found = folder(geometry.rootCluster(), maxExtents);
            return file(name, true, DiskFile.Kind.DIRECTORY, FileTimes.NONE, found, List.of());
        }
        return file(
                name,
                true,
                DiskFile.Kind.DIRECTORY,
                FileTimes.NONE,
                area(geometry.rootStart(), geometry.rootBytes()),
                List.of());
    }

    /** A file of the reader's making, which is an area of the volume. */
    DiskFile virtual(FileName name, long start, long length) {
        return file(name, true, DiskFile.Kind.VIRTUAL, FileTimes.NONE, area(start, length), List.of());
    }

    /** The clusters that are in use and in no chain of a name, in their order on the volume. */
    DiskFile lost(FileName name, int maxExtents) {
        Chain.Extents extents = extents(maxExtents);
        BitSet lost = volume.lostClusters();
        for (int cluster = lost.nextSetBit(0); cluster >= 0; cluster = lost.nextSetBit(cluster + 1)) {
            if (!extents.add(geometry.placeOf(cluster))) {
                break;
            }
        }
        long size = (long) lost.cardinality() * geometry.clusterBytes();
        String problem = extents.isFull()
                ? "more than " + maxExtents + " extents"
                : extents.hasLost() ? "some of its clusters are past the end of the disk" : null;
        return file(
                name,
                true,
                DiskFile.Kind.VIRTUAL,
                FileTimes.NONE,
                new Found(size, extents.upTo(size), problem),
                List.of());
    }

    private Found area(long start, long length) {
        long there = Math.max(0, Math.min(length, volume.bytes.length() - start));
        List<FileExtent> extents = new ArrayList<>();
        if (there > 0) {
            extents.add(new FileExtent(FileExtent.Kind.STORED, 0, volume.bytes.diskOffset() + start, there));
        }
        if (there < length) {
            extents.add(new FileExtent(FileExtent.Kind.LOST, there, -1, length - there));
        }
        return new Found(length, extents, there < length ? "part of it is past the end of the disk" : null);
    }

    /**
     * The file of an entry.
     *
     * @return null if there is no entry of a file
     */
    @Nullable
    DiskFile entry(FileName name, long place, int maxExtents) throws IOException {
        FolderScan.Named named = volume.named(place);
        FatEntry entry = named.entry();
        if (entry.isLongName() || !entry.isPossible()) {
            return null;
        }
        boolean allocated = name.allocated() && !entry.isDeleted() && volume.isPlaceInUse(place);
        List<DiskExtent> metadata = places(named);
        DiskFile.Kind kind = entry.isLabel()
                ? DiskFile.Kind.SYSTEM
                : entry.isFolder() ? DiskFile.Kind.DIRECTORY : DiskFile.Kind.FILE;
        return file(name, allocated, kind, entry.times(), content(entry, allocated, maxExtents), metadata);
    }

    /** Where an entry is on the disk with those of its long name, in the order of the disk. */
    List<DiskExtent> places(FolderScan.Named named) {
        List<DiskExtent> places = new ArrayList<>();
        for (long[] part : FolderScan.joined(named)) {
            places.add(new DiskExtent(volume.bytes.diskOffset() + part[0], part[1]));
        }
        places.sort(Comparator.comparingLong(DiskExtent::diskOffset));
        return places;
    }

    private Found content(FatEntry entry, boolean allocated, int maxExtents) throws IOException {
        long first = entry.cluster(geometry);
        if (entry.isLabel()) {
            return new Found(0, List.of(), null);
        }
        if (!allocated) {
            return deleted(entry, first, maxExtents);
        }
        if (entry.isFolder()) {
            return first == 0 ? new Found(0, List.of(), "is a folder without a cluster") : folder(first, maxExtents);
        }
        return chain(entry.size(), first, maxExtents);
    }

    private DiskFile file(
            FileName name,
            boolean allocated,
            DiskFile.Kind kind,
            FileTimes times,
            Found found,
            List<DiskExtent> metadata) {
        FileStream stream = new FileStream("", found.size(), false, false, false, CONTENT, 0, found.extents());
        List<FileStream> streams = found.isSizeKnown() ? List.of(stream) : List.of();
        return new DiskFile(
                volume.info,
                name,
                true,
                allocated,
                kind,
                found.isSizeKnown() ? Long.valueOf(found.size()) : null,
                allocated ? 1 : 0,
                times,
                streams,
                metadata,
                found.problem());
    }

    private Chain.Extents extents(int maxExtents) {
        return new Chain.Extents(volume.bytes.diskOffset(), volume.bytes.length(), geometry.clusterBytes(), maxExtents);
    }

    /** The chain of a file that is in use. */
    private Found chain(long size, long first, int maxExtents) throws IOException {
        Chain.Extents extents = extents(maxExtents);
        if (first == 0) {
            String problem = size == 0 ? null : "its size is " + size + " and it has no cluster";
            return new Found(size, extents.upTo(size), problem);
        }
        Chain chain = new Chain(geometry, volume.table, first);
        boolean shared = false;
        boolean spent = false;
        boolean goOn = true;
        for (long cluster = chain.next(); cluster >= 0 && goOn; cluster = goOn ? chain.next() : -1) {
            shared |= volume.claims().isShared(cluster);
            spent = shared && !volume.budget.take();
            goOn = !spent && extents.add(geometry.placeOf(cluster));
        }
        String problem = chain.problem();
        if (problem == null && extents.isFull()) {
            problem = "more than " + maxExtents + " extents";
        } else if (problem == null && spent) {
            problem = ClusterBudget.SPENT;
        } else if (problem == null && shared) {
            problem = "it has clusters that another file has, too";
        } else if (problem == null) {
            problem = sizeProblem(size, extents);
        }
        return new Found(size, extents.upTo(size), problem);
    }

    private @Nullable String sizeProblem(long size, Chain.Extents extents) {
        long needed = (size + geometry.clusterBytes() - 1) / geometry.clusterBytes() * geometry.clusterBytes();
        if (extents.end() < needed) {
            return "its chain has " + extents.end() + " bytes, fewer than its size of " + size;
        }
        if (extents.end() > needed) {
            return "its chain has " + extents.end() + " bytes, more than its size of " + size + " needs";
        }
        return extents.hasLost() ? "some of its clusters are past the end of the disk" : null;
    }

    /** The chain of a folder, which alone says how long it is. */
    private Found folder(long first, int maxExtents) throws IOException {
        Chain.Extents extents = extents(maxExtents);
        String problem = eachCluster(first, place -> extents.add(place));
        boolean hasEnd = problem == null;
        if (problem == null && extents.isFull()) {
            problem = "more than " + maxExtents + " extents";
        } else if (problem == null && extents.hasLost()) {
            problem = "some of its clusters are past the end of the disk";
        }
        return new Found(extents.end(), extents.upTo(0), problem, hasEnd);
    }

    /** Takes places of clusters; false to end. */
    @FunctionalInterface
    interface ClusterVisitor {
        boolean visit(long place) throws IOException;
    }

    /** Goes through the clusters of a folder that is in use; returns why not all are known, or null. */
    @Nullable
    String eachCluster(long first, ClusterVisitor visitor) throws IOException {
        long own = volume.claims().clustersOf(first);
        Chain chain = new Chain(geometry, volume.table, first);
        long count = 0;
        for (long cluster = chain.next(); cluster >= 0; cluster = chain.next()) {
            if (count == own) {
                return "its chain leads into another folder at cluster " + cluster;
            }
            count++;
            if (count * geometry.clusterBytes() > FatVolume.MOST_FOLDER_BYTES) {
                return "is a folder of more than " + FatVolume.MOST_FOLDER_BYTES + " bytes";
            }
            if (!visitor.visit(geometry.placeOf(cluster))) {
                return null;
            }
        }
        return chain.problem();
    }

    /**
     * The content of a deleted file, of which the chain is gone: what its clusters hold now, from the first one on, leaving out those
     * that are another file's. If the first one is, no more than that is guessed; so it is for folders.
     */
    private Found deleted(FatEntry entry, long first, int maxExtents) throws IOException {
        Chain.Extents extents = extents(maxExtents);
        if (!geometry.isCluster(first)) {
            long size = entry.isFolder() ? 0 : entry.size();
            return new Found(size, extents.upTo(size), first == 0 ? null : "its first cluster does not exist");
        }
        boolean isFree = volume.table.isFree(first);
        if (entry.isFolder()) {
            if (isFree) {
                extents.add(geometry.placeOf(first));
            }
            return new Found(extents.end(), extents.upTo(0), null);
        }
        long size = entry.size();
        if (!isFree) {
            if (size > 0) {
                extents.add(geometry.placeOf(first));
            }
            return new Found(size, extents.upTo(size), "its first cluster is in use by another file now");
        }
        for (long cluster = first; extents.end() < size && geometry.isCluster(cluster); cluster++) {
            if (!volume.budget.take()) {
                return new Found(size, extents.upTo(size), ClusterBudget.SPENT);
            }
            if (volume.table.isFree(cluster) && !extents.add(geometry.placeOf(cluster))) {
                break;
            }
        }
        return new Found(size, extents.upTo(size), null);
    }
}

package io.github.vhdlayers.filesystems.exfat;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystems.support.ClusterBudget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes files of sets of entries. */
final class ExFatFiles {
    private static final int CONTENT = 1;
    /** A table of letters has two bytes for each of 65,536 at most. */
    private static final int MOST_TABLE = 1 << 17;

    private final ExFatVolume volume;
    private final ExFatGeometry geometry;

    ExFatFiles(ExFatVolume volume) {
        this.volume = volume;
        this.geometry = volume.geometry;
    }

    DiskFile root(FileName name) {
        Clusters.Found found = volume.root();
        if (found.problem() != null) {
            // Only its chain says how long it is.
            return new DiskFile(
                    volume.info,
                    name,
                    true,
                    true,
                    DiskFile.Kind.DIRECTORY,
                    null,
                    1,
                    FileTimes.NONE,
                    List.of(),
                    List.of(),
                    found.problem());
        }
        long size = found.clusters() * geometry.clusterBytes();
        return file(
                name,
                true,
                DiskFile.Kind.DIRECTORY,
                FileTimes.NONE,
                size,
                extents(found.runs(), size, size),
                List.of(),
                found.problem());
    }

    /**
     * A file of the file system's own: its bitmap, its table of letters, its label.
     *
     * @param sum its checksum, as its entry has it; null if there is none
     */
    DiskFile own(FileName name, long place, long size, long first, @Nullable Integer sum) {
        Clusters.Found found = size <= 0
                ? new Clusters.Found(List.of(), 0, null)
                : volume.clusters.chain(first, geometry.clustersFor(size), ExFatVolume.MOST_RUNS);
        return file(
                name,
                true,
                DiskFile.Kind.SYSTEM,
                FileTimes.NONE,
                Math.max(0, size),
                extents(found.runs(), Math.max(0, size), size),
                List.of(new DiskExtent(volume.bytes.diskOffset() + place, ExFatGeometry.ENTRY)),
                found.problem() != null || sum == null ? found.problem() : sumProblem(found, size, sum));
    }

    private @Nullable String sumProblem(Clusters.Found found, long size, int sum) {
        if (size <= 0 || size > MOST_TABLE) {
            return "its size of " + size + " bytes is impossible";
        }
        try {
            return ExFatChecksum.of(volume.bytes, geometry, found.runs(), size) == sum
                    ? null
                    : "the checksum of its content is wrong";
        } catch (IOException e) {
            return "its content cannot be read: " + e.getMessage();
        }
    }

    /** A file of the reader's making, which is an area of the volume. */
    DiskFile virtual(FileName name, long start, long length) {
        long there = Math.max(0, Math.min(length, volume.bytes.length() - start));
        List<FileExtent> extents = new ArrayList<>();
        if (there > 0) {
            extents.add(new FileExtent(FileExtent.Kind.STORED, 0, volume.bytes.diskOffset() + start, there));
        }
        if (there < length) {
            extents.add(new FileExtent(FileExtent.Kind.LOST, there, -1, length - there));
        }
        return file(
                name,
                true,
                DiskFile.Kind.VIRTUAL,
                FileTimes.NONE,
                length,
                extents,
                List.of(),
                there < length ? "part of it is past the end of the disk" : null);
    }

    /** Where entries are on the disk, in its order. */
    List<DiskExtent> places(List<Long> entries) {
        List<DiskExtent> metadata = new ArrayList<>();
        for (long place : entries) {
            long at = volume.bytes.diskOffset() + place;
            DiskExtent last = metadata.isEmpty() ? null : metadata.get(metadata.size() - 1);
            if (last != null && last.end() == at) {
                metadata.set(
                        metadata.size() - 1, new DiskExtent(last.diskOffset(), last.length() + ExFatGeometry.ENTRY));
            } else {
                metadata.add(new DiskExtent(at, ExFatGeometry.ENTRY));
            }
        }
        metadata.sort(Comparator.comparingLong(DiskExtent::diskOffset));
        return metadata;
    }

    /** The file of a set of entries. */
    DiskFile file(FileName name, EntrySet set, int maxExtents) throws IOException {
        List<DiskExtent> metadata = places(set.places());
        boolean allocated =
                name.allocated() && set.isInUse() && volume.clusters.isUsedOrUnknown(geometry.clusterAt(set.place()));
        DiskFile.Kind kind = set.isFolder() ? DiskFile.Kind.DIRECTORY : DiskFile.Kind.FILE;
        String problem = set.problem();
        if (!set.isWhole() || set.size() < 0) {
            return new DiskFile(
                    volume.info,
                    name,
                    true,
                    allocated,
                    kind,
                    null,
                    allocated ? 1 : 0,
                    set.times(),
                    List.of(),
                    metadata,
                    problem == null ? impossible(set) : problem);
        }
        long size = set.size();
        Clusters.Found found = allocated ? inUse(set, maxExtents) : deleted(set, maxExtents);
        problem = problem == null ? found.problem() : problem;
        problem = problem == null ? sizeProblem(set, found, allocated) : problem;
        long valid = set.isFolder() ? size : set.valid();
        List<FileExtent> extents = extents(found.runs(), size, valid);
        return file(name, allocated, kind, set.times(), size, extents, metadata, problem);
    }

    private Clusters.Found inUse(EntrySet set, int maxExtents) throws IOException {
        Clusters.Found found = set.isFolder()
                ? volume.folder(set)
                : volume.clustersOf(set, Math.min(maxExtents, ExFatVolume.MOST_RUNS));
        boolean shared = found.problem() == null && volume.isShared(found.runs());
        return shared
                ? new Clusters.Found(found.runs(), found.clusters(), "it has clusters that another file has, too")
                : found;
    }

    private @Nullable String sizeProblem(EntrySet set, Clusters.Found found, boolean allocated) {
        long size = set.size();
        if (set.valid() < 0 || set.valid() > size) {
            return impossible(set);
        }
        if (allocated && found.clusters() < geometry.clustersFor(size)) {
            return "its chain has " + found.clusters() + " clusters, fewer than its size of " + size + " takes";
        }
        for (Clusters.Run run : found.runs()) {
            if (!volume.bytes.has(geometry.placeOf(run.first()), run.count() * geometry.clusterBytes())) {
                return "some of its clusters are past the end of the disk";
            }
        }
        return null;
    }

    private static String impossible(EntrySet set) {
        return "its sizes are impossible: " + set.valid() + " bytes of " + set.size() + " are written";
    }

    /** What the clusters of a deleted file hold now: the place of one in one piece is known, of another it is a guess. */
    private Clusters.Found deleted(EntrySet set, int maxExtents) throws IOException {
        long size = set.size();
        long wanted = geometry.clustersFor(Math.max(0, size));
        long first = set.firstCluster();
        if (wanted == 0 || size > geometry.volumeBytes() || !geometry.isCluster(first)) {
            return new Clusters.Found(List.of(), 0, wanted == 0 ? null : "its clusters are not known any more");
        }
        if (set.isContiguous()) {
            return volume.clusters.contiguous(first, wanted);
        }
        if (volume.clusters.isUsed(first)) {
            return new Clusters.Found(
                    List.of(new Clusters.Run(first, 1)), 1, "its first cluster is in use by another file now");
        }
        List<Clusters.Run> runs = new ArrayList<>();
        long count = 0;
        for (long cluster = first; count < wanted && geometry.isCluster(cluster); cluster++) {
            if (!volume.budget.take()) {
                return new Clusters.Found(runs, count, ClusterBudget.SPENT);
            }
            if (volume.clusters.isUsed(cluster)) {
                continue;
            }
            Clusters.Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && last.end() == cluster) {
                runs.set(runs.size() - 1, new Clusters.Run(last.first(), last.count() + 1));
            } else if (runs.size() >= Math.min(maxExtents, ExFatVolume.MOST_RUNS)) {
                break;
            } else {
                runs.add(new Clusters.Run(cluster, 1));
            }
            count++;
        }
        return new Clusters.Found(runs, count, null);
    }

    /** Extents of clusters: what is behind the valid length is on the disk, and reads as zeros. */
    private List<FileExtent> extents(List<Clusters.Run> runs, long size, long valid) {
        List<FileExtent> extents = new ArrayList<>();
        long at = 0;
        // Behind a size that is whole nothing is left to be zeros.
        long written = valid >= size ? Long.MAX_VALUE : Math.max(0, valid);
        for (Clusters.Run run : runs) {
            long place = geometry.placeOf(run.first());
            long length = run.count() * geometry.clusterBytes();
            long there = Math.max(0, Math.min(length, volume.bytes.length() - place));
            long stored = Math.max(0, Math.min(there, written - at));
            long disk = volume.bytes.diskOffset() + place;
            add(extents, FileExtent.Kind.STORED, at, disk, stored);
            add(extents, FileExtent.Kind.UNWRITTEN, at + stored, disk + stored, there - stored);
            add(extents, FileExtent.Kind.LOST, at + there, -1, length - there);
            at += length;
        }
        add(extents, FileExtent.Kind.LOST, at, -1, size - at);
        return extents;
    }

    private static void add(List<FileExtent> extents, FileExtent.Kind kind, long at, long disk, long length) {
        if (length > 0) {
            extents.add(new FileExtent(kind, at, disk, length));
        }
    }

    private DiskFile file(
            FileName name,
            boolean allocated,
            DiskFile.Kind kind,
            FileTimes times,
            long size,
            List<FileExtent> extents,
            List<DiskExtent> metadata,
            @Nullable String problem) {
        FileStream stream = new FileStream("", size, false, false, false, CONTENT, 0, extents);
        return new DiskFile(
                volume.info,
                name,
                true,
                allocated,
                kind,
                size,
                allocated ? 1 : 0,
                times,
                List.of(stream),
                metadata,
                problem);
    }
}

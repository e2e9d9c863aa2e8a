package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileExtent;
import java.util.ArrayList;
import java.util.List;

/** Runs as extents of the disk. */
final class NtfsExtents {
    private final NtfsVolumeBytes volume;

    NtfsExtents(NtfsVolumeBytes volume) {
        this.volume = volume;
    }

    /**
     * The extents of an attribute that is not resident: whole clusters, in the order of the content.
     *
     * @param most how many; of more, the rest is lost
     */
    List<FileExtent> of(NtfsAttribute attribute, int most, Problems problems) {
        RunList runs = attribute.runs();
        List<FileExtent> found = new ArrayList<>(Math.min(runs.size(), 16));
        long cluster = volume.geometry().clusterBytes();
        for (int run = 0; run < runs.size(); run++) {
            long at = runs.first(run) * cluster;
            if (found.size() >= most) {
                problems.add("more than " + most + " extents");
                if (at < attribute.size()) {
                    found.add(new FileExtent(FileExtent.Kind.LOST, at, -1, attribute.size() - at));
                }
                return found;
            }
            add(found, runs.place(run), at, runs.length(run) * cluster, problems);
        }
        return found;
    }

    /** All extents of an attribute; of a resident one none. */
    List<FileExtent> of(NtfsAttribute attribute) {
        return attribute.isResident() ? List.of() : of(attribute, Integer.MAX_VALUE, new Problems());
    }

    private void add(List<FileExtent> found, long place, long at, long length, Problems problems) {
        long cluster = volume.geometry().clusterBytes();
        if (place == RunList.SPARSE) {
            found.add(new FileExtent(FileExtent.Kind.SPARSE, at, -1, length));
            return;
        }
        // What is past the end of the volume is nowhere, though it may be a byte of another one.
        long there = place < 0 || place > volume.lastCluster()
                ? 0
                : Math.max(0, Math.min(length, volume.end() - place * cluster));
        if (there > 0) {
            long diskOffset = volume.bytes().diskOffset() + place * cluster;
            found.add(new FileExtent(FileExtent.Kind.STORED, at, diskOffset, there));
        }
        if (there < length) {
            found.add(new FileExtent(FileExtent.Kind.LOST, at + there, -1, length - there));
            problems.add(
                    place < 0
                            ? "the places of some of its blocks are lost"
                            : "some of its blocks are past the end of the volume");
        }
    }

    /** The clusters of an attribute that is no content. */
    void addStored(NtfsAttribute attribute, int most, List<DiskExtent> to, Problems problems) {
        for (FileExtent extent : of(attribute, most, problems)) {
            if (extent.kind() == FileExtent.Kind.STORED) {
                to.add(new DiskExtent(extent.diskOffset(), extent.length()));
            }
        }
    }
}

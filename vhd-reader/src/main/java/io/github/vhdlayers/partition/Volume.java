package io.github.vhdlayers.partition;

import org.jspecify.annotations.Nullable;

/**
 * What the first sectors of a volume say, and its label. Nothing else of the file system was looked at.
 *
 * @param kind which file system or container it is
 * @param label its name as its file system keeps it; empty if it has none, or if the place cannot be read. Where FAT's
 *     root folder has none or cannot be read, it is the one in the boot sector
 * @param serial its serial number or id as tools print it, or an empty text
 * @param clusters where its clusters are, or null if the volume has none, or its sizes are impossible
 * @param group what a physical volume of Linux LVM says of its group; null for every other volume
 * @since 0.1.0
 */
public record Volume(
        VolumeKind kind, String label, String serial, @Nullable ClusterGeometry clusters, @Nullable VolumeGroup group) {
    /** One that is no physical volume of Linux LVM. */
    public Volume(VolumeKind kind, String label, String serial, @Nullable ClusterGeometry clusters) {
        this(kind, label, serial, clusters, null);
    }

    static Volume of(VolumeKind kind) {
        return new Volume(kind, "", "", null);
    }
}

package io.github.vhdlayers.partition;

import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.table.DiskSectors;
import org.jspecify.annotations.Nullable;

/** Says what is impossible about a volume, and builds its geometry from what is possible. */
final class VolumeFindings {
    private final String structure;
    private final FindingLog log;

    VolumeFindings(String structure, FindingLog log) {
        this.structure = structure;
        this.log = log;
    }

    void unreadable(String failure) {
        log.add(FindingCode.VOLUME_UNREADABLE, structure, failure);
    }

    /** Reports a value that no file system has; a volume with one has no geometry. */
    @Nullable
    ClusterGeometry impossible(Volume.Kind kind, String detail) {
        log.add(FindingCode.VOLUME_GEOMETRY, structure, kind + ": " + detail);
        return null;
    }

    /**
     * The geometry, if the volume fits its partition and its clusters fit the volume.
     *
     * @param sectorBytes the volume's own sector size, 512 to 4096
     * @param volumeBytes the size of the volume, not negative
     * @param clusterBytes a multiple of 512
     * @param firstByte where the first cluster begins in the volume, a multiple of 512
     */
    @Nullable
    ClusterGeometry geometry(
            VolumeStart start,
            Volume.Kind kind,
            int sectorBytes,
            long volumeBytes,
            long clusterBytes,
            long firstCluster,
            long firstByte,
            long clusterCount) {
        if (firstByte > volumeBytes || clusterCount > (volumeBytes - firstByte) / clusterBytes) {
            return impossible(
                    kind,
                    clusterCount + " clusters of " + clusterBytes + " bytes from byte " + firstByte
                            + " on, in a volume of " + volumeBytes);
        }
        if (volumeBytes / DiskSectors.BYTES > start.sectorCount()) {
            log.add(
                    FindingCode.VOLUME_EXCEEDS_PARTITION,
                    structure,
                    kind + " of " + volumeBytes / DiskSectors.BYTES + " sectors where there are "
                            + start.sectorCount());
            return null;
        }
        return new ClusterGeometry(
                sectorBytes,
                volumeBytes / DiskSectors.BYTES,
                (int) (clusterBytes / DiskSectors.BYTES),
                firstCluster,
                start.firstSector() + firstByte / DiskSectors.BYTES,
                clusterCount);
    }

    static boolean isSectorSize(long bytes) {
        return bytes >= 512 && bytes <= 4096 && Long.bitCount(bytes) == 1;
    }
}

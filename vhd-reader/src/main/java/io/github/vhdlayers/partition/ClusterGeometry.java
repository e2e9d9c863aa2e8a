package io.github.vhdlayers.partition;

import io.github.vhdlayers.internal.table.DiskSectors;

/**
 * Where the clusters of a volume are. A cluster is what the file system allots: a cluster of NTFS, FAT and exFAT, a block of
 * ext. All of it was checked: the clusters are in the volume, and the volume in its partition.
 *
 * @param sectorBytes how many bytes the volume's own sectors have, 512 to 4096; only for information
 * @param volumeSectors how many sectors of 512 bytes the volume has
 * @param sectorsPerCluster how many sectors of 512 bytes a cluster has
 * @param firstCluster the number of the first cluster: 2 for FAT and exFAT, otherwise 0
 * @param firstSector the first cluster's first sector, of 512 bytes, on the disk
 * @param clusterCount how many clusters there are
 * @since 0.1.0
 */
public record ClusterGeometry(
        int sectorBytes,
        long volumeSectors,
        int sectorsPerCluster,
        long firstCluster,
        long firstSector,
        long clusterCount) {

    /** How many bytes a cluster has. */
    public long clusterBytes() {
        return (long) sectorsPerCluster * DiskSectors.BYTES;
    }

    /** The number behind the last cluster's. */
    public long endCluster() {
        return firstCluster + clusterCount;
    }

    /** The number of the sector behind the last cluster. */
    public long endSector() {
        return firstSector + clusterCount * sectorsPerCluster;
    }

    /**
     * The cluster that a sector of the disk belongs to, or -1 if it belongs to none.
     *
     * @param sector the sector's number on the disk
     */
    public long clusterOf(long sector) {
        if (sector < firstSector || sector >= endSector()) {
            return -1;
        }
        return firstCluster + (sector - firstSector) / sectorsPerCluster;
    }

    /**
     * The first sector of a cluster on the disk.
     *
     * @throws IndexOutOfBoundsException if there is no such cluster
     */
    public long sectorOf(long cluster) {
        if (cluster < firstCluster || cluster >= endCluster()) {
            throw new IndexOutOfBoundsException(
                    "cluster " + cluster + " of " + firstCluster + " to " + (endCluster() - 1));
        }
        return firstSector + (cluster - firstCluster) * sectorsPerCluster;
    }
}

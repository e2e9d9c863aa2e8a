package io.github.vhdlayers.filesystems.fat;

import io.github.vhdlayers.filesystems.support.ClusterHeap;
import io.github.vhdlayers.filesystems.support.FatOwnFiles;
import io.github.vhdlayers.filesystems.support.VolumeBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the first sector of a FAT volume says, checked. All places are bytes of the volume.
 *
 * @param bits 12, 16 or 32, which the number of clusters alone decides
 * @param sectorBytes 512 to 4096
 * @param clusterBytes how many bytes a cluster has
 * @param reservedBytes what is before the first table
 * @param tables how many tables there are
 * @param tableBytes how many bytes a table has
 * @param activeTable the one that is used, from 0 on
 * @param rootStart where the root folder begins; of FAT32 where clusters begin
 * @param rootBytes how long it is; 0 of FAT32
 * @param rootCluster its first cluster; 0 unless FAT32
 * @param firstCluster where cluster 2 begins
 * @param lastCluster the highest number of a cluster
 * @param volumeBytes how many bytes the file system has
 * @param serial the volume's serial number; 0 if it has none
 */
record FatGeometry(
        int bits,
        int sectorBytes,
        int clusterBytes,
        long reservedBytes,
        int tables,
        long tableBytes,
        int activeTable,
        long rootStart,
        long rootBytes,
        long rootCluster,
        long firstCluster,
        long lastCluster,
        long volumeBytes,
        int serial)
        implements ClusterHeap {
    static final int ENTRY = 32;

    private static final int SECTOR = 512;
    private static final int LEAST_FAT16 = 4085;
    private static final int LEAST_FAT32 = 65_525;
    private static final int MOST_CLUSTERS = 0x0FFF_FFF5;
    private static final int NO_MIRRORS = 0x80;

    /** What a sector of the volume says; null if it is no first sector of FAT, or its sizes are impossible. */
    static @Nullable FatGeometry parse(VolumeBytes bytes, long at) throws IOException {
        if (!bytes.has(at, SECTOR)) {
            return null;
        }
        ByteBuffer boot = bytes.read(at, SECTOR);
        int sector = Short.toUnsignedInt(boot.getShort(11));
        int perCluster = Byte.toUnsignedInt(boot.get(13));
        long reserved = Short.toUnsignedInt(boot.getShort(14));
        int tables = Byte.toUnsignedInt(boot.get(16));
        int rootEntries = Short.toUnsignedInt(boot.getShort(17));
        if (boot.getShort(510) != (short) 0xAA55
                || !isPowerOfTwo(sector, 512, 4096)
                || !isPowerOfTwo(perCluster, 1, 128)
                || reserved == 0
                || tables == 0
                || tables > 4) {
            return null;
        }
        long sectors = Short.toUnsignedInt(boot.getShort(19));
        if (sectors == 0) {
            sectors = Integer.toUnsignedLong(boot.getInt(32));
        }
        long tableSectors = Short.toUnsignedInt(boot.getShort(22));
        boolean large = tableSectors == 0;
        if (large) {
            tableSectors = Integer.toUnsignedLong(boot.getInt(36));
        }
        long rootSectors = ((long) rootEntries * ENTRY + sector - 1) / sector;
        long first = reserved + tables * tableSectors + rootSectors;
        if (tableSectors == 0 || first >= sectors) {
            return null;
        }
        long clusters = (sectors - first) / perCluster;
        int bits = clusters < LEAST_FAT16 ? 12 : clusters < LEAST_FAT32 ? 16 : 32;
        if (clusters == 0 || clusters > MOST_CLUSTERS || (large && rootEntries != 0)) {
            return null;
        }
        if (large) {
            // Only FAT32 has no other size of a table. Programs make small ones with fewer clusters than it should
            // have.
            bits = 32;
        } else if (bits == 32 || rootEntries == 0) {
            return null;
        }
        // A table that is too short says nothing of the clusters behind its end.
        long entries = tableSectors * sector * 8 / bits;
        long last = Math.min(clusters + 1, entries - 1);
        int flags = large ? Short.toUnsignedInt(boot.getShort(40)) : 0;
        int active = (flags & NO_MIRRORS) != 0 ? flags & 0xF : 0;
        return last < FIRST_CLUSTER || active >= tables
                ? null
                : new FatGeometry(
                        bits,
                        sector,
                        sector * perCluster,
                        reserved * sector,
                        tables,
                        tableSectors * sector,
                        active,
                        (first - rootSectors) * sector,
                        rootSectors * sector,
                        large ? Integer.toUnsignedLong(boot.getInt(44)) & 0x0FFF_FFFF : 0,
                        first * sector,
                        last,
                        sectors * sector,
                        serial(boot, large ? 66 : 38));
    }

    private static int serial(ByteBuffer boot, int at) {
        boolean isThere = boot.get(at) == 0x28 || boot.get(at) == 0x29;
        return isThere ? boot.getInt(at + 1) : 0;
    }

    private static boolean isPowerOfTwo(int value, int least, int most) {
        return value >= least && value <= most && Integer.bitCount(value) == 1;
    }

    String type() {
        return "fat" + bits;
    }

    /** Where places for entries are numbered from. */
    private long numbered() {
        return bits == 32 ? firstCluster : rootStart;
    }

    /** The number of a place for an entry, as the Sleuth Kit counts them. */
    long addressOf(long place) {
        return (place - numbered()) / ENTRY + FatReader.FIRST_ENTRY;
    }

    /** The place of that number, or -1 if it is not in the volume. */
    long placeOfEntry(long address) {
        if (address < FatReader.FIRST_ENTRY || address > volumeBytes / ENTRY) {
            return -1;
        }
        long place = numbered() + (address - FatReader.FIRST_ENTRY) * ENTRY;
        return place > volumeBytes - ENTRY ? -1 : place;
    }

    /** The files that no folder names. */
    FatOwnFiles ownFiles() {
        return new FatOwnFiles(firstVirtual(), Math.max(SECTOR, sectorBytes), tables, reservedBytes, tableBytes);
    }

    /** Addresses from this one on are of what the reader makes up. */
    long firstVirtual() {
        return addressOf(volumeBytes);
    }
}

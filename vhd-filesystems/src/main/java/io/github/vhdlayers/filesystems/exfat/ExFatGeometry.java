package io.github.vhdlayers.filesystems.exfat;

import io.github.vhdlayers.filesystems.support.ClusterHeap;
import io.github.vhdlayers.filesystems.support.FatOwnFiles;
import io.github.vhdlayers.filesystems.support.VolumeBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the first sector of an exFAT volume says, checked. All places are bytes of the volume.
 *
 * @param sectorShift 9 to 12
 * @param clusterBytes how many bytes a cluster has
 * @param table where the table that is used begins
 * @param firstTable where the first table begins
 * @param tables how many tables there are
 * @param tableBytes how many bytes a table has
 * @param firstCluster where cluster 2 begins
 * @param lastCluster the highest number of a cluster
 * @param rootCluster the first cluster of the root folder
 * @param second whether the second bitmap is the one that is used
 * @param volumeBytes how many bytes the volume has
 * @param serial the volume's serial number
 */
record ExFatGeometry(
        int sectorShift,
        int clusterBytes,
        long table,
        long firstTable,
        int tables,
        long tableBytes,
        long firstCluster,
        long lastCluster,
        long rootCluster,
        boolean second,
        long volumeBytes,
        int serial)
        implements ClusterHeap {
    static final int ENTRY = 32;
    static final long FIRST_ENTRY = 3;

    private static final long MOST_SECTORS = 1L << 50;

    /** What a sector of the volume says; null if it is no first sector of exFAT, or its sizes are impossible. */
    static @Nullable ExFatGeometry parse(VolumeBytes bytes, long at) throws IOException {
        if (!bytes.has(at, 512)) {
            return null;
        }
        ByteBuffer boot = bytes.read(at, 512);
        byte[] name = new byte[8];
        boot.get(3, name);
        int sectorShift = boot.get(108);
        int clusterShift = boot.get(109);
        int tables = boot.get(110);
        if (!new String(name, StandardCharsets.US_ASCII).equals("EXFAT   ")
                || boot.getShort(510) != (short) 0xAA55
                || sectorShift < 9
                || sectorShift > 12
                || clusterShift < 0
                || clusterShift > 25 - sectorShift
                || tables < 1
                || tables > 2) {
            return null;
        }
        long sectors = boot.getLong(72);
        long tableStart = Integer.toUnsignedLong(boot.getInt(80));
        long tableSectors = Integer.toUnsignedLong(boot.getInt(84));
        long heap = Integer.toUnsignedLong(boot.getInt(88));
        long clusters = Integer.toUnsignedLong(boot.getInt(92));
        long root = Integer.toUnsignedLong(boot.getInt(96));
        boolean second = (boot.getShort(106) & 1) != 0 && tables == 2;
        if (sectors < 1
                || sectors > MOST_SECTORS
                || tableStart < 24
                || tableSectors == 0
                || heap < tableStart + tables * tableSectors
                || heap >= sectors
                || clusters == 0
                || clusters > (sectors - heap) >> clusterShift
                || clusters + FIRST_CLUSTER > tableSectors << (sectorShift - 2)
                || root < FIRST_CLUSTER
                || root > clusters + 1) {
            return null;
        }
        long first = tableStart << sectorShift;
        long tableBytes = tableSectors << sectorShift;
        return new ExFatGeometry(
                sectorShift,
                1 << (sectorShift + clusterShift),
                second ? first + tableBytes : first,
                first,
                tables,
                tableBytes,
                heap << sectorShift,
                clusters + 1,
                root,
                second,
                sectors << sectorShift,
                boot.getInt(100));
    }

    /** The number of a place for an entry, as the Sleuth Kit counts them. */
    long addressOf(long place) {
        return (place - firstCluster) / ENTRY + FIRST_ENTRY;
    }

    /** The place of that number, or -1 if it is in no cluster. */
    long placeOfEntry(long address) {
        if (address < FIRST_ENTRY || address > volumeBytes / ENTRY) {
            return -1;
        }
        long place = firstCluster + (address - FIRST_ENTRY) * ENTRY;
        return isInClusters(place) ? place : -1;
    }

    /** The files that no folder names. */
    FatOwnFiles ownFiles() {
        return new FatOwnFiles(firstVirtual(), 1 << sectorShift, tables, firstTable, tableBytes);
    }

    /** Addresses from this one on are of what the reader makes up. */
    long firstVirtual() {
        return addressOf(volumeBytes);
    }

    /** How many clusters a length takes. */
    long clustersFor(long length) {
        return length / clusterBytes + (length % clusterBytes == 0 ? 0 : 1);
    }
}

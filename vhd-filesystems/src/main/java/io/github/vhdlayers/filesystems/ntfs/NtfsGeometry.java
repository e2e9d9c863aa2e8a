package io.github.vhdlayers.filesystems.ntfs;

import java.nio.charset.StandardCharsets;

/**
 * What a boot sector says about a volume, checked.
 *
 * @param sectorBytes how many bytes a sector of the volume has, 256 to 4096
 * @param clusterBytes how many bytes a cluster has, 256 to 2 MiB
 * @param sectors how many sectors the volume has, without the last one, which keeps a copy of the boot sector
 * @param mftCluster the first cluster of the MFT
 * @param mirrorCluster the first cluster of the copy of its first records
 * @param recordBytes how many bytes a record of the MFT has, 512 to 65,536
 * @param serial the volume's serial number
 */
record NtfsGeometry(
        int sectorBytes,
        int clusterBytes,
        long sectors,
        long mftCluster,
        long mirrorCluster,
        int recordBytes,
        long serial) {
    /** How many bytes of the boot sector are looked at. */
    static final int BOOT_BYTES = 512;

    private static final int LEAST_SECTOR = 256;
    static final int MOST_SECTOR = 4096;
    private static final int MOST_CLUSTER = 2 << 20;
    private static final int LEAST_RECORD = 512;
    private static final int MOST_RECORD = 1 << 16;

    /** Whether the bytes call themselves a boot sector of NTFS; nothing else is checked. */
    static boolean isNamed(byte[] boot) {
        return boot.length >= BOOT_BYTES && new String(boot, 3, 8, StandardCharsets.ISO_8859_1).equals("NTFS    ");
    }

    /**
     * Reads a boot sector.
     *
     * @throws NtfsDamage if it is none of NTFS, or has impossible sizes
     */
    static NtfsGeometry parse(byte[] boot) throws NtfsDamage {
        if (!isNamed(boot)) {
            throw new NtfsDamage("the boot sector does not say NTFS");
        }
        int sector = Le.u16(boot, 11);
        if (sector < LEAST_SECTOR || sector > MOST_SECTOR || Integer.bitCount(sector) != 1) {
            throw new NtfsDamage("the boot sector says sectors of " + sector + " bytes");
        }
        int coded = Le.u8(boot, 13);
        // Above 0x80 it is a power of two, as clusters of more than 64 KiB need it.
        long perCluster = coded <= 0x80 ? coded : coded >= 0xE0 ? 1L << (0x100 - coded) : 0;
        long cluster = perCluster * sector;
        if (Long.bitCount(perCluster) != 1 || cluster > MOST_CLUSTER) {
            throw new NtfsDamage("the boot sector says " + coded + " sectors a cluster, each of " + sector + " bytes");
        }
        long sectors = Le.i64(boot, 40);
        if (sectors < perCluster || sectors > Long.MAX_VALUE / 4 / sector) {
            throw new NtfsDamage("the boot sector says " + Long.toUnsignedString(sectors) + " sectors");
        }
        long clusters = sectors / perCluster;
        long mft = Le.i64(boot, 48);
        long mirror = Le.i64(boot, 56);
        if (mft < 0 || mft >= clusters) {
            throw new NtfsDamage("the boot sector says that the MFT begins at cluster " + Long.toUnsignedString(mft)
                    + " of " + clusters);
        }
        long record = size(boot[64], cluster);
        if (record < LEAST_RECORD || record > MOST_RECORD || Long.bitCount(record) != 1) {
            throw new NtfsDamage("the boot sector says MFT records of " + record + " bytes");
        }
        return new NtfsGeometry(sector, (int) cluster, sectors, mft, mirror, (int) record, Le.i64(boot, 72));
    }

    /** A positive number of clusters, or the negative binary logarithm of a number of bytes. */
    private static long size(byte coded, long cluster) {
        if (coded > 0) {
            return coded * cluster;
        }
        return coded > -31 ? 1L << -coded : 0;
    }

    /** How many clusters the volume has. */
    long clusters() {
        return sectors / (clusterBytes / sectorBytes);
    }

    /** How many bytes its clusters take. */
    long bytes() {
        return clusters() * clusterBytes;
    }
}

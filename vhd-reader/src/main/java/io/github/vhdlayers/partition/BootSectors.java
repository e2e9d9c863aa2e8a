package io.github.vhdlayers.partition;

import io.github.vhdlayers.internal.codec.StructReader;
import org.jspecify.annotations.Nullable;

/** The boot sectors of NTFS, exFAT and FAT. */
final class BootSectors {
    private static final int MOST_NTFS_CLUSTER_BYTES = 2 << 20;
    private static final int MOST_FAT_CLUSTER_BYTES = 256 << 10;
    private static final int MOST_EXFAT_CLUSTER_SHIFT = 25;

    private static final int FIRST_FAT16_COUNT = 4085;

    private BootSectors() {}

    /** The volume that a boot sector describes, or null if the first sector is not one of the three. */
    static @Nullable Volume recognise(VolumeStart start, VolumeFindings findings) {
        if (start.matches(3, "NTFS    ")) {
            String serial = String.format("%016X", start.bytes().u64(0x48));
            return new Volume(Volume.Kind.NTFS, "", serial, ntfs(start, findings));
        }
        if (start.matches(3, "EXFAT   ")) {
            return new Volume(Volume.Kind.EXFAT, "", shortSerial(start.bytes().u32(100)), exfat(start, findings));
        }
        return fat(start, findings);
    }

    private static @Nullable ClusterGeometry ntfs(VolumeStart start, VolumeFindings findings) {
        StructReader in = start.bytes();
        int sectorBytes = in.u16(11);
        if (!VolumeFindings.isSectorSize(sectorBytes)) {
            return findings.impossible(Volume.Kind.NTFS, "sectors of " + sectorBytes + " bytes");
        }
        // From 128 KiB on, clusters of sectors of 512 bytes are stored as a negative power of two.
        int stored = in.u8(13);
        long perCluster = stored <= 0x80 ? stored : stored >= 0xF0 ? 1L << (0x100 - stored) : 0;
        long clusterBytes = perCluster * sectorBytes;
        if (Long.bitCount(perCluster) != 1 || clusterBytes > MOST_NTFS_CLUSTER_BYTES) {
            return findings.impossible(Volume.Kind.NTFS, "sectors per cluster stored as " + stored);
        }
        long sectors = in.u64(40);
        if (sectors < perCluster || sectors > Long.MAX_VALUE / sectorBytes) {
            return findings.impossible(Volume.Kind.NTFS, Long.toUnsignedString(sectors) + " sectors");
        }
        return findings.geometry(
                start, Volume.Kind.NTFS, sectorBytes, sectors * sectorBytes, clusterBytes, 0, 0, sectors / perCluster);
    }

    private static @Nullable ClusterGeometry exfat(VolumeStart start, VolumeFindings findings) {
        StructReader in = start.bytes();
        int sectorShift = in.u8(108);
        int clusterShift = sectorShift + in.u8(109);
        if (sectorShift < 9 || sectorShift > 12 || clusterShift > MOST_EXFAT_CLUSTER_SHIFT) {
            return findings.impossible(
                    Volume.Kind.EXFAT, "sectors of 2^" + sectorShift + " and clusters of 2^" + clusterShift + " bytes");
        }
        long sectors = in.u64(72);
        if (sectors < 1 || sectors > Long.MAX_VALUE >> sectorShift) {
            return findings.impossible(Volume.Kind.EXFAT, Long.toUnsignedString(sectors) + " sectors");
        }
        long heap = in.u32(88);
        long clusters = in.u32(92);
        if (heap == 0 || clusters == 0) {
            return findings.impossible(Volume.Kind.EXFAT, clusters + " clusters from sector " + heap + " on");
        }
        return findings.geometry(
                start,
                Volume.Kind.EXFAT,
                1 << sectorShift,
                sectors << sectorShift,
                1L << clusterShift,
                2,
                heap << sectorShift,
                clusters);
    }

    /**
     * FAT has no magic number. Either all the fields are possible, or the text that names the kind is there, which nothing
     * depends on; then the volume is FAT with impossible sizes.
     */
    private static @Nullable Volume fat(VolumeStart start, VolumeFindings findings) {
        StructReader in = start.bytes();
        Fat fat = Fat.decode(in);
        Volume.Kind named = named(start);
        boolean jumps = in.u8(0) == 0xEB || in.u8(0) == 0xE9;
        boolean signed = in.u16(510) == 0xAA55;
        String wrong = fat.whatIsImpossible();
        if (wrong != null || !jumps || !signed) {
            if (named == null || !signed) {
                return null;
            }
            String detail = wrong != null ? wrong : "no jump to boot code";
            return new Volume(named, "", "", findings.impossible(named, detail));
        }
        Volume.Kind kind = fat.isFat32()
                ? Volume.Kind.FAT32
                : fat.clusters() < FIRST_FAT16_COUNT ? Volume.Kind.FAT12 : Volume.Kind.FAT16;
        int extendedAt = fat.isFat32() ? 66 : 38;
        boolean hasSerial = in.u8(extendedAt) == 0x28 || in.u8(extendedAt) == 0x29;
        boolean hasLabel = in.u8(extendedAt) == 0x29;
        String label = hasLabel ? start.text(extendedAt + 5, 11) : "";
        ClusterGeometry clusters = findings.geometry(
                start,
                kind,
                fat.sectorBytes(),
                fat.sectors() * fat.sectorBytes(),
                (long) fat.sectorsPerCluster() * fat.sectorBytes(),
                2,
                fat.firstDataSector() * fat.sectorBytes(),
                fat.clusters());
        return new Volume(
                kind,
                label.equals("NO NAME") ? "" : label,
                hasSerial ? shortSerial(in.u32(extendedAt + 1)) : "",
                clusters);
    }

    private static Volume.@Nullable Kind named(VolumeStart start) {
        if (start.matches(82, "FAT32   ")) {
            return Volume.Kind.FAT32;
        }
        if (start.matches(54, "FAT16   ")) {
            return Volume.Kind.FAT16;
        }
        return start.matches(54, "FAT12   ") ? Volume.Kind.FAT12 : null;
    }

    private static String shortSerial(long serial) {
        return String.format("%04X-%04X", serial >>> 16, serial & 0xFFFF);
    }

    /** The sizes in a FAT boot sector, in its own sectors. */
    private record Fat(
            int sectorBytes,
            int sectorsPerCluster,
            int reserved,
            int tables,
            int rootEntries,
            long sectors,
            int media,
            boolean isFat32,
            long tableSectors) {

        static Fat decode(StructReader in) {
            int small = in.u16(19);
            int tableSectors16 = in.u16(22);
            return new Fat(
                    in.u16(11),
                    in.u8(13),
                    in.u16(14),
                    in.u8(16),
                    in.u16(17),
                    small != 0 ? small : in.u32(32),
                    in.u8(21),
                    tableSectors16 == 0,
                    tableSectors16 != 0 ? tableSectors16 : in.u32(36));
        }

        @Nullable
        String whatIsImpossible() {
            if (!VolumeFindings.isSectorSize(sectorBytes)) {
                return "sectors of " + sectorBytes + " bytes";
            }
            if (Integer.bitCount(sectorsPerCluster) != 1 || sectorsPerCluster * sectorBytes > MOST_FAT_CLUSTER_BYTES) {
                return sectorsPerCluster + " sectors per cluster";
            }
            if (reserved == 0 || tables < 1 || tables > 4 || tableSectors == 0) {
                return tables + " tables of " + tableSectors + " sectors behind " + reserved;
            }
            if (media != 0xF0 && media < 0xF8) {
                return "media byte " + Integer.toHexString(media);
            }
            if (isFat32 ? rootEntries != 0 : rootEntries == 0) {
                return rootEntries + " entries in the root folder";
            }
            return clusters() < 1 ? "no room for clusters in " + sectors + " sectors" : null;
        }

        long firstDataSector() {
            long rootSectors = (rootEntries * 32L + sectorBytes - 1) / sectorBytes;
            return reserved + tables * tableSectors + rootSectors;
        }

        long clusters() {
            return (sectors - firstDataSector()) / sectorsPerCluster;
        }
    }
}

package io.github.vhdlayers.partition;

import java.util.List;
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
        Kind kind, String label, String serial, @Nullable ClusterGeometry clusters, @Nullable Group group) {
    /** One that is no physical volume of Linux LVM. */
    public Volume(Kind kind, String label, String serial, @Nullable ClusterGeometry clusters) {
        this(kind, label, serial, clusters, null);
    }

    static Volume of(Kind kind) {
        return new Volume(kind, "", "", null);
    }

    /**
     * File systems and containers that are known by their first sectors.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** NTFS. */
        NTFS("NTFS"),
        /** FAT with entries of 12 bits. */
        FAT12("FAT12"),
        /** FAT with entries of 16 bits. */
        FAT16("FAT16"),
        /** FAT with entries of 32 bits. */
        FAT32("FAT32"),
        /** exFAT. */
        EXFAT("exFAT"),
        /** The second extended file system of Linux, without a journal. */
        EXT2("ext2"),
        /** The same with a journal. */
        EXT3("ext3"),
        /** The same with features that only ext4 knows. */
        EXT4("ext4"),
        /** ReFS; recognised, its clusters are not listed. */
        REFS("ReFS"),
        /** A volume encrypted by BitLocker: what its clusters hold is not readable. */
        BITLOCKER("BitLocker"),
        /** A FAT volume around one that is encrypted by BitLocker, as removable disks have it: only a program to unlock it is readable. */
        BITLOCKER_TO_GO("BitLocker To Go"),
        /** Btrfs; recognised, its blocks are not listed. */
        BTRFS("Btrfs"),
        /** HFS+ or HFSX of macOS; recognised, its blocks are not listed. */
        HFS_PLUS("HFS+"),
        /** A container of APFS; recognised, its blocks are not listed. */
        APFS("APFS"),
        /** ISO 9660; recognised, its blocks are not listed. */
        ISO9660("ISO 9660"),
        /** A member of a Linux software RAID (md). */
        MD_RAID("Linux RAID member"),
        /** XFS; recognised, its blocks are not listed. */
        XFS("XFS"),
        /** A volume encrypted with LUKS. */
        LUKS("LUKS"),
        /** A physical volume of Linux LVM. */
        LVM("LVM"),
        /** Linux swap space. */
        SWAP("swap"),
        /** Readable, and nothing that is known here. */
        UNRECOGNISED("unrecognised"),
        /** Sectors that would say what it is cannot be read, or its first ones are past the end of the disk. */
        UNREADABLE("unreadable");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** Whether something was recognised. */
        public boolean isFileSystem() {
            return this != UNRECOGNISED && this != UNREADABLE;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * What a physical volume of Linux LVM says of its volume group.
     *
     * @param name the group's name; empty if it is not known, or the physical volume belongs to none
     * @param volumes its logical volumes that a user sees, in the order of the metadata
     * @param problem why its logical volumes are not known, or null
     * @since 0.1.0
     */
    public record Group(String name, List<LogicalVolume> volumes, @Nullable String problem) {
        /** Keeps an unmodifiable copy of the list. */
        public Group {
            volumes = List.copyOf(volumes);
        }

        static Group unknown(String problem) {
            return new Group("", List.of(), problem);
        }
    }
}

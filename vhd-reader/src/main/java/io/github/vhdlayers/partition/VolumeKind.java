package io.github.vhdlayers.partition;

/**
 * File systems and containers that are known by their first sectors.
 *
 * @since 0.1.0
 */
public enum VolumeKind {
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
    /** The first sectors cannot be read, or are past the end of the disk. */
    UNREADABLE("unreadable");

    private final String text;

    VolumeKind(String text) {
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

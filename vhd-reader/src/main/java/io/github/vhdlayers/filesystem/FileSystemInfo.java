package io.github.vhdlayers.filesystem;

import io.github.vhdlayers.partition.LogicalVolume;
import io.github.vhdlayers.partition.Partition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file system that was opened.
 *
 * @param number its place among those of the disk, from 0 on
 * @param partition the partition it is in, or null if it fills a disk without a table that is known
 * @param type what it is, such as {@code ntfs}, {@code fat16}, {@code ext4}
 * @param diskOffset where it begins on the disk, in bytes
 * @param length how many bytes its blocks take; in a logical volume they are not in one piece, see {@link #places()}
 * @param blockSize how many bytes a block has
 * @param state which state of it is shown
 * @param reader the name of the service that reads it, as {@link FileSystemReader#name()} has it; empty if it does not say
 * @param volume the logical volume of Linux LVM that it is in, with the partition as its physical volume; null if it is in none
 * @param serial its serial number or id as the service read it, also where that was a copy of its first sectors; null if the service does
 *     not say. It means the same only of two that one service read
 * @since 0.1.0
 */
public record FileSystemInfo(
        int number,
        @Nullable Partition partition,
        String type,
        long diskOffset,
        long length,
        int blockSize,
        State state,
        String reader,
        @Nullable LogicalVolume volume,
        @Nullable String serial) {
    private static final long SECTOR = 512;

    /** One that is shown as it is stored, by a service that does not say its name. */
    public FileSystemInfo(
            int number, @Nullable Partition partition, String type, long diskOffset, long length, int blockSize) {
        this(number, partition, type, diskOffset, length, blockSize, State.AS_STORED, "", null, null);
    }

    /** The same in another state. */
    public FileSystemInfo withState(State shown) {
        return new FileSystemInfo(
                number, partition, type, diskOffset, length, blockSize, shown, reader, volume, serial);
    }

    /** The same, read by a service of that name. */
    public FileSystemInfo withReader(String name) {
        return new FileSystemInfo(number, partition, type, diskOffset, length, blockSize, state, name, volume, serial);
    }

    /** The same with the serial number or id that it records. */
    public FileSystemInfo withSerial(String recorded) {
        return new FileSystemInfo(
                number, partition, type, diskOffset, length, blockSize, state, reader, volume, recorded);
    }

    /** The same in another place among those of the disk. */
    FileSystemInfo withNumber(int place) {
        return new FileSystemInfo(place, partition, type, diskOffset, length, blockSize, state, reader, volume, serial);
    }

    /**
     * The same in a logical volume.
     *
     * @param physical the partition that is the physical volume
     * @param logical the volume, which it fills from its begin on
     */
    public FileSystemInfo inVolume(Partition physical, LogicalVolume logical) {
        long first = logical.pieces().get(0).diskSector() * SECTOR;
        return new FileSystemInfo(number, physical, type, first, length, blockSize, state, reader, logical, serial);
    }

    /** Where its blocks are on the disk, in their order. */
    public List<DiskExtent> places() {
        if (volume == null) {
            return List.of(new DiskExtent(diskOffset, length));
        }
        return volume.places(0, length).stream()
                .map(place -> new DiskExtent(place[0], place[1]))
                .toList();
    }

    /** What it is in, as paths name it: {@code vg0/root} for a logical volume, {@code p2} for a partition, {@code disk} for neither. */
    public String label() {
        if (volume != null) {
            return volume.name();
        }
        return partition == null || partition.number() == 0 ? "disk" : "p" + partition.number();
    }

    /** Which family its type is of. */
    public Family family() {
        return Family.of(type);
    }

    /**
     * File systems of which the versions have the same structures.
     *
     * @since 0.1.0
     */
    public enum Family {
        /** NTFS. */
        NTFS("ntfs"),
        /** FAT12, FAT16 and FAT32. */
        FAT("fat"),
        /** exFAT. */
        EXFAT("exfat"),
        /** ext2, ext3 and ext4. */
        EXT("ext"),
        /** HFS and HFS+. */
        HFS("hfs"),
        /** UFS1 and UFS2. */
        UFS("ufs"),
        /** ISO 9660. */
        ISO("iso"),
        /** Any other. */
        OTHER("");

        /** In the order in which a type is compared with them. */
        private static final List<Family> ALL = List.of(values());

        private final String prefix;

        Family(String prefix) {
            this.prefix = prefix;
        }

        /**
         * The family of a type.
         *
         * @param type as {@link FileSystemInfo#type()} has it
         */
        public static Family of(String type) {
            for (Family family : ALL) {
                if (type.startsWith(family.prefix)) {
                    return family;
                }
            }
            return OTHER;
        }

        /** Whether a file's number, with its generation or sequence, means the same file as long as the volume is not made anew. */
        public boolean keepsNumbers() {
            return this == NTFS || this == EXT;
        }

        /** Whether its files are entries of folders alone, which have no number of their own. */
        public boolean hasEntriesOnly() {
            return this == FAT || this == EXFAT;
        }

        /** Whether a file may have contents beside its main one, under names of their own. */
        public boolean hasStreams() {
            return this == NTFS || this == HFS;
        }
    }

    /**
     * Which state of a file system is shown.
     *
     * @since 0.1.0
     */
    public enum State {
        /** As it is stored: it needs no recovery, or the reader does not look whether it does. */
        AS_STORED("as stored"),
        /** As it is after its journal was replayed, which was done in memory: the disk is not written. */
        RECOVERED("recovered"),
        /** As it is stored, without the newer states that its journal holds, because the caller asked for that. */
        JOURNAL_IGNORED("journal ignored"),
        /** As it is stored, although its log was not closed: the reader does not replay logs of this kind, so newer states may be missing. */
        LOG_NOT_REPLAYED("log not replayed"),
        /** Names only, as they are stored: its journal holds newer states that cannot be read, so nothing is known of any file. */
        JOURNAL_UNREADABLE("journal unreadable");

        private final String text;

        State(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}

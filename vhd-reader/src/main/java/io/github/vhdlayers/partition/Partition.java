package io.github.vhdlayers.partition;

import io.github.vhdlayers.internal.table.DiskSectors;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One partition, as its table lists it.
 *
 * @param number its number as other tools print it: the entry's, from 1 on; logical ones from 5 on, and behind them those
 *     of BSD disklabels, which in a GPT begin behind its last entry's; 0 for the whole disk
 * @param kind what kind of entry lists it
 * @param type what the entry says it holds
 * @param firstSector its first sector on the disk
 * @param sectorCount how many sectors it has, at least 1; it may reach past the end of the disk
 * @param id its own id in a GPT, otherwise null
 * @param name its name in a GPT, with units that need not be valid text; its letter in a BSD disklabel; otherwise empty
 * @param attributes in a GPT the entry's 64 bits; in a boot record the entry's flag, 0x80 for the one to boot from
 * @param entrySector the sector that lists it, or -1 for the whole disk
 * @param volume what its first sectors tell; null for an extended partition, which holds no volume of its own
 * @since 0.1.0
 */
public record Partition(
        int number,
        Kind kind,
        PartitionType type,
        long firstSector,
        long sectorCount,
        @Nullable UUID id,
        String name,
        long attributes,
        long entrySector,
        @Nullable Volume volume) {

    /** Its last sector on the disk. */
    public long lastSector() {
        return firstSector + sectorCount - 1;
    }

    /** The number of the sector behind its last one. */
    public long endSector() {
        return firstSector + sectorCount;
    }

    /** Whether a boot record marks it as the one to boot from, or a GPT as bootable by old firmware. */
    public boolean isBootable() {
        return switch (kind) {
            case PRIMARY, EXTENDED, LOGICAL, GPT ->
                (attributes & (type instanceof PartitionType.Gpt ? 0x4 : 0x80)) != 0;
            case BSD, WHOLE_DISK -> false;
        };
    }

    /** Whether a sector of the disk is in it. */
    public boolean contains(long sector) {
        return sector >= firstSector && sector < endSector();
    }

    /**
     * The partition's bytes as a source of its own. Of one that reaches past the end of the disk it has what is there, which may be
     * nothing; {@link PartitionTable#findings()} says so. Closing it leaves the disk open.
     *
     * @param disk the disk with the table that lists the partition, or another view of it; stays open as long as the source is used
     * @throws IOException if the disk cannot tell its size
     */
    public RandomAccessSource on(RandomAccessData disk) throws IOException {
        long size = disk.size();
        long start = Math.min(firstSector, size / DiskSectors.BYTES) * DiskSectors.BYTES;
        long sectors = Math.min(sectorCount, (size - start) / DiskSectors.BYTES);
        return RandomAccessSources.slice(disk, start, sectors * DiskSectors.BYTES);
    }

    Partition withKind(Kind other) {
        return new Partition(number, other, type, firstSector, sectorCount, id, name, attributes, entrySector, volume);
    }

    Partition withVolume(Volume found) {
        return new Partition(number, kind, type, firstSector, sectorCount, id, name, attributes, entrySector, found);
    }

    /**
     * What kind of entry lists a partition.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** One of the four entries of a master boot record. */
        PRIMARY("primary"),
        /** An entry of a master boot record that holds other partitions, logical ones, or of any table one that a BSD disklabel divides. */
        EXTENDED("extended"),
        /** An entry of an extended boot record. */
        LOGICAL("logical"),
        /** An entry of a BSD disklabel: of the disk, or of a partition, which is then listed as {@link #EXTENDED}. */
        BSD("bsd"),
        /** An entry of a GPT. */
        GPT("gpt"),
        /** No entry: a file system begins in sector 0. */
        WHOLE_DISK("whole disk");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}

package io.github.vhdlayers.partition;

import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.internal.codec.Guids;
import io.github.vhdlayers.internal.codec.StructReader;
import io.github.vhdlayers.internal.codec.Utf16;
import io.github.vhdlayers.internal.diag.FindingLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Reads both copies of a GPT and judges them. The table counts in the disk's own sectors, which had 4096 bytes where the header
 * is found there and not at byte 512. For one thread.
 */
final class GptReader {
    private static final int LEAST_ENTRY_BYTES = 128;
    private static final int MOST_ENTRY_BYTES = 4096;
    /** 8,192 entries of the usual size; 128 is what everybody writes. */
    private static final int MOST_ENTRIES_BYTES = 1 << 20;

    private static final int LARGE_SECTOR = 4096 / DiskSectors.BYTES;
    private static final int NAME_AT = 56;
    private static final int NAME_BYTES = 72;

    private final DiskSectors disk;
    private final Limits limits;
    /** How many sectors of 512 bytes are one of the table's. */
    private final int unit;

    private final GptCopy primary;
    private final GptCopy backup;

    GptReader(DiskSectors disk, Limits limits) throws IOException {
        this.disk = disk;
        this.limits = limits;
        this.unit = findUnit();
        this.primary = readCopy(GptCopy.Place.PRIMARY, 1);
        this.backup = findBackup();
    }

    GptCopy primary() {
        return primary;
    }

    GptCopy backup() {
        return backup;
    }

    /** The copy that is worth more, the primary if both are worth the same. */
    GptCopy best() {
        return backup.state().compareTo(primary.state()) < 0 ? backup : primary;
    }

    static String describe(GptCopy copy) {
        return copy.place() + " in sector " + copy.headerSector() + ": " + copy.detail();
    }

    private int findUnit() throws IOException {
        long last = disk.count() - 1;
        long lastLarge = (disk.count() / LARGE_SECTOR - 1) * LARGE_SECTOR;
        if (isSigned(1)) {
            return 1;
        }
        if (isSigned(LARGE_SECTOR)) {
            return LARGE_SECTOR;
        }
        return !isSigned(last) && isSigned(lastLarge) ? LARGE_SECTOR : 1;
    }

    private boolean isSigned(long sector) throws IOException {
        if (!disk.has(sector, 1) || sector < 1) {
            return false;
        }
        ByteBuffer bytes = disk.read(sector, 1);
        return bytes != null && GptCopy.Header.isSigned(bytes);
    }

    private long units() {
        return disk.count() / unit;
    }

    /** Where the primary says, and otherwise in the disk's last sector. */
    private GptCopy findBackup() throws IOException {
        long last = units() - 1;
        GptCopy.Header header = primary.header();
        if (header != null && header.otherSector() > 1 && header.otherSector() < last) {
            GptCopy there = readCopy(GptCopy.Place.BACKUP, header.otherSector());
            if (there.isUsable()) {
                return there;
            }
        }
        return readCopy(GptCopy.Place.BACKUP, last);
    }

    private GptCopy readCopy(GptCopy.Place place, long at) throws IOException {
        if (at < 1 || at >= units()) {
            return new GptCopy(place, 0, GptCopy.State.MISSING, null, "the disk has no room for it");
        }
        long sector = at * unit;
        ByteBuffer bytes = disk.read(sector, unit);
        if (bytes == null) {
            return new GptCopy(place, sector, GptCopy.State.UNREADABLE, null, disk.failure());
        }
        if (!GptCopy.Header.isSigned(bytes)) {
            return new GptCopy(place, sector, GptCopy.State.MISSING, null, "no signature");
        }
        GptCopy.Header header = GptCopy.Header.decode(bytes);
        String wrong = whatCannotBeFollowed(header, at);
        if (wrong != null) {
            return new GptCopy(place, sector, GptCopy.State.INVALID, header, wrong);
        }
        CRC32 entries = new CRC32();
        ByteBuffer array = readEntries(header);
        if (array == null) {
            return new GptCopy(place, sector, GptCopy.State.UNREADABLE, header, disk.failure());
        }
        entries.update(array);
        if (!header.checksumValid()) {
            String detail = checksums(header.storedChecksum(), header.computedChecksum());
            return new GptCopy(place, sector, GptCopy.State.HEADER_CHECKSUM, header, "header checksum " + detail);
        }
        if (entries.getValue() != header.storedEntriesChecksum()) {
            String detail = checksums(header.storedEntriesChecksum(), entries.getValue());
            return new GptCopy(place, sector, GptCopy.State.ENTRIES_CHECKSUM, header, "entries checksum " + detail);
        }
        return new GptCopy(place, sector, GptCopy.State.SOUND, header, "");
    }

    /** The first field that cannot be true, or null if the header can be followed. */
    private @Nullable String whatCannotBeFollowed(GptCopy.Header header, long at) {
        if (header.headerBytes() < GptCopy.Header.LEAST_BYTES
                || header.headerBytes() > (long) unit * DiskSectors.BYTES) {
            return "a header of " + header.headerBytes() + " bytes";
        }
        if (header.ownSector() != at) {
            return "the header says it is in sector " + header.ownSector();
        }
        long entryBytes = header.entryBytes();
        if (entryBytes < LEAST_ENTRY_BYTES || entryBytes > MOST_ENTRY_BYTES || entryBytes % 8 != 0) {
            return "entries of " + entryBytes + " bytes";
        }
        // Both were unsigned 32-bit numbers, and one is small by now, so the product cannot wrap.
        long bytes = header.entryCount() * entryBytes;
        if (bytes == 0 || bytes > MOST_ENTRIES_BYTES) {
            return header.entryCount() + " entries of " + entryBytes + " bytes";
        }
        long first = header.entriesSector();
        if (first < 1 || first >= units() || !disk.has(first * unit, sectorsOf(bytes))) {
            return "entries from sector " + first + " on, which are not on the disk";
        }
        return null;
    }

    private @Nullable ByteBuffer readEntries(GptCopy.Header header) throws IOException {
        int bytes = (int) (header.entryCount() * header.entryBytes());
        ByteBuffer array = disk.read(header.entriesSector() * unit, sectorsOf(bytes));
        return array == null ? null : array.limit(bytes);
    }

    private static int sectorsOf(long bytes) {
        return (int) ((bytes + DiskSectors.BYTES - 1) / DiskSectors.BYTES);
    }

    private static String checksums(long stored, long computed) {
        return String.format("%08x, computed %08x", stored, computed);
    }

    /**
     * The table as the best copy has it.
     *
     * @throws IllegalStateException if no copy can be used
     */
    PartitionTable.Gpt table(FindingLog log, VolumeReader volumes) throws IOException {
        GptCopy used = best();
        GptCopy.Header header = used.header();
        ByteBuffer entries = header == null || !used.isUsable() ? null : readEntries(header);
        if (header == null || entries == null) {
            throw new IllegalStateException("no GPT that can be used");
        }
        report(used, log);
        List<Partition> partitions = partitions(header, entries, log);
        List<PartitionTable.Area> areas = areas();
        enterLabels(partitions, (int) header.entryCount() + 1, areas, log);
        PartitionChecks.run(partitions, disk.count(), log);
        return new PartitionTable.Gpt(
                disk.count(),
                header.diskId(),
                unit * DiskSectors.BYTES,
                used.place(),
                primary,
                backup,
                volumes.readAll(partitions, log),
                areas,
                log.findings());
    }

    /** Lists what BSD disklabels divide partitions into; such a partition then is no volume of its own. */
    private void enterLabels(
            List<Partition> partitions, int firstNumber, List<PartitionTable.Area> areas, FindingLog log)
            throws IOException {
        LabelReader labels = new LabelReader(disk, log);
        List<Partition> inside = new ArrayList<>();
        for (int i = 0; i < partitions.size() && inside.size() < limits.maxPartitions(); i++) {
            Partition slice = partitions.get(i);
            LabelReader.Found found = labels.inSlice(slice, firstNumber + inside.size(), entry -> partitions.stream()
                    .anyMatch(one -> one.firstSector() == entry.first() && one.sectorCount() == entry.count()));
            if (found != null) {
                inside.addAll(found.partitions());
                areas.add(found.area());
                partitions.set(i, slice.withKind(Partition.Kind.EXTENDED));
            }
        }
        partitions.addAll(inside);
        areas.sort(Comparator.comparingLong(PartitionTable.Area::firstSector));
    }

    private void report(GptCopy used, FindingLog log) {
        if (primary.state() != GptCopy.State.SOUND) {
            log.add(FindingCode.GPT_PRIMARY_DAMAGED, "GPT", describe(primary));
        }
        if (backup.state() != GptCopy.State.SOUND) {
            log.add(FindingCode.GPT_BACKUP_DAMAGED, "GPT", describe(backup));
        } else if (backup.headerSector() != (units() - 1) * unit) {
            log.add(
                    FindingCode.GPT_BACKUP_NOT_AT_END,
                    "GPT",
                    "in sector " + backup.headerSector() + " of " + disk.count());
        }
        if (used.state() != GptCopy.State.SOUND) {
            log.add(FindingCode.GPT_CHECKSUM, "GPT", describe(used));
        }
        GptCopy.Header first = primary.header();
        GptCopy.Header second = backup.header();
        boolean bothSound = primary.state() == GptCopy.State.SOUND && backup.state() == GptCopy.State.SOUND;
        if (bothSound && first != null && second != null && !first.agreesWith(second)) {
            log.add(FindingCode.GPT_COPIES_DIFFER, "GPT", "the " + used.place() + " is used");
        }
    }

    private List<Partition> partitions(GptCopy.Header header, ByteBuffer entries, FindingLog log) {
        List<Partition> partitions = new ArrayList<>();
        for (int i = 0; i < header.entryCount(); i++) {
            int at = (int) (i * header.entryBytes());
            StructReader in = StructReader.littleEndian(entries.slice(at, (int) header.entryBytes()));
            UUID type = Guids.decode(in, 0);
            if (!type.equals(Guids.NULL)) {
                if (partitions.size() == limits.maxPartitions()) {
                    log.add(
                            FindingCode.PARTITIONS_LEFT_OUT,
                            "GPT entries",
                            "the first " + partitions.size() + " are listed");
                    return partitions;
                }
                Partition partition = partition(header, i, in, type, log);
                if (partition != null) {
                    partitions.add(partition);
                }
            }
        }
        return partitions;
    }

    private @Nullable Partition partition(
            GptCopy.Header header, int index, StructReader in, UUID type, FindingLog log) {
        long first = in.u64(32);
        long last = in.u64(40);
        String name = "GPT entry " + (index + 1);
        String sectors = "sectors " + first + " to " + last;
        if (first < 0 || last < first || last >= Long.MAX_VALUE / MOST_ENTRY_BYTES) {
            log.add(FindingCode.GPT_ENTRY_ODD, name, sectors + ": not listed");
            return null;
        }
        if (first < header.firstUsableSector() || last > header.lastUsableSector()) {
            log.add(
                    FindingCode.GPT_ENTRY_ODD,
                    name,
                    sectors + ", of which " + header.firstUsableSector() + " to " + header.lastUsableSector()
                            + " may be used");
        }
        int nameBytes = (int) Math.min(NAME_BYTES, header.entryBytes() - NAME_AT);
        return new Partition(
                index + 1,
                Partition.Kind.GPT,
                new PartitionType.Gpt(type),
                first * unit,
                (last - first + 1) * unit,
                Guids.decode(in, 16),
                Utf16.littleEndian(in.bytes(NAME_AT, nameBytes)),
                in.u64(48),
                header.entriesSector() * unit + index * header.entryBytes() / DiskSectors.BYTES,
                null);
    }

    private List<PartitionTable.Area> areas() {
        List<PartitionTable.Area> areas = new ArrayList<>();
        areas.add(new PartitionTable.Area("protective master boot record", 0, 1));
        addAreas(primary, areas);
        addAreas(backup, areas);
        areas.sort(Comparator.comparingLong(PartitionTable.Area::firstSector));
        return areas;
    }

    private void addAreas(GptCopy copy, List<PartitionTable.Area> areas) {
        GptCopy.Header header = copy.header();
        if (header != null && copy.isUsable()) {
            areas.add(new PartitionTable.Area(copy.place() + " GPT header", copy.headerSector(), unit));
            int sectors = sectorsOf(header.entryCount() * header.entryBytes());
            areas.add(new PartitionTable.Area(copy.place() + " GPT entries", header.entriesSector() * unit, sectors));
        }
    }
}

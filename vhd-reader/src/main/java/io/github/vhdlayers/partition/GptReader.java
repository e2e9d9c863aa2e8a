package io.github.vhdlayers.partition;

import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.internal.codec.Guids;
import io.github.vhdlayers.internal.codec.StructReader;
import io.github.vhdlayers.internal.codec.Utf16;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.table.DiskSectors;
import io.github.vhdlayers.internal.table.GptCopies;
import io.github.vhdlayers.internal.table.GptCopy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the partitions of a GPT from the better of its two copies. For one thread. */
final class GptReader {
    private static final int LARGEST_SECTOR_BYTES = 4096;
    private static final int NAME_AT = 56;
    private static final int NAME_BYTES = 72;

    private final DiskSectors disk;
    private final Limits limits;
    /** How many sectors of 512 bytes are one of the table's. */
    private final int unit;

    private final GptCopies copies;
    private final GptCopy primary;
    private final GptCopy backup;

    GptReader(DiskSectors disk, Limits limits) throws IOException {
        this.disk = disk;
        this.limits = limits;
        this.copies = new GptCopies(disk);
        this.unit = copies.unit();
        this.primary = copies.primary();
        this.backup = copies.backup();
    }

    GptCopy primary() {
        return primary;
    }

    GptCopy backup() {
        return backup;
    }

    /** The copy that is worth more, the primary if both are worth the same. */
    GptCopy best() {
        return copies.best();
    }

    static String describe(GptCopy copy) {
        return copy.place() + " in sector " + copy.headerSector() + ": " + copy.detail();
    }

    /**
     * The table as the best copy has it.
     *
     * @throws IllegalStateException if no copy can be used
     */
    PartitionTable.Gpt table(FindingLog log, VolumeReader volumes) throws IOException {
        GptCopy used = best();
        GptCopy.Header header = used.header();
        ByteBuffer entries = header == null || !used.isUsable() ? null : copies.entries(header);
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
        for (int i = 0; i < partitions.size(); i++) {
            Partition slice = partitions.get(i);
            if (inside.size() >= limits.maxPartitions() && BsdLabel.Flavour.of(slice.type()) != null) {
                log.add(
                        FindingCode.PARTITIONS_LEFT_OUT,
                        LabelReader.LABEL,
                        "those in partition " + slice.number() + " and in later ones are not read");
                break;
            }
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
        } else if (backup.headerSector() != (copies.units() - 1) * unit) {
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
        if (first < 0 || last < first || last >= Long.MAX_VALUE / LARGEST_SECTOR_BYTES) {
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
        return new Partition(
                index + 1,
                Partition.Kind.GPT,
                new PartitionType.Gpt(type),
                first * unit,
                (last - first + 1) * unit,
                Guids.decode(in, 16),
                Utf16.littleEndian(in.bytes(NAME_AT, NAME_BYTES)),
                in.u64(48),
                header.entriesSector() * unit + index * header.entryBytes() / DiskSectors.BYTES,
                null);
    }

    private List<PartitionTable.Area> areas() {
        List<PartitionTable.Area> areas = new ArrayList<>();
        areas.add(new PartitionTable.Area("protective master boot record", 0, 1));
        addAreas(primary, areas);
        addAreas(backup, areas);
        return areas;
    }

    private void addAreas(GptCopy copy, List<PartitionTable.Area> areas) {
        GptCopy.Header header = copy.header();
        if (header != null && copy.isUsable()) {
            areas.add(new PartitionTable.Area(copy.place() + " GPT header", copy.headerSector(), unit));
            int sectors = GptCopies.sectorsOf(header.entryCount() * header.entryBytes());
            areas.add(new PartitionTable.Area(copy.place() + " GPT entries", header.entriesSector() * unit, sectors));
        }
    }
}

package io.github.vhdlayers.partition;

import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.table.DiskSectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads what a master boot record lists, and the chain of records in its extended partitions. In that chain a partition counts
 * from its own record, and a link from the start of the extended partition. For one thread and one table.
 */
final class MbrReader {
    private static final int FIRST_LOGICAL = 5;
    private static final String MBR = "master boot record";
    private static final String EBR = "extended boot record";

    private final DiskSectors disk;
    private final Limits limits;
    private final FindingLog log;
    private final VolumeReader volumes;
    private final List<Partition> primaries = new ArrayList<>();
    private final List<Partition> logicals = new ArrayList<>();
    private final List<PartitionTable.Area> areas = new ArrayList<>();
    private final Set<Long> visited = new HashSet<>();

    MbrReader(DiskSectors disk, Limits limits, FindingLog log, VolumeReader volumes) {
        this.disk = disk;
        this.limits = limits;
        this.log = log;
        this.volumes = volumes;
    }

    PartitionTable.Mbr table(MbrSector record) throws IOException {
        areas.add(new PartitionTable.Area(MBR, 0, 1));
        for (MbrSector.Entry entry : record.entries()) {
            addPrimary(entry);
        }
        List<Partition> extended = primaries.stream()
                .filter(p -> p.kind() == Partition.Kind.EXTENDED)
                .toList();
        if (extended.size() > 1) {
            log.add(FindingCode.MBR_SEVERAL_EXTENDED, MBR, extended.size() + " entries");
        }
        for (Partition one : extended) {
            follow(one);
        }
        enterLabels();
        List<Partition> all = new ArrayList<>(primaries);
        all.addAll(logicals);
        PartitionChecks.run(all, disk.count(), log);
        return new PartitionTable.Mbr(
                disk.count(), record.diskSignature(), volumes.readAll(all, log), areas, log.findings());
    }

    /** Lists what BSD disklabels divide primary partitions into; such a partition then is no volume of its own. */
    private void enterLabels() throws IOException {
        LabelReader labels = new LabelReader(disk, log);
        for (int i = 0; i < primaries.size(); i++) {
            Partition slice = primaries.get(i);
            LabelReader.Found found = labels.inSlice(slice, FIRST_LOGICAL + logicals.size(), this::isListed);
            if (found != null) {
                logicals.addAll(found.partitions());
                areas.add(found.area());
                primaries.set(i, slice.withKind(Partition.Kind.EXTENDED));
            }
        }
    }

    /** Whether an entry of a label is a partition that the boot record lists, once more. */
    private boolean isListed(BsdLabel.Entry entry) {
        return Stream.concat(primaries.stream(), logicals.stream())
                .anyMatch(one -> one.firstSector() == entry.first() && one.sectorCount() == entry.count());
    }

    private void addPrimary(MbrSector.Entry entry) {
        if (entry.isEmpty() && entry.hasPossibleFlag()) {
            return;
        }
        String detail = "entry " + (entry.slot() + 1) + ": type " + Integer.toHexString(entry.type()) + ", flag "
                + Integer.toHexString(entry.flag()) + ", sectors " + entry.first() + " + " + entry.count();
        if (!entry.isUsed() || !entry.hasPossibleFlag() || entry.first() == 0) {
            log.add(FindingCode.MBR_ENTRY_ODD, MBR, detail);
        }
        if (entry.isUsed() && (entry.hasPossibleFlag() || entry.fits(disk.count()))) {
            Partition.Kind kind = entry.isExtended() ? Partition.Kind.EXTENDED : Partition.Kind.PRIMARY;
            primaries.add(partition(entry.slot() + 1, kind, entry, entry.first(), 0));
        }
    }

    private void follow(Partition extended) throws IOException {
        long at = extended.firstSector();
        while (at != 0) {
            if (!disk.has(at, 1)) {
                log.add(FindingCode.EBR_INVALID, EBR, "sector " + at + " is past the end of the disk");
                return;
            }
            if (!visited.add(at)) {
                log.add(FindingCode.EBR_LOOP, EBR, "back at sector " + at);
                return;
            }
            if (visited.size() > limits.maxPartitions()) {
                log.add(
                        FindingCode.PARTITIONS_LEFT_OUT,
                        EBR,
                        "the chain is followed for " + limits.maxPartitions() + " records");
                return;
            }
            ByteBuffer sector = disk.read(at, 1);
            if (sector == null) {
                log.add(FindingCode.TABLE_UNREADABLE, EBR, disk.failure());
                return;
            }
            MbrSector record = MbrSector.decode(sector);
            if (!record.signed()) {
                log.add(FindingCode.EBR_INVALID, EBR, "sector " + at + " does not end with 55 AA");
                return;
            }
            areas.add(new PartitionTable.Area(EBR, at, 1));
            at = read(record, at, extended);
        }
    }

    /** Takes the partition of an extended boot record, and returns where the next record is, or 0 if it is the last. */
    private long read(MbrSector record, long at, Partition extended) {
        long next = 0;
        int found = 0;
        for (MbrSector.Entry entry : record.entries()) {
            if (!entry.isUsed()) {
                if (!entry.isEmpty()) {
                    odd(entry, at, "has a type without sectors, or sectors without a type");
                }
            } else if (entry.isExtended()) {
                if (next == 0) {
                    next = extended.firstSector() + entry.first();
                    if (!extended.contains(next)) {
                        odd(entry, at, "leads out of the extended partition, to sector " + next);
                    }
                } else {
                    odd(entry, at, "is a second link, which is not followed");
                }
            } else {
                if (++found > 1) {
                    odd(entry, at, "is a second partition");
                }
                addLogical(entry, at, extended);
            }
        }
        return next;
    }

    private void addLogical(MbrSector.Entry entry, long at, Partition extended) {
        if (logicals.size() == limits.maxPartitions()) {
            odd(entry, at, "is one too many, and not listed");
            return;
        }
        int number = FIRST_LOGICAL + logicals.size();
        Partition logical = partition(number, Partition.Kind.LOGICAL, entry, at + entry.first(), at);
        logicals.add(logical);
        if (logical.firstSector() < extended.firstSector() || logical.endSector() > extended.endSector()) {
            log.add(
                    FindingCode.LOGICAL_OUTSIDE_EXTENDED,
                    EBR,
                    "partition " + number + ", sectors " + logical.firstSector() + " to " + logical.lastSector()
                            + ", in an extended one that has " + extended.firstSector() + " to "
                            + extended.lastSector());
        }
    }

    private void odd(MbrSector.Entry entry, long at, String detail) {
        log.add(FindingCode.EBR_ENTRY_ODD, EBR, "sector " + at + ", entry " + (entry.slot() + 1) + " " + detail);
    }

    private static Partition partition(
            int number, Partition.Kind kind, MbrSector.Entry entry, long firstSector, long entrySector) {
        return new Partition(
                number,
                kind,
                new PartitionType.Mbr(entry.type()),
                firstSector,
                entry.count(),
                null,
                "",
                entry.flag(),
                entrySector,
                null);
    }
}

package io.github.vhdlayers.partition;

import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.table.DiskSectors;
import io.github.vhdlayers.internal.table.GptCopy;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.partition.PartitionTable.Unpartitioned;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what divides a disk.
 *
 * <p>A boot record with a protective entry announces a GPT, which then counts. A boot record that lists partitions counts, even
 * if a GPT was left behind it. Without either, a sound GPT counts, then a file system in sector 0, then a sound GPT at the disk's
 * end, then a BSD disklabel in sector 1.
 */
final class TableReader {
    private static final String SECTOR_0 = "sector 0";

    private final DiskSectors disk;
    private final Limits limits;
    private final FindingLog log;
    private final VolumeReader volumes;
    private Volume.@Nullable Kind begun;

    TableReader(RandomAccessData source, Limits limits) throws IOException {
        this.disk = new DiskSectors(source);
        this.limits = limits;
        this.log = new FindingLog(source.name(), limits.maxFindings());
        this.volumes = new VolumeReader(disk);
    }

    PartitionTable read() throws IOException {
        if (disk.count() == 0) {
            return none(Unpartitioned.Reason.EMPTY);
        }
        ByteBuffer sector = disk.read(0, 1);
        if (sector == null) {
            log.add(FindingCode.TABLE_UNREADABLE, SECTOR_0, disk.failure());
            return readWithoutRecord(null);
        }
        MbrSector record = MbrSector.decode(sector);
        if (record.isProtective()) {
            return readAnnounced(record);
        }
        Volume.Kind kind = kind();
        boolean volumeHere = kind.isFileSystem();
        if (volumeHere && record.signed() && record.hasSoundEntry(disk.count())) {
            log.add(
                    FindingCode.TABLE_AND_VOLUME,
                    SECTOR_0,
                    kind + " and a table; used is " + (record.hasPossibleFlags() ? "the table" : "the volume"));
        }
        if (record.hasSoundEntry(disk.count()) && (!volumeHere || record.hasPossibleFlags())) {
            GptReader gpt = new GptReader(disk, limits);
            if (gpt.primary().state() == GptCopy.State.SOUND) {
                log.add(
                        FindingCode.GPT_LEFT_OVER,
                        "GPT",
                        "a sound header in sector " + gpt.primary().headerSector());
            }
            return mbr(record);
        }
        return readWithoutRecord(sector);
    }

    /** Sector 0 says that there is a GPT. */
    private PartitionTable readAnnounced(MbrSector record) throws IOException {
        GptReader gpt = new GptReader(disk, limits);
        GptCopy best = gpt.best();
        if (!best.isUsable()) {
            boolean unreadable = isUnread(gpt.primary()) || isUnread(gpt.backup());
            log.add(
                    unreadable ? FindingCode.TABLE_UNREADABLE : FindingCode.GPT_LOST,
                    "GPT",
                    GptReader.describe(gpt.primary()) + "; " + GptReader.describe(gpt.backup()));
            return mbr(record);
        }
        for (MbrSector.Entry entry : record.entries()) {
            if (entry.isUsed() && !entry.isProtective()) {
                log.add(
                        FindingCode.GPT_HYBRID_MBR,
                        "master boot record",
                        "entry " + (entry.slot() + 1) + ": " + TypeNames.ofMbr(entry.type()) + ", sectors "
                                + entry.first() + " + " + entry.count());
            }
        }
        return gpt.table(log, volumes);
    }

    /** Sector 0 lists no partition, or cannot be read, in which case it is null. */
    private PartitionTable readWithoutRecord(@Nullable ByteBuffer sector) throws IOException {
        GptReader gpt = new GptReader(disk, limits);
        if (gpt.primary().state() == GptCopy.State.SOUND) {
            return unannounced(gpt, sector);
        }
        Volume.Kind kind = kind();
        if (kind.isFileSystem()) {
            Volume volume = volumes.read(0, disk.count(), "volume", log);
            Partition whole = new Partition(
                    0, Partition.Kind.WHOLE_DISK, PartitionType.None.NONE, 0, disk.count(), null, "", 0, -1, volume);
            return new Unpartitioned(disk.count(), Unpartitioned.Reason.FILE_SYSTEM, List.of(whole), log.findings());
        }
        if (gpt.backup().state() == GptCopy.State.SOUND) {
            return unannounced(gpt, sector);
        }
        if (sector == null) {
            return none(Unpartitioned.Reason.UNREADABLE);
        }
        LabelReader.Found label = new LabelReader(disk, log).onDisk();
        if (label != null) {
            PartitionChecks.run(label.partitions(), disk.count(), log);
            return new PartitionTable.Bsd(
                    disk.count(), volumes.readAll(label.partitions(), log), List.of(label.area()), log.findings());
        }
        if (isUnread(gpt.primary()) || isUnread(gpt.backup())) {
            log.add(
                    FindingCode.TABLE_UNREADABLE,
                    "GPT",
                    GptReader.describe(isUnread(gpt.primary()) ? gpt.primary() : gpt.backup()));
            return none(Unpartitioned.Reason.UNREADABLE);
        }
        // Linux keeps a file system from sector 0 on behind zeros, or behind boot code with a signature.
        if (kind == Volume.Kind.UNREADABLE) {
            // Once more, for the finding that says why.
            volumes.read(0, disk.count(), "volume", log);
            return none(Unpartitioned.Reason.UNREADABLE);
        }
        MbrSector record = MbrSector.decode(sector);
        if (record.signed() && record.hasPossibleFlags()) {
            return mbr(record);
        }
        return none(isZero(sector) ? Unpartitioned.Reason.EMPTY : Unpartitioned.Reason.UNRECOGNISED);
    }

    private static boolean isUnread(GptCopy copy) {
        return copy.state() == GptCopy.State.UNREADABLE;
    }

    private PartitionTable unannounced(GptReader gpt, @Nullable ByteBuffer sector) throws IOException {
        if (sector != null) {
            log.add(FindingCode.GPT_NOT_PROTECTED, SECTOR_0, "holds no protective entry");
        }
        return gpt.table(log, volumes);
    }

    private PartitionTable mbr(MbrSector record) throws IOException {
        return new MbrReader(disk, limits, log, volumes).table(record);
    }

    private PartitionTable none(Unpartitioned.Reason reason) {
        return new Unpartitioned(disk.count(), reason, List.of(), log.findings());
    }

    /** What begins in sector 0, without a word about it, and with bounds of its own: it may be read once more. */
    private Volume.Kind kind() throws IOException {
        if (begun == null) {
            begun = new VolumeReader(disk)
                    .read(0, disk.count(), "volume", new FindingLog(SECTOR_0, 1))
                    .kind();
        }
        return begun;
    }

    private static boolean isZero(ByteBuffer sector) {
        for (int i = 0; i < sector.limit(); i++) {
            if (sector.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}

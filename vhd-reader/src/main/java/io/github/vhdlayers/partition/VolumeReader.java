package io.github.vhdlayers.partition;

import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.table.DiskSectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recognises volumes by their first 4 KiB, and reads the labels that are kept elsewhere. */
final class VolumeReader {
    static final long MD_MAGIC = 0xA92B4EFCL;

    private static final String BITLOCKER_ID = "3bd66749292ed84a8399f6a339e3d001";
    private static final int TO_GO_ID = 424;

    private final DiskSectors disk;
    /** Null inside a logical volume, where no other group is looked for. */
    private final @Nullable LvmReader groups;

    VolumeReader(DiskSectors disk) {
        this(disk, new LvmReader(disk));
    }

    private VolumeReader(DiskSectors disk, @Nullable LvmReader groups) {
        this.disk = disk;
        this.groups = groups;
    }

    /** The same partitions, with what each of them holds; extended ones hold nothing of their own. */
    List<Partition> readAll(List<Partition> partitions, FindingLog log) throws IOException {
        List<Partition> all = new ArrayList<>(partitions.size());
        for (Partition partition : partitions) {
            if (partition.kind() == Partition.Kind.EXTENDED) {
                all.add(partition);
            } else {
                String structure = "volume of " + PartitionChecks.name(partition);
                all.add(partition.withVolume(read(partition.firstSector(), partition.sectorCount(), structure, log)));
            }
        }
        return all;
    }

    /**
     * What begins at a sector.
     *
     * @param sectorCount how many sectors there are for it; they may reach past the end of the disk
     * @param structure how findings call it
     */
    Volume read(long firstSector, long sectorCount, String structure, FindingLog log) throws IOException {
        VolumeStart start = VolumeStart.read(disk, firstSector, sectorCount);
        VolumeFindings findings = new VolumeFindings(structure, log);
        Volume volume = recognise(start, findings);
        if (volume != null) {
            return volume.kind() == Volume.Kind.LVM && groups != null
                    ? withGroup(volume, groups.read(firstSector, sectorCount, structure, log), log)
                    : VolumeLabel.addTo(volume, disk, start);
        }
        FarSignatures far = new FarSignatures(disk, firstSector, sectorCount);
        Volume.Kind kind = far.kind();
        if (kind != null) {
            return Volume.of(kind);
        }
        boolean isStartThere = start.has(0, (int) Math.min(VolumeStart.SECTORS, sectorCount) - 1);
        if (!isStartThere || !far.failure().isEmpty()) {
            findings.unreadable(isStartThere ? far.failure() : start.failure());
            return Volume.of(Volume.Kind.UNREADABLE);
        }
        return Volume.of(Volume.Kind.UNRECOGNISED);
    }

    /** Looks into each logical volume that can be read. */
    private Volume withGroup(Volume physical, Volume.Group group, FindingLog log) throws IOException {
        List<LogicalVolume> volumes = new ArrayList<>();
        for (LogicalVolume volume : group.volumes()) {
            if (volume.unreadable() != null) {
                volumes.add(volume);
                continue;
            }
            DiskSectors sectors = new DiskSectors(volume.on(disk.source()));
            Volume inside = new VolumeReader(sectors, null)
                    .read(0, volume.sectorCount(), "logical volume " + volume.name(), log);
            volumes.add(volume.withVolume(inside));
        }
        return new Volume(
                physical.kind(),
                group.name(),
                physical.serial(),
                null,
                new Volume.Group(group.name(), volumes, group.problem()));
    }

    private static @Nullable Volume recognise(VolumeStart start, VolumeFindings findings) {
        Volume volume = isBitLockerToGo(start)
                ? Volume.of(Volume.Kind.BITLOCKER_TO_GO)
                : BootSectors.recognise(start, findings);
        if (volume == null && start.has(2, 3)) {
            volume = ExtSuperblock.recognise(start, findings);
        }
        return volume != null ? volume : bySignature(start);
    }

    /** Its boot sector is that of FAT, with BitLocker's id further behind than in a volume that is encrypted as a whole. */
    private static boolean isBitLockerToGo(VolumeStart start) {
        return start.matches(3, "MSWIN4.1")
                && BITLOCKER_ID.equals(
                        HexFormat.of().formatHex(start.bytes().bytes(TO_GO_ID, BITLOCKER_ID.length() / 2)));
    }

    private static @Nullable Volume bySignature(VolumeStart start) {
        if (start.matches(3, "-FVE-FS-")) {
            return Volume.of(Volume.Kind.BITLOCKER);
        }
        if (start.matches(3, "ReFS\0\0\0\0")) {
            return Volume.of(Volume.Kind.REFS);
        }
        if (start.matches(0, "XFSB")) {
            return Volume.of(Volume.Kind.XFS);
        }
        if (start.matches(0, "LUKS\u00BA\u00BE")) {
            return Volume.of(Volume.Kind.LUKS);
        }
        if (start.matches(32, "NXSB")) {
            return Volume.of(Volume.Kind.APFS);
        }
        if (start.bytes().u32(0) == MD_MAGIC) {
            return Volume.of(Volume.Kind.MD_RAID);
        }
        // Versions 4 and 5 of the volume header.
        if (start.matches(1024, "H+\0\4") || start.matches(1024, "HX\0\5")) {
            return Volume.of(Volume.Kind.HFS_PLUS);
        }
        for (int sector = 0; sector < LvmReader.LABEL_SECTORS; sector++) {
            int at = sector * DiskSectors.BYTES;
            if (start.matches(at, LvmReader.LABEL) && start.matches(at + 24, "LVM2")) {
                return Volume.of(Volume.Kind.LVM);
            }
        }
        return start.matches(4086, "SWAPSPACE2") || start.matches(4086, "SWAP-SPACE")
                ? Volume.of(Volume.Kind.SWAP)
                : null;
    }
}

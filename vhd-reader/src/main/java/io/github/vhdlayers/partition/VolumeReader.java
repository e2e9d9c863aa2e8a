package io.github.vhdlayers.partition;

import io.github.vhdlayers.diag.FindingLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recognises volumes by their first 4 KiB. */
final class VolumeReader {
    private final DiskSectors disk;

    VolumeReader(DiskSectors disk) {
        this.disk = disk;
    }

    /** The same partitions, with what each of them holds; extended ones hold nothing of their own. */
    List<Partition> readAll(List<Partition> partitions, FindingLog log) throws IOException {
        List<Partition> all = new ArrayList<>(partitions.size());
        for (Partition partition : partitions) {
            if (partition.kind() == PartitionKind.EXTENDED) {
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
            return volume;
        }
        if (!start.has(0, (int) Math.min(VolumeStart.SECTORS, sectorCount) - 1)) {
            findings.unreadable(start);
            return Volume.of(VolumeKind.UNREADABLE);
        }
        return Volume.of(VolumeKind.UNRECOGNISED);
    }

    private static @Nullable Volume recognise(VolumeStart start, VolumeFindings findings) {
        Volume volume = null;
        if (start.has(0, 0)) {
            volume = BootSectors.recognise(start, findings);
        }
        if (volume == null && start.has(2, 3)) {
            volume = ExtSuperblock.recognise(start, findings);
        }
        return volume != null ? volume : bySignature(start);
    }

    private static @Nullable Volume bySignature(VolumeStart start) {
        if (start.has(0, 0)) {
            if (start.matches(3, "-FVE-FS-")) {
                return Volume.of(VolumeKind.BITLOCKER);
            }
            if (start.matches(3, "ReFS\0\0\0\0")) {
                return Volume.of(VolumeKind.REFS);
            }
            if (start.matches(0, "XFSB")) {
                return Volume.of(VolumeKind.XFS);
            }
            if (start.matches(0, "LUKS\u00BA\u00BE")) {
                return Volume.of(VolumeKind.LUKS);
            }
        }
        if (start.has(1, 1) && start.matches(512, "LABELONE") && start.matches(512 + 24, "LVM2")) {
            return Volume.of(VolumeKind.LVM);
        }
        if (start.has(7, 7) && (start.matches(4086, "SWAPSPACE2") || start.matches(4086, "SWAP-SPACE"))) {
            return Volume.of(VolumeKind.SWAP);
        }
        return null;
    }
}

package io.github.vhdlayers.partition;

import io.github.vhdlayers.internal.codec.StructReader;
import io.github.vhdlayers.internal.table.DiskSectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The label of a volume where its file system keeps it: NTFS in the record of {@code $Volume}, exFAT and FAT in an entry of the root
 * folder, where Windows changes it and leaves the one in FAT's boot sector as it was. A place that cannot be read, or is not what it
 * should be, gives no label.
 */
final class VolumeLabel {
    private static final int SECTOR = DiskSectors.BYTES;
    /** The label is among the first entries of a root folder. */
    private static final long MOST_ROOT_BYTES = 64 << 10;

    private static final int ENTRY_BYTES = 32;

    private static final int VOLUME_RECORD = 3;
    private static final int MOST_RECORD_BYTES = 64 << 10;
    private static final int VOLUME_NAME = 0x60;
    private static final int LEAST_ATTRIBUTE_BYTES = 24;
    private static final int MOST_NAME_BYTES = 256;

    private final DiskSectors disk;
    private final VolumeStart start;
    private final StructReader boot;
    private final ClusterGeometry clusters;

    private VolumeLabel(DiskSectors disk, VolumeStart start, ClusterGeometry clusters) {
        this.disk = disk;
        this.start = start;
        this.boot = start.bytes();
        this.clusters = clusters;
    }

    /** The volume with the label that its file system keeps, if there is one; otherwise as it is. */
    static Volume addTo(Volume volume, DiskSectors disk, VolumeStart start) throws IOException {
        if (volume.clusters() == null) {
            return volume;
        }
        VolumeLabel place = new VolumeLabel(disk, start, volume.clusters());
        String label =
                switch (volume.kind()) {
                    case NTFS -> place.ofNtfs();
                    case EXFAT -> place.ofExFat();
                    case FAT12, FAT16, FAT32 -> place.ofFat(volume.kind());
                    default -> null;
                };
        return label == null
                ? volume
                : new Volume(volume.kind(), label, volume.serial(), volume.clusters(), volume.group());
    }

    private @Nullable String ofNtfs() throws IOException {
        int stored = (byte) boot.u8(0x40);
        long recordBytes = stored > 0 ? stored * clusters.clusterBytes() : stored > -17 ? 1L << -stored : 0;
        long table = boot.u64(0x30);
        if (recordBytes < SECTOR
                || recordBytes > MOST_RECORD_BYTES
                || recordBytes % SECTOR != 0
                || table < 0
                || table >= clusters.clusterCount()) {
            return null;
        }
        ByteBuffer bytes = read(table * clusters.clusterBytes() + VOLUME_RECORD * recordBytes, recordBytes);
        return bytes == null ? null : name(bytes);
    }

    /** The name in the record of {@code $Volume}, or null if it is no record of this number in use, or has none. */
    private static @Nullable String name(ByteBuffer bytes) {
        StructReader record = StructReader.littleEndian(bytes);
        boolean isRecord = record.u32(0) == 0x454C4946 && (record.u16(0x16) & 1) != 0;
        int fixups = record.u16(4);
        if (!isRecord || !restoreEnds(bytes, record, fixups)) {
            return null;
        }
        if (fixups >= 0x30 && record.u32(0x2C) != VOLUME_RECORD) {
            return null;
        }
        int at = record.u16(0x14);
        while (at <= record.length() - LEAST_ATTRIBUTE_BYTES) {
            long length = record.u32(at + 4);
            if (length < LEAST_ATTRIBUTE_BYTES || length > record.length() - at) {
                return null;
            }
            if (record.u32(at) == VOLUME_NAME) {
                long name = record.u32(at + 16);
                int nameAt = record.u16(at + 20);
                boolean isThere = record.u8(at + 8) == 0 && name <= MOST_NAME_BYTES && nameAt + name <= length;
                return isThere ? utf16(record, at + nameAt, (int) name) : null;
            }
            at += (int) length;
        }
        return null;
    }

    /** Puts back the last two bytes of each sector of a record; false if they are not those that the record says. */
    private static boolean restoreEnds(ByteBuffer bytes, StructReader record, int fixups) {
        int sectors = record.length() / SECTOR;
        if (record.u16(6) != sectors + 1 || fixups + 2 * (sectors + 1) > record.length()) {
            return false;
        }
        for (int i = 1; i <= sectors; i++) {
            int end = i * SECTOR - 2;
            if (record.u16(end) != record.u16(fixups)) {
                return false;
            }
            bytes.put(end, bytes.get(fixups + 2 * i)).put(end + 1, bytes.get(fixups + 2 * i + 1));
        }
        return true;
    }

    private @Nullable String ofExFat() throws IOException {
        StructReader root = root(boot.u32(96));
        for (int at = 0; root != null && at < root.length() && root.u8(at) != 0; at += ENTRY_BYTES) {
            if (root.u8(at) == 0x83) {
                int characters = root.u8(at + 1);
                return characters > 11 ? null : utf16(root, at + 2, 2 * characters);
            }
        }
        return null;
    }

    private @Nullable String ofFat(Volume.Kind kind) throws IOException {
        StructReader root;
        if (kind == Volume.Kind.FAT32) {
            root = root(boot.u32(44) & 0x0FFF_FFFF);
        } else {
            long before = boot.u16(14) + (long) boot.u8(16) * boot.u16(22);
            // The last sector need not be full of entries.
            long entries = boot.u16(17) * (long) ENTRY_BYTES;
            long whole = (entries + SECTOR - 1) / SECTOR * SECTOR;
            ByteBuffer bytes = read(before * boot.u16(11), Math.min(whole, MOST_ROOT_BYTES));
            root = bytes == null
                    ? null
                    : StructReader.littleEndian(bytes.limit((int) Math.min(entries, bytes.limit())));
        }
        for (int at = 0; root != null && at < root.length() && root.u8(at) != 0; at += ENTRY_BYTES) {
            int kinds = root.u8(at + 11);
            boolean isLabel = root.u8(at) != 0xE5 && (kinds & 0x18) == 0x08 && (kinds & 0x0F) != 0x0F;
            if (isLabel) {
                return VolumeStart.name(root.bytes(at, 11));
            }
        }
        return null;
    }

    /** The first bytes of a root folder that begins with a cluster, or null. */
    private @Nullable StructReader root(long cluster) throws IOException {
        if (cluster < clusters.firstCluster() || cluster >= clusters.endCluster()) {
            return null;
        }
        long sector = clusters.firstSector() + (cluster - clusters.firstCluster()) * clusters.sectorsPerCluster();
        ByteBuffer bytes =
                read((sector - start.firstSector()) * SECTOR, Math.min(clusters.clusterBytes(), MOST_ROOT_BYTES));
        return bytes == null ? null : StructReader.littleEndian(bytes);
    }

    /** Bytes of the volume from a whole sector on, or null if they are not all there. */
    private @Nullable ByteBuffer read(long offset, long length) throws IOException {
        long first = offset / SECTOR;
        int count = (int) (length / SECTOR);
        if (offset < 0 || offset % SECTOR != 0 || count < 1 || first > start.sectorCount() - count) {
            return null;
        }
        long onDisk = start.firstSector() + first;
        return disk.has(onDisk, count) ? disk.read(onDisk, count) : null;
    }

    private static String utf16(StructReader in, int at, int length) {
        return new String(in.bytes(at, length & ~1), StandardCharsets.UTF_16LE);
    }
}

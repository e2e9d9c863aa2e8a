package io.github.vhdlayers.partition;

import io.github.vhdlayers.internal.table.DiskSectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What volumes have at places behind their first 4 KiB. A place that is not on the disk has nothing. */
final class FarSignatures {
    private static final long MD_MIDDLE = 8;
    private static final long ISO_9660 = 64;
    private static final long BTRFS = 128;
    /** Where versions of md keep their block that begin from the end: 8 KiB before it, and in the last whole 64 KiB. */
    private static final long MD_END = 16;

    private static final long MD_OLD = 128;

    private final DiskSectors disk;
    private final long firstSector;
    private final long sectorCount;
    private String failure = "";

    FarSignatures(DiskSectors disk, long firstSector, long sectorCount) {
        this.disk = disk;
        this.firstSector = firstSector;
        this.sectorCount = sectorCount;
    }

    Volume.@Nullable Kind kind() throws IOException {
        if (has(BTRFS, 64, "_BHRfS_M")) {
            return Volume.Kind.BTRFS;
        }
        // The first volume descriptor, of which there may be several kinds; 255 ends the list.
        if (has(ISO_9660, 1, "CD001")) {
            return Volume.Kind.ISO9660;
        }
        boolean member = isMember(MD_MIDDLE)
                || isMember((sectorCount - MD_END) / 8 * 8)
                || isMember(sectorCount / MD_OLD * MD_OLD - MD_OLD);
        return member ? Volume.Kind.MD_RAID : null;
    }

    private boolean isMember(long sector) throws IOException {
        ByteBuffer bytes = read(sector);
        return bytes != null && Integer.toUnsignedLong(bytes.getInt(0)) == VolumeReader.MD_MAGIC;
    }

    private boolean has(long sector, int at, String text) throws IOException {
        ByteBuffer bytes = read(sector);
        if (bytes == null) {
            return false;
        }
        byte[] there = new byte[text.length()];
        bytes.get(at, there);
        return new String(there, StandardCharsets.ISO_8859_1).equals(text);
    }

    private @Nullable ByteBuffer read(long sector) throws IOException {
        if (sector < 0 || sector >= sectorCount || !disk.has(firstSector, 1) || !disk.has(firstSector + sector, 1)) {
            return null;
        }
        ByteBuffer bytes = disk.read(firstSector + sector, 1);
        if (bytes == null) {
            failure = disk.failure();
            return null;
        }
        return bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Why a place could not be read, so that it is not known what it has; empty if all could. Asked after {@link #kind()}. */
    String failure() {
        return failure;
    }
}

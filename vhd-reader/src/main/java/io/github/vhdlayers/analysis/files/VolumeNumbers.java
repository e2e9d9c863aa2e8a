package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a file system as a whole counts up or dates when it is written to; null where it records nothing, or it cannot be read.
 *
 * @param written when ext's superblock was written last
 * @param journal the number of the next transaction in ext's journal
 * @param lifetimeKib how many KiB were ever written to an ext file system
 * @param log the current number of NTFS's log
 */
record VolumeNumbers(
        @Nullable Instant written, @Nullable Long journal, @Nullable Long lifetimeKib, @Nullable Long log) {
    private static final int SUPERBLOCK = 1024;
    private static final int WRITTEN = 0x30;
    private static final int LIFETIME = 0x178;
    private static final int WRITTEN_HIGH = 0x274;
    private static final int JOURNAL_FILE = 8;
    private static final int JOURNAL_MAGIC = 0xC03B_3998;
    private static final int JOURNAL_SEQUENCE = 24;
    private static final int LOG_FILE = 2;
    private static final int RESTART = 0x5254_5352;
    private static final int RESTART_AREA = 24;
    private static final int RESTART_PAGES = 2;
    private static final int PAGE = 4096;

    /** Those of a file system of a disk. */
    static VolumeNumbers of(DiskFileSystems systems, FileSystemInfo system, MergedSource disk) {
        if (system.family() == FileSystemInfo.Family.NTFS) {
            return new VolumeNumbers(null, null, null, log(systems, system, disk));
        }
        if (system.family() != FileSystemInfo.Family.EXT) {
            return new VolumeNumbers(null, null, null, null);
        }
        ByteBuffer superblock = read(disk, system.diskOffset() + SUPERBLOCK, SUPERBLOCK);
        if (superblock == null) {
            return new VolumeNumbers(null, journal(systems, system, disk), null, null);
        }
        long seconds =
                Integer.toUnsignedLong(superblock.getInt(WRITTEN)) | (superblock.get(WRITTEN_HIGH) & 0xFFL) << 32;
        long lifetime = superblock.getLong(LIFETIME);
        return new VolumeNumbers(
                seconds == 0 ? null : Instant.ofEpochSecond(seconds),
                journal(systems, system, disk),
                lifetime <= 0 ? null : Long.valueOf(lifetime),
                null);
    }

    private static @Nullable Long journal(DiskFileSystems systems, FileSystemInfo system, MergedSource disk) {
        ByteBuffer start = read(disk, placeOf(systems, system, JOURNAL_FILE), JOURNAL_SEQUENCE + Integer.BYTES);
        if (start == null || start.order(ByteOrder.BIG_ENDIAN).getInt(0) != JOURNAL_MAGIC) {
            return null;
        }
        return Integer.toUnsignedLong(start.getInt(JOURNAL_SEQUENCE));
    }

    private static @Nullable Long log(DiskFileSystems systems, FileSystemInfo system, MergedSource disk) {
        long place = placeOf(systems, system, LOG_FILE);
        Long current = null;
        for (int i = 0; i < RESTART_PAGES; i++) {
            ByteBuffer page = read(disk, place < 0 ? place : place + (long) i * PAGE, PAGE);
            if (page == null || page.getInt(0) != RESTART) {
                continue;
            }
            int area = Short.toUnsignedInt(page.getShort(RESTART_AREA));
            if (area + Long.BYTES <= PAGE) {
                long number = page.getLong(area);
                current = current == null ? number : Math.max(current, number);
            }
        }
        return current;
    }

    /** Where the content of a file begins on the disk; negative if that is not known. */
    private static long placeOf(DiskFileSystems systems, FileSystemInfo system, long address) {
        try {
            DiskFile file = systems.file(system, new FileName("", DiskFile.Kind.FILE, true, address, 0, false));
            FileStream content = file == null ? null : file.stream("");
            if (content == null || content.extents().isEmpty()) {
                return -1;
            }
            FileExtent first = content.extents().get(0);
            return first.kind() == FileExtent.Kind.STORED ? first.diskOffset() : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    private static @Nullable ByteBuffer read(MergedSource disk, long place, int length) {
        if (place < 0 || place > disk.size() - length) {
            return null;
        }
        try {
            ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            disk.readFully(place, bytes);
            return bytes.flip();
        } catch (IOException e) {
            return null;
        }
    }
}

package io.github.vhdlayers.tsk.libtsk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** A disk of 36 KiB with a FAT12 volume, in which is one file of two pieces, made here so that all of it is known. */
final class TinyFat {
    static final int SECTOR = 512;
    /** The volume does not begin where the disk does, so that the two cannot be taken for each other. */
    static final int FIRST_SECTOR = 8;

    static final int SECTORS = 64;
    static final int FIRST_CLUSTER_SECTOR = 3;
    static final int FIRST_CLUSTER = 2;
    static final int SECOND_CLUSTER = 5;
    static final String NAME = "TEST.TXT";
    static final int FILE_BYTES = 700;
    static final LocalDate MODIFIED = LocalDate.of(2020, 2, 2);
    static final LocalDate CREATED = LocalDate.of(2021, 3, 3);
    static final LocalDate ACCESSED = LocalDate.of(2022, 4, 4);

    private TinyFat() {}

    /** The disk's bytes. */
    static byte[] disk() {
        ByteBuffer disk = ByteBuffer.allocate((FIRST_SECTOR + SECTORS) * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        int boot = FIRST_SECTOR * SECTOR;
        disk.put(boot, new byte[] {(byte) 0xEB, 0x3C, (byte) 0x90});
        disk.put(boot + 3, "VHDLAYER".getBytes(StandardCharsets.US_ASCII));
        disk.putShort(boot + 11, (short) SECTOR);
        disk.put(boot + 13, (byte) 1); // sectors in a cluster
        disk.putShort(boot + 14, (short) 1); // sectors before the table
        disk.put(boot + 16, (byte) 1); // tables
        disk.putShort(boot + 17, (short) 16); // entries of the root folder
        disk.putShort(boot + 19, (short) SECTORS);
        disk.put(boot + 21, (byte) 0xF8);
        disk.putShort(boot + 22, (short) 1); // sectors of a table
        disk.putShort(boot + 510, (short) 0xAA55);
        // Entries of 12 bits: 0 and 1 are the media's, 2 leads to 5, and 5 ends the file.
        disk.put(
                boot + SECTOR,
                new byte[] {(byte) 0xF8, (byte) 0xFF, (byte) 0xFF, SECOND_CLUSTER, 0, 0, 0, (byte) 0xF0, (byte) 0xFF});
        int entry = boot + 2 * SECTOR;
        disk.put(entry, "TEST    TXT".getBytes(StandardCharsets.US_ASCII));
        disk.put(entry + 11, (byte) 0x20);
        disk.putShort(entry + 16, date(CREATED));
        disk.putShort(entry + 18, date(ACCESSED));
        disk.putShort(entry + 24, date(MODIFIED));
        disk.putShort(entry + 26, (short) FIRST_CLUSTER);
        disk.putInt(entry + 28, FILE_BYTES);
        byte[] content = content();
        disk.put(boot + sectorOf(FIRST_CLUSTER) * SECTOR, content, 0, SECTOR);
        disk.put(boot + sectorOf(SECOND_CLUSTER) * SECTOR, content, SECTOR, FILE_BYTES - SECTOR);
        return disk.array();
    }

    /** The file's bytes. */
    static byte[] content() {
        byte[] content = new byte[FILE_BYTES];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (1 + i % 251);
        }
        return content;
    }

    /** Where in the volume a cluster is, in sectors. */
    static int sectorOf(int cluster) {
        return FIRST_CLUSTER_SECTOR + cluster - 2;
    }

    private static short date(LocalDate date) {
        return (short) ((date.getYear() - 1980) << 9 | date.getMonthValue() << 5 | date.getDayOfMonth());
    }
}

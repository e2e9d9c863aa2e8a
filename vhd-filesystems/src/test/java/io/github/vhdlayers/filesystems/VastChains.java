package io.github.vhdlayers.filesystems;

import io.github.vhdlayers.io.RandomAccessSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Volumes of FAT32 and exFAT of a quarter of a gigabyte, with chains that take a hasty reader hours. */
final class VastChains {
    /** How many clusters of a sector each a volume has. */
    static final int CLUSTERS = 1 << 19;

    private static final int SECTOR = 512;
    private static final int FIRST = 2;
    private static final int TABLE_AT = 32;
    private static final int TABLE_SECTORS = (CLUSTERS + FIRST) * Integer.BYTES / SECTOR + 1;
    private static final int HEAP = TABLE_AT + TABLE_SECTORS;
    private static final long BYTES = (HEAP + (long) CLUSTERS) * SECTOR;
    /** 2 MiB: the largest folder that systems accept. */
    private static final int ROOT_CLUSTERS = 4096;

    /** A free cluster, where deleted files began. */
    private static final int FREE_AT = FIRST + ROOT_CLUSTERS;

    private static final int FILE_AT = FREE_AT + 1;
    private static final int FILE_CLUSTERS = CLUSTERS - ROOT_CLUSTERS - 1;
    private static final long FILE_BYTES = (long) FILE_CLUSTERS * SECTOR;
    private static final int FAT_END = 0x0FFF_FFFF;
    private static final int EXFAT_END = -1;

    private VastChains() {}

    /** What follows a cluster. */
    @FunctionalInterface
    private interface Table {
        int next(int cluster);
    }

    /** FAT32 with one file, in which no cluster follows its neighbour. */
    static RandomAccessSource jumping() {
        return fat(cluster -> cluster < FILE_AT ? rootChain(cluster, FAT_END) : jump(cluster), 1, 1);
    }

    /** FAT32 with 65,536 names of one file that takes the whole volume. */
    static RandomAccessSource shared() {
        return fat(cluster -> straight(cluster, FAT_END), ROOT_CLUSTERS * SECTOR / 32, 1);
    }

    /** The same, and all but the first are deleted. */
    static RandomAccessSource deleted() {
        return fat(cluster -> straight(cluster, FAT_END), 1, ROOT_CLUSTERS * SECTOR / 32);
    }

    /** exFAT with 21,845 names of one file that takes the whole volume. */
    static RandomAccessSource sharedInExFat() {
        return new ComputedDisk(BYTES, (number, sector) -> {
            if (number == 0) {
                exFatBoot(sector);
            } else if (number >= TABLE_AT && number < HEAP) {
                table(number, sector, cluster -> straight(cluster, EXFAT_END));
            } else if (number >= HEAP && number < HEAP + ROOT_CLUSTERS) {
                for (int at = 0; at < SECTOR; at += 32) {
                    exFatEntry((int) (number - HEAP) * SECTOR / 32 + at / 32, at, sector);
                }
            }
        });
    }

    private static RandomAccessSource fat(Table table, int living, int names) {
        return new ComputedDisk(BYTES, (number, sector) -> {
            if (number == 0) {
                fatBoot(sector);
            } else if (number >= TABLE_AT && number < HEAP) {
                table(number, sector, table);
            } else if (number >= HEAP && number < HEAP + ROOT_CLUSTERS) {
                for (int at = 0; at < SECTOR; at += 32) {
                    int entry = (int) (number - HEAP) * SECTOR / 32 + at / 32;
                    if (entry < Math.max(living, names)) {
                        fatEntry(entry, at, entry < living, sector);
                    }
                }
            }
        });
    }

    private static int rootChain(int cluster, int end) {
        return cluster == FREE_AT ? 0 : cluster == FREE_AT - 1 ? end : cluster + 1;
    }

    private static int straight(int cluster, int end) {
        return cluster < FILE_AT ? rootChain(cluster, end) : cluster == FIRST + CLUSTERS - 1 ? end : cluster + 1;
    }

    /** There and back between the halves of the volume: n, n + half, n + 1, n + half + 1, ... */
    private static int jump(int cluster) {
        int half = FILE_CLUSTERS / 2;
        int within = cluster - FILE_AT;
        if (within >= 2 * half - 1) {
            return FAT_END;
        }
        return FILE_AT + (within < half ? within + half : within - half + 1);
    }

    private static void table(long number, ByteBuffer sector, Table table) {
        int first = (int) (number - TABLE_AT) * SECTOR / Integer.BYTES;
        for (int i = 0; i < SECTOR / Integer.BYTES; i++) {
            int cluster = first + i;
            if (cluster >= FIRST && cluster < FIRST + CLUSTERS) {
                sector.putInt(i * Integer.BYTES, table.next(cluster));
            }
        }
    }

    private static void fatBoot(ByteBuffer sector) {
        sector.putShort(11, (short) SECTOR);
        sector.put(13, (byte) 1);
        sector.putShort(14, (short) TABLE_AT);
        sector.put(16, (byte) 1);
        sector.putInt(32, HEAP + CLUSTERS);
        sector.putInt(36, TABLE_SECTORS);
        sector.putInt(44, FIRST);
        sector.put(66, (byte) 0x29);
        sector.put(82, "FAT32   ".getBytes(StandardCharsets.US_ASCII));
        sector.putShort(510, (short) 0xAA55);
    }

    private static void fatEntry(int entry, int at, boolean isLiving, ByteBuffer sector) {
        byte[] name = String.format("F%07d", entry).getBytes(StandardCharsets.US_ASCII);
        sector.put(at, name);
        sector.put(at + 8, "   ".getBytes(StandardCharsets.US_ASCII));
        if (!isLiving) {
            sector.put(at, (byte) 0xE5);
        }
        int first = isLiving ? FILE_AT : FREE_AT;
        sector.putShort(at + 20, (short) (first >>> 16));
        sector.putShort(at + 26, (short) first);
        sector.putInt(at + 28, (int) FILE_BYTES);
    }

    private static void exFatBoot(ByteBuffer sector) {
        sector.put(3, "EXFAT   ".getBytes(StandardCharsets.US_ASCII));
        sector.putLong(72, HEAP + CLUSTERS);
        sector.putInt(80, TABLE_AT);
        sector.putInt(84, TABLE_SECTORS);
        sector.putInt(88, HEAP);
        sector.putInt(92, CLUSTERS);
        sector.putInt(96, FIRST);
        sector.put(108, (byte) 9);
        sector.put(109, (byte) 0);
        sector.put(110, (byte) 1);
        sector.putShort(510, (short) 0xAA55);
    }

    /** A file, its stream and its name: three entries a file. */
    private static void exFatEntry(int entry, int at, ByteBuffer sector) {
        switch (entry % 3) {
            case 0 -> {
                sector.put(at, (byte) 0x85);
                sector.put(at + 1, (byte) 2);
            }
            case 1 -> {
                sector.put(at, (byte) 0xC0);
                sector.put(at + 1, (byte) 1);
                sector.put(at + 3, (byte) 5);
                sector.putLong(at + 8, FILE_BYTES);
                sector.putInt(at + 20, FILE_AT);
                sector.putLong(at + 24, FILE_BYTES);
            }
            default -> {
                sector.put(at, (byte) 0xC1);
                String name = String.format("%05d", entry / 3);
                for (int i = 0; i < name.length(); i++) {
                    sector.putChar(at + 2 + 2 * i, name.charAt(i));
                }
            }
        }
    }
}

package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Damage that somebody thought of: sizes beyond all measure, lists that lead to themselves, units that cannot be. */
final class HostileTricks {
    private static final long[] SIZES = {1L << 40, Long.MAX_VALUE, -1};
    private static final int INDEX_ALLOCATION = 0xA0;
    private static final int DATA = 0x80;

    private final byte[] healthy;
    private final Map<String, DiskFile> files;
    private final Map<String, byte[]> tricks = new LinkedHashMap<>();

    private HostileTricks(byte[] healthy, Map<String, DiskFile> files) {
        this.healthy = healthy;
        this.files = files;
    }

    /**
     * All tricks for a volume, by name.
     *
     * @param files what is in it, by path
     */
    static Map<String, byte[]> of(String kind, byte[] healthy, Map<String, DiskFile> files) {
        HostileTricks all = new HostileTricks(healthy, files);
        switch (kind) {
            case "ntfs" -> all.ntfs();
            case "ext2" -> all.ext2();
            case "ext4" -> all.ext4();
            case "exfat" -> all.exFat();
            default -> all.fat();
        }
        return all.tricks;
    }

    private void add(String name, Consumer<ByteBuffer> damage) {
        byte[] bytes = healthy.clone();
        damage.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        tricks.put(name, bytes);
    }

    private int metadata(String path) {
        return (int) file(path).metadata().get(0).diskOffset();
    }

    /** Where a content begins. */
    private int content(String path) {
        FileStream stream = file(path).stream("");
        if (stream == null) {
            throw new IllegalStateException(path + " has no content");
        }
        return (int) stream.extents().get(0).diskOffset();
    }

    private DiskFile file(String path) {
        DiskFile file = files.get(path);
        if (file == null) {
            throw new IllegalStateException(path + " is not in the volume");
        }
        return file;
    }

    private void ntfs() {
        add("sectors", disk -> disk.putLong(0x28, Long.MAX_VALUE));
        for (int coded : new int[] {-9, -16, -31, -64, 127, 0}) {
            add("record bytes " + coded, disk -> disk.put(0x40, (byte) coded));
            add("index bytes " + coded, disk -> disk.put(0x44, (byte) coded));
        }
        for (String path : List.of("/large.bin", "/sparse.bin", "/a/b", "/$MFT", "/many.bin")) {
            int type = path.equals("/a/b") ? INDEX_ALLOCATION : path.equals("/many.bin") ? 0x20 : DATA;
            int attribute = attribute(metadata(path), type);
            if (attribute < 0 || healthy[attribute + 8] == 0) {
                continue;
            }
            for (long size : SIZES) {
                add(path + " of size " + size, disk -> sizes(disk, attribute, size));
                add(path + " allocated " + size, disk -> disk.putLong(attribute + 0x28, size));
                add(path + " all sparse " + size, disk -> {
                    sizes(disk, attribute, size);
                    run(disk, attribute, 1L << 50, -1);
                });
                add(path + " one run " + size, disk -> {
                    sizes(disk, attribute, size);
                    run(disk, attribute, 1L << 50, 1);
                });
            }
            for (int unit : new int[] {4, 16, 63}) {
                add(path + " compressed by " + unit, disk -> {
                    disk.putShort(attribute + 0x0C, (short) 1);
                    disk.putShort(attribute + 0x22, (short) unit);
                });
            }
        }
        int small = attribute(metadata("/a/b/a name of some length 2"), DATA);
        for (int length : new int[] {1 << 16, Integer.MAX_VALUE, -1}) {
            add("resident of " + length, disk -> disk.putInt(small + 0x10, length));
        }
    }

    private int attribute(int record, int type) {
        ByteBuffer disk = ByteBuffer.wrap(healthy).order(ByteOrder.LITTLE_ENDIAN);
        int length = 1;
        for (int at = record + disk.getShort(record + 0x14); disk.getInt(at) != -1 && length > 0; at += length) {
            if (disk.getInt(at) == type) {
                return at;
            }
            length = disk.getInt(at + 4);
        }
        return -1;
    }

    private static void sizes(ByteBuffer disk, int attribute, long size) {
        disk.putLong(attribute + 0x18, size >>> 12);
        disk.putLong(attribute + 0x28, size).putLong(attribute + 0x30, size).putLong(attribute + 0x38, size);
    }

    /** A list of one run, which is sparse if it has no address. */
    private static void run(ByteBuffer disk, int attribute, long length, int address) {
        int list = attribute + disk.getShort(attribute + 0x20);
        boolean fits = disk.getInt(attribute + 4) - disk.getShort(attribute + 0x20) >= 11;
        if (!fits) {
            disk.put(list, (byte) (address < 0 ? 0x04 : 0x14)).putInt(list + 1, Integer.MAX_VALUE);
            disk.put(list + 5, (byte) Math.max(0, address)).put(list + (address < 0 ? 5 : 6), (byte) 0);
            return;
        }
        disk.put(list, (byte) (address < 0 ? 0x08 : 0x18)).putLong(list + 1, length);
        disk.put(list + 9, (byte) Math.max(0, address)).put(list + (address < 0 ? 9 : 10), (byte) 0);
    }

    private void ext2() {
        ext();
        for (String path : List.of("/large.bin", "/a/b")) {
            int inode = metadata(path);
            int data = content(path);
            for (long size : new long[] {1L << 31, 1L << 40, 1L << 62}) {
                for (int level = 12; level < 15; level++) {
                    int pointer = inode + 40 + 4 * level;
                    add(path + " leads to itself " + (level - 11) + " times, size " + size, disk -> {
                        inodeSize(disk, inode, size);
                        disk.putInt(pointer, data / 1024);
                        for (int i = 0; i < 1024; i += 4) {
                            disk.putInt(data + i, data / 1024);
                        }
                    });
                }
            }
        }
    }

    private void ext() {
        for (int at : new int[] {0, 4, 20, 24, 28, 32, 36, 40, 76, 84, 88, 254, 260}) {
            for (int value : new int[] {0, Integer.MAX_VALUE, -1}) {
                add("superblock " + at + " is " + value, disk -> disk.putInt(1024 + at, value));
            }
        }
        for (String path : List.of("/large.bin", "/a/b")) {
            int inode = metadata(path);
            for (long size : new long[] {1L << 31, 1L << 40, 1L << 62, -1}) {
                add(path + " of size " + size, disk -> inodeSize(disk, inode, size));
                add(path + " without blocks, of size " + size, disk -> {
                    inodeSize(disk, inode, size);
                    disk.put(inode + 40, new byte[60]);
                });
            }
        }
    }

    private static void inodeSize(ByteBuffer disk, int inode, long size) {
        disk.putInt(inode + 4, (int) size).putInt(inode + 108, (int) (size >>> 32));
    }

    private void ext4() {
        ext();
        for (String path : List.of("/large.bin", "/a/b")) {
            int inode = metadata(path);
            int data = content(path);
            for (int depth : new int[] {1, 2, 5, 0xFFFF}) {
                for (int entries : new int[] {1, 84, 0xFFFF}) {
                    add(path + " has " + entries + " lists of depth " + depth + " that lead to themselves", disk -> {
                        list(disk, inode + 40, 1, depth, data / 1024);
                        list(disk, data, entries, depth, data / 1024);
                        inodeSize(disk, inode, 1L << 40);
                    });
                }
            }
            add(path + " has extents of all blocks", disk -> {
                inodeSize(disk, inode, 1L << 40);
                list(disk, inode + 40, 4, 0, 0);
                for (int i = 0; i < 4; i++) {
                    disk.putInt(inode + 52 + 12 * i, i << 15).putShort(inode + 56 + 12 * i, (short) 0x8000);
                }
            });
        }
    }

    private static void list(ByteBuffer disk, int at, int entries, int depth, int block) {
        disk.putShort(at, (short) 0xF30A).putShort(at + 2, (short) entries).putShort(at + 4, (short) entries);
        disk.putShort(at + 6, (short) depth).putInt(at + 8, 0);
        for (int i = 0; i < Math.min(entries, 4); i++) {
            disk.putInt(at + 12 + 12 * i, i).putInt(at + 16 + 12 * i, block).putInt(at + 20 + 12 * i, 0);
        }
    }

    private void fat() {
        add("sectors", disk -> disk.putShort(19, (short) 0).putInt(32, -1));
        add("sectors of a table", disk -> disk.putShort(22, (short) -1));
        add("reserved", disk -> disk.putShort(14, (short) -1));
        add("tables", disk -> disk.put(16, (byte) -1));
        add("root", disk -> disk.putShort(17, (short) -1));
        DiskExtent entries = file("/large.bin").metadata().get(0);
        int entry = (int) entries.end() - 32;
        ByteBuffer disk = ByteBuffer.wrap(healthy).order(ByteOrder.LITTLE_ENDIAN);
        int cluster = Short.toUnsignedInt(disk.getShort(entry + 26));
        int table = Short.toUnsignedInt(disk.getShort(14)) * 512 + cluster * 2;
        add("a chain that leads to itself", changed -> {
            changed.putInt(entry + 28, -1);
            changed.putShort(table, (short) cluster);
        });
        add("a size of 4 GiB", changed -> changed.putInt(entry + 28, -1));
        int folder = (int) file("/a").metadata().get(0).end() - 32;
        int first = Short.toUnsignedInt(disk.getShort(folder + 26));
        int inner = (int) file("/a/b").metadata().get(0).end() - 32;
        add("a folder in itself", changed -> changed.putShort(inner + 26, (short) first));
        add("the root in a folder", changed -> changed.putShort(inner + 26, (short) 0));
        add("a folder that leads to itself", changed -> {
            int at = Short.toUnsignedInt(changed.getShort(14)) * 512 + first * 2;
            changed.putShort(at, (short) first);
        });
    }

    private void exFat() {
        for (int at : new int[] {72, 80, 84, 88, 92, 96, 108, 109, 110}) {
            for (long value : new long[] {0, 25, Integer.MAX_VALUE, -1}) {
                add("boot " + at + " is " + value, disk -> {
                    if (at == 72) {
                        disk.putLong(at, value);
                    } else if (at < 100) {
                        disk.putInt(at, (int) value);
                    } else {
                        disk.put(at, (byte) value);
                    }
                });
            }
        }
        for (String path : List.of("/large.bin", "/in pieces.bin", "/a", "/a/b")) {
            int stream = metadata(path) + 32;
            for (long size : SIZES) {
                add(path + " of size " + size, disk -> disk.putLong(stream + 8, size)
                        .putLong(stream + 24, size));
            }
            for (int cluster : new int[] {0, 1, 5, Integer.MAX_VALUE, -1}) {
                add(path + " at cluster " + cluster, disk -> disk.putInt(stream + 20, cluster));
            }
        }
        add("a folder in itself", disk -> disk.putInt(metadata("/a/b") + 52, disk.getInt(metadata("/a") + 52)));
    }
}

package io.github.vhdlayers.tsk.child;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A disk with ISO 9660 and Rock Ridge in which an entry of the root folder's system use field has length 0: libtsk loops over it for ever. */
public final class EndlessIso {
    private static final int BLOCK = 2048;
    private static final int ROOT = 18;
    private static final int BLOCKS = 24;
    private static final int FLAGS_FOLDER = 2;

    private EndlessIso() {}

    public static byte[] disk() {
        ByteBuffer disk = ByteBuffer.allocate(BLOCKS * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        int volume = 16 * BLOCK;
        disk.put(volume, (byte) 1);
        text(disk, volume + 1, "CD001");
        disk.put(volume + 6, (byte) 1);
        both32(disk, volume + 80, BLOCKS);
        both16(disk, volume + 120, 1);
        both16(disk, volume + 124, 1);
        both16(disk, volume + 128, BLOCK);
        both32(disk, volume + 132, 10);
        disk.putInt(volume + 140, 19);
        disk.putInt(volume + 148, Integer.reverseBytes(20));
        entry(disk, volume + 156, new byte[0], new byte[] {0}, FLAGS_FOLDER);
        disk.put(volume + 881, (byte) 1);
        disk.put(17 * BLOCK, (byte) 255);
        text(disk, 17 * BLOCK + 1, "CD001");
        disk.put(17 * BLOCK + 6, (byte) 1);
        byte[] rockRidge = {'S', 'P', 7, 1, (byte) 0xBE, (byte) 0xEF, 0, 'R', 'R', 5, 1, (byte) 0x81};
        byte[] times = {'R', 'R', 5, 1, (byte) 0x80, 'T', 'F', 0, 1, 2, 0, 0, 0, 0};
        int at = ROOT * BLOCK;
        at += entry(disk, at, rockRidge, new byte[] {0}, FLAGS_FOLDER);
        at += entry(disk, at, new byte[0], new byte[] {1}, FLAGS_FOLDER);
        entry(disk, at, times, "A.TXT;1".getBytes(StandardCharsets.US_ASCII), 0);
        // Two path tables: the root folder alone.
        disk.put(19 * BLOCK, (byte) 1);
        disk.putInt(19 * BLOCK + 2, ROOT);
        disk.putShort(19 * BLOCK + 6, (short) 1);
        disk.put(20 * BLOCK, (byte) 1);
        disk.putInt(20 * BLOCK + 2, Integer.reverseBytes(ROOT));
        disk.put(20 * BLOCK + 7, (byte) 1);
        return disk.array();
    }

    private static int entry(ByteBuffer disk, int at, byte[] use, byte[] name, int flags) {
        int length = 33 + name.length + (name.length + 1) % 2 + use.length;
        disk.put(at, (byte) length);
        both32(disk, at + 2, ROOT);
        both32(disk, at + 10, BLOCK);
        disk.put(at + 18, new byte[] {120, 1, 1, 0, 0, 0, 0});
        disk.put(at + 25, (byte) flags);
        both16(disk, at + 28, 1);
        disk.put(at + 32, (byte) name.length);
        disk.put(at + 33, name);
        disk.put(at + length - use.length, use);
        return length;
    }

    private static void both32(ByteBuffer disk, int at, int value) {
        disk.putInt(at, value);
        disk.putInt(at + 4, Integer.reverseBytes(value));
    }

    private static void both16(ByteBuffer disk, int at, int value) {
        disk.putShort(at, (short) value);
        disk.putShort(at + 2, Short.reverseBytes((short) value));
    }

    private static void text(ByteBuffer disk, int at, String text) {
        disk.put(at, text.getBytes(StandardCharsets.US_ASCII));
    }
}

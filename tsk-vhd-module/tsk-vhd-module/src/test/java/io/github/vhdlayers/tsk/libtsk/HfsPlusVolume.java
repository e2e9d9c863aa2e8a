package io.github.vhdlayers.tsk.libtsk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A volume of HFS+ on a disc that has it beside ISO 9660, as xorriso writes it. */
final class HfsPlusVolume {
    private static final int APPLE_MAP_ENTRY = 512;

    private HfsPlusVolume() {}

    /** Writes the volume alone. */
    static void take(Path disc, Path raw) throws IOException {
        try (RandomAccessFile disk = new RandomAccessFile(disc.toFile(), "r")) {
            for (int entry = 1; entry < 8; entry++) {
                byte[] bytes = new byte[APPLE_MAP_ENTRY];
                disk.seek((long) entry * APPLE_MAP_ENTRY);
                disk.readFully(bytes);
                if (new String(bytes, 48, 9, StandardCharsets.US_ASCII).equals("Apple_HFS")) {
                    disk.seek((long) entry * APPLE_MAP_ENTRY + 8);
                    long first = disk.readInt();
                    byte[] volume = new byte[disk.readInt() * 512];
                    disk.seek(first * 512);
                    disk.readFully(volume);
                    Files.write(raw, volume);
                }
            }
        }
    }
}

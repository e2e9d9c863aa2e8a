package io.github.vhdlayers.vhdx;

import static io.github.vhdlayers.vhdx.HostileCase.DISK_SIZE;
import static io.github.vhdlayers.vhdx.HostileCase.LOGICAL;
import static io.github.vhdlayers.vhdx.HostileCase.METADATA;
import static io.github.vhdlayers.vhdx.HostileCase.MIB;
import static io.github.vhdlayers.vhdx.HostileCase.PARAMETERS;
import static io.github.vhdlayers.vhdx.HostileCase.disk;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Metadata: their table, and sizes of blocks, sectors and the disk. */
final class HostileMetadataCases {
    private static final int PARAMETERS_ENTRY = METADATA + 32;
    private static final int SIZE_ENTRY = METADATA + 64;

    private HostileMetadataCases() {}

    static void all(Consumer<HostileCase> to) {
        items(to);
        sizes(to);
    }

    private static void items(Consumer<HostileCase> to) {
        to.accept(disk("metadata: 65535 entries", file -> file.putShort(METADATA + 10, (short) -1)));
        to.accept(disk("metadata: an item in the table", file -> file.putInt(PARAMETERS_ENTRY + 16, 65528)));
        to.accept(disk("metadata: an item outside", file -> file.putInt(PARAMETERS_ENTRY + 16, MIB)));
        to.accept(disk("metadata: an item that ends outside", file -> file.putInt(PARAMETERS_ENTRY + 16, MIB - 4)));
        to.accept(disk("metadata: an item near 2^32", file -> file.putInt(PARAMETERS_ENTRY + 16, -4)));
        to.accept(disk("metadata: items over each other", file -> file.putInt(SIZE_ENTRY + 16, 0x10004)));
        for (int length : new int[] {0, 4, 9, MIB + 1, -1}) {
            String bytes = Integer.toUnsignedString(length);
            to.accept(disk(
                    "metadata: an item of " + bytes + " bytes", file -> file.putInt(PARAMETERS_ENTRY + 20, length)));
        }
        to.accept(disk("metadata: an item twice", file -> {
            file.put(SIZE_ENTRY, file.duplicate(), PARAMETERS_ENTRY, 16);
        }));
        to.accept(disk("metadata: unknown and required", file -> sixth(file, 4)));
        to.accept(disk("metadata: of a user and required", file -> sixth(file, 5)));
        to.accept(disk("metadata: of a user", file -> sixth(file, 1)));
    }

    private static void sixth(ByteBuffer file, int flags) {
        int entry = METADATA + 32 * 6;
        file.putShort(METADATA + 10, (short) 6).putLong(entry, 9).putInt(entry + 24, flags);
    }

    private static void sizes(Consumer<HostileCase> to) {
        for (int bytes : new int[] {0, 512, 3 * MIB, 512 * MIB, 1 << 31}) {
            to.accept(disk(
                    "sizes: blocks of " + Integer.toUnsignedString(bytes), file -> file.putInt(PARAMETERS, bytes)));
        }
        for (int bytes : new int[] {0, 1024, 1 << 31}) {
            to.accept(
                    disk("sizes: sectors of " + Integer.toUnsignedString(bytes), file -> file.putInt(LOGICAL, bytes)));
        }
        for (long bytes : new long[] {0, 513, (64L << 40) + 512, 1L << 63}) {
            to.accept(disk("sizes: a disk of " + Long.toUnsignedString(bytes), file -> file.putLong(DISK_SIZE, bytes)));
        }
        to.accept(disk(
                "sizes: blocks of 256 MiB, so that a bitmap serves 16", file -> file.putInt(PARAMETERS, 256 * MIB)));
    }
}

package io.github.vhdlayers.vhdx;

import static io.github.vhdlayers.vhdx.HostileCase.DISK;
import static io.github.vhdlayers.vhdx.HostileCase.HEADER_1;
import static io.github.vhdlayers.vhdx.HostileCase.HEADER_2;
import static io.github.vhdlayers.vhdx.HostileCase.LOG;
import static io.github.vhdlayers.vhdx.HostileCase.METADATA;
import static io.github.vhdlayers.vhdx.HostileCase.MIB;
import static io.github.vhdlayers.vhdx.HostileCase.REGIONS_1;
import static io.github.vhdlayers.vhdx.HostileCase.REGIONS_2;
import static io.github.vhdlayers.vhdx.HostileCase.TABLE;
import static io.github.vhdlayers.vhdx.HostileCase.bytes;
import static io.github.vhdlayers.vhdx.HostileCase.changed;
import static io.github.vhdlayers.vhdx.HostileCase.disk;
import static io.github.vhdlayers.vhdx.HostileCase.mutated;

import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Change;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

/** Files that were cut off; headers; region tables. */
final class HostileStructureCases {
    private static final VhdxImage LOGGED = DISK.toBuilder()
            .log(VhdxLogRecipe.dirty(250, Entry.of(5, 0, Change.right("table", 0, 4096)), Entry.of(6, 0)))
            .build();

    private HostileStructureCases() {}

    static void all(Consumer<HostileCase> to) {
        lengths(to);
        headers(to);
        logsOfHeaders(to);
        regions(to);
    }

    private static void lengths(Consumer<HostileCase> to) {
        byte[] whole = DISK.toBytes();
        for (int length : new int[] {0, 7, 100, 520, HEADER_1, HEADER_1 + 2048, REGIONS_1 + 32768, MIB - 1}) {
            to.accept(bytes("file: below 1 MiB, " + length + " bytes", Arrays.copyOf(whole, length)));
        }
        Map.of(
                        "log", LOG + 5,
                        "table of metadata", METADATA + 5,
                        "items of metadata", METADATA + 0x10004,
                        "table of blocks", TABLE + 12,
                        "last block", whole.length - 1024)
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(cut ->
                        to.accept(bytes("file: cut in the " + cut.getKey(), Arrays.copyOf(whole, cut.getValue()))));
        to.accept(mutated("file: cut in a bitmap", "child", "file-cut-in-bitmap"));
        byte[] identifier = "vhdxfile".getBytes(StandardCharsets.US_ASCII);
        to.accept(bytes("file: identifier alone", identifier));
        to.accept(bytes("file: identifier and zeros, 1 MiB", Arrays.copyOf(identifier, MIB)));
        to.accept(bytes("file: identifier and zeros, 5 MiB", Arrays.copyOf(identifier, 5 * MIB)));
    }

    private static void headers(Consumer<HostileCase> to) {
        to.accept(disk("headers: none valid", file -> file.putInt(HEADER_1, 0).putInt(HEADER_2, 0)));
        to.accept(disk("headers: equal numbers", file -> file.putLong(HEADER_2 + 8, 7)));
        to.accept(disk("headers: equal", file -> file.put(HEADER_2, file.duplicate(), HEADER_1, 4096)));
        to.accept(disk("headers: number 2^64 - 1", file -> file.putLong(HEADER_1 + 8, -1)
                .putShort(HEADER_2 + 66, (short) 9)));
        for (int version : new int[] {0, 2}) {
            to.accept(disk("headers: version " + version, file -> file.putShort(HEADER_2 + 66, (short) version)));
        }
    }

    private static void logsOfHeaders(Consumer<HostileCase> to) {
        for (VhdxImage image : new VhdxImage[] {DISK, LOGGED}) {
            String name = "headers: a log that is " + (image == DISK ? "empty" : "needed") + ", ";
            to.accept(changed(name + "version 1", image, file -> file.putShort(HEADER_2 + 64, (short) 1)));
            to.accept(changed(name + "length 0", image, file -> file.putInt(HEADER_2 + 68, 0)));
            to.accept(changed(name + "4 GiB less 1 MiB", image, file -> file.putInt(HEADER_2 + 68, -MIB)));
            to.accept(changed(name + "beyond the file", image, file -> file.putLong(HEADER_2 + 72, 1L << 40)));
            to.accept(changed(name + "over the header section", image, file -> file.putLong(HEADER_2 + 72, 0)));
            to.accept(changed(name + "over a region", image, file -> file.putLong(HEADER_2 + 72, METADATA)));
            to.accept(changed(name + "unaligned", image, file -> file.putLong(HEADER_2 + 72, MIB + 4096)));
        }
    }

    private static void regions(Consumer<HostileCase> to) {
        to.accept(disk("regions: 2048 entries", file -> both(file, 8, 2048)));
        to.accept(disk("regions: 2^32 - 1 entries", file -> both(file, 8, -1)));
        to.accept(disk("regions: one twice", file -> file.put(REGIONS_1 + 48, file.duplicate(), REGIONS_1 + 16, 16)
                .put(REGIONS_2 + 48, file.duplicate(), REGIONS_1 + 16, 16)));
        to.accept(disk("regions: no table", file -> file.put(REGIONS_1 + 16, file.duplicate(), REGIONS_1 + 48, 32)
                .put(REGIONS_2 + 16, file.duplicate(), REGIONS_1 + 48, 32)
                .putInt(REGIONS_1 + 8, 1)
                .putInt(REGIONS_2 + 8, 1)));
        to.accept(disk("regions: no metadata", file -> both(file, 8, 1)));
        to.accept(disk("regions: length 0", file -> both(file, 16 + 24, 0)));
        to.accept(disk("regions: offset and length overflow", file -> {
            both(file, 16 + 16, -MIB);
            both(file, 16 + 20, -1);
            both(file, 16 + 24, 2 * MIB);
        }));
        to.accept(disk("regions: over each other", file -> both(file, 16 + 16, METADATA)));
        to.accept(disk("regions: over the log", file -> both(file, 16 + 16, LOG)));
        to.accept(disk("regions: over the header section", file -> both(file, 16 + 16, 0)));
        to.accept(disk("regions: unknown and required", file -> third(file, 1)));
        to.accept(disk("regions: unknown", file -> third(file, 0)));
        to.accept(disk("regions: a right checksum over nonsense", file -> {
            for (int at = 16; at < 65536; at += 4) {
                both(file, at, 0x9E3779B9 * at);
            }
            both(file, 8, 2047);
        }));
    }

    private static void both(ByteBuffer file, int at, int value) {
        file.putInt(REGIONS_1 + at, value).putInt(REGIONS_2 + at, value);
    }

    private static void third(ByteBuffer file, int required) {
        both(file, 8, 3);
        for (int at : new int[] {REGIONS_1 + 80, REGIONS_2 + 80}) {
            file.putLong(at, 42).putLong(at + 16, 1L << 40).putInt(at + 24, MIB).putInt(at + 28, required);
        }
    }
}

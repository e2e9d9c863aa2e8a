package io.github.vhdlayers.tsk.libtsk;

import static io.github.vhdlayers.tsk.libtsk.NtfsWalkTest.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.testkit.volume.ExFatVolume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is true of files of FAT, exFAT, ISO 9660 and HFS+, kind by kind. */
class OtherTruthTest extends FileTruth {
    private static final int CLUSTER = 512;

    @ParameterizedTest
    @CsvSource({"12, 1M", "16, 8M", "32, 34M"})
    void aTableThatNamesAnotherClusterChangesTheContent(int bits, String size) throws IOException {
        require("mkfs.fat", "mcopy");
        tool("truncate", "-s", size, before.toString());
        tool("/usr/sbin/mkfs.fat", "-F", Integer.toString(bits), "-s", "1", before.toString());
        put("f", bytes(1, 3 * CLUSTER));
        put("other", bytes(2, CLUSTER));
        put("kept", bytes(3, CLUSTER));
        // No other file has its cluster then, or the contents would be in doubt.
        tool("mdel", "-i", before.toString(), "::other");
        Files.copy(before, after);
        ByteBuffer boot = ByteBuffer.wrap(Files.readAllBytes(after)).order(ByteOrder.LITTLE_ENDIAN);
        int first = 512 * Short.toUnsignedInt(boot.getShort(14));
        int length = 512 * (bits == 32 ? boot.getInt(36) : Short.toUnsignedInt(boot.getShort(22)));
        int root = bits == 32 ? 0 : 32 * Short.toUnsignedInt(boot.getShort(17));
        int data = first + 2 * length + root;
        int second = (placeOf(Arrays.copyOfRange(bytes(1, 3 * CLUSTER), CLUSTER, 2 * CLUSTER)) - data) / CLUSTER + 2;
        int other = (placeOf(bytes(2, CLUSTER)) - data) / CLUSTER + 2;
        for (int table = first; table < data - root; table += length) {
            // The second cluster is followed by one that was free.
            setNext(table, bits, second, other);
            setNext(table, bits, other, -1 >>> 4);
        }
        ChangedRows rows = rows();
        assertEquals("content-changed content", rows.line("/f"));
        assertEquals("untouched", rows.line("/kept"));
        assertEquals(0L, rows.row("/f").content().owned());
        assertArrayEquals(bytes(2, CLUSTER), Arrays.copyOfRange(rows.content("/f"), 2 * CLUSTER, 3 * CLUSTER));
    }

    private void setNext(int table, int bits, int cluster, int next) throws IOException {
        int place = table + cluster * bits / 8;
        ByteBuffer entry = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(after)).order(ByteOrder.LITTLE_ENDIAN);
        int now = all.getInt(place);
        int shift = bits == 12 && cluster % 2 == 1 ? 4 : 0;
        int mask = bits == 32 ? -1 : ((1 << bits) - 1) << shift;
        patch(place, entry.putInt((now & ~mask) | ((next << shift) & mask)).array());
    }

    private void put(String path, byte[] content) throws IOException {
        tool("mcopy", "-i", before.toString(), outside(content).toString(), "::" + path);
    }

    @Test
    void aTableOfExFatThatNamesAnotherClusterChangesTheContent() throws IOException {
        require("mkfs.exfat");
        ExFatVolume.format(before, 8 << 20);
        try (ExFatVolume volume = ExFatVolume.open(before)) {
            volume.writeInPieces("/f", bytes(1, 20_000));
            volume.writeInPieces("/kept", bytes(2, 20_000));
            volume.write("/other", bytes(3, 4_096));
            volume.delete("/other");
        }
        Files.copy(before, after);
        ByteBuffer boot = ByteBuffer.wrap(Files.readAllBytes(after)).order(ByteOrder.LITTLE_ENDIAN);
        int sector = 1 << boot.get(108);
        int cluster = sector << boot.get(109);
        int table = boot.getInt(80) * sector;
        int data = boot.getInt(88) * sector;
        int pieces = 20_000 / cluster;
        int from = (pieces - 1) * cluster;
        int nextToLast = (placeOf(Arrays.copyOfRange(bytes(1, 20_000), from, from + cluster)) - data) / cluster + 2;
        int other = (placeOf(bytes(3, 4_096)) - data) / cluster + 2;
        patch(table + 4 * nextToLast, number(other));
        patch(table + 4 * other, number(-1));
        ChangedRows rows = rows();
        assertEquals("content-changed content", rows.line("/f"));
        assertEquals("untouched", rows.line("/kept"));
        int end = pieces * cluster;
        assertArrayEquals(
                Arrays.copyOf(bytes(3, 4_096), 20_000 - end), Arrays.copyOfRange(rows.content("/f"), end, 20_000));
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }

    @Test
    void filesOfAnIsoThatWasMadeAnewAreMatchedByPath() throws IOException {
        require("genisoimage");
        assumeTrue(reader.equals(TSK), "the readers in Java leave it to libtsk");
        Path source = source();
        tool("genisoimage", "-quiet", "-J", "-R", "-o", before.toString(), source.toString());
        replace(source);
        tool("genisoimage", "-quiet", "-J", "-R", "-o", after.toString(), source.toString());
        long size = Math.max(Files.size(before), Files.size(after));
        tool("truncate", "-s", Long.toString(size), before.toString(), after.toString());
        Map<String, String> lines = rows().lines();
        assertEquals("new", lines.get("/x.txt"), lines.toString());
        assertEquals("deleted", lines.get("/a.txt"));
        assertEquals(5, lines.size());
    }

    @Test
    void filesOfHfsPlusThatWasMadeAnewAreMatchedByPath() throws IOException {
        require("xorriso");
        assumeTrue(reader.equals(TSK), "the readers in Java leave it to libtsk");
        Path source = source();
        hfsPlus(source, before);
        replace(source);
        hfsPlus(source, after);
        long size = Math.max(Files.size(before), Files.size(after));
        tool("truncate", "-s", Long.toString(size), before.toString(), after.toString());
        Map<String, String> lines = rows().lines();
        assertEquals("new", lines.get("/x.txt"), lines.toString());
        assertEquals("deleted", lines.get("/a.txt"));
    }

    private Path source() throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        for (String name : new String[] {"a.txt", "b.txt", "c.txt", "d.txt"}) {
            Files.write(source.resolve(name), bytes(name.charAt(0), 3_000));
        }
        return source;
    }

    private static void replace(Path source) throws IOException {
        Files.delete(source.resolve("a.txt"));
        Files.write(source.resolve("x.txt"), bytes('x', 3_000));
    }

    /** The volume alone, out of the disc that has it beside another. */
    private void hfsPlus(Path source, Path raw) throws IOException {
        Path disc = folder.resolve(raw.getFileName() + ".iso");
        tool("xorriso", "-as", "mkisofs", "-quiet", "-R", "-hfsplus", "-o", disc.toString(), source.toString());
        HfsPlusVolume.take(disc, raw);
    }

    private void formatFat() throws IOException {
        require("mkfs.fat", "mcopy");
        tool("truncate", "-s", "40M", before.toString());
        tool("/usr/sbin/mkfs.fat", "-F", "16", "-s", "8", before.toString());
    }

    @Test
    void longNamesOfFatAreWhole() throws IOException {
        // libtsk cuts longer names off.
        List<Integer> lengths = reader.equals(JAVA) ? List.of(194, 195, 196, 210, 255) : List.of(194);
        formatFat();
        tool("mmd", "-i", before.toString(), "::d");
        for (int length : lengths) {
            put("d/" + "n".repeat(length - 1) + "A", bytes(length, 100));
            put("d/" + "n".repeat(length - 1) + "B", bytes(length + 1000, 100));
        }
        Files.copy(before, after);
        ChangedRows rows = rows();
        assertEquals(2 * lengths.size() + 1, rows.lines().size());
        for (int length : lengths) {
            assertArrayEquals(bytes(length, 100), rows.content("/d/" + "n".repeat(length - 1) + "A"));
            assertArrayEquals(bytes(length + 1000, 100), rows.content("/d/" + "n".repeat(length - 1) + "B"));
        }
    }

    @Test
    void aNameOfFatThatLibtskMayHaveCutOffIsSaid() throws IOException {
        assumeTrue(reader.equals(TSK), "the reader in Java gives the whole name");
        formatFat();
        put("n".repeat(255), bytes(1, 100));
        Files.copy(before, after);
        ChangedRows rows = rows();
        assertFalse(rows.report().complete());
        assertTrue(
                rows.report().problems().toString().contains("its name may be longer than libtsk gives it"),
                rows.report().problems().toString());
    }

    @Test
    void aTimeOfTheLastYearOfFatIsRight() throws IOException {
        formatFat();
        put("F", bytes(1, 100));
        Files.copy(before, after);
        int entry = placeOf("F          ".getBytes(StandardCharsets.US_ASCII));
        patch(entry + 22, (byte) 0x7D, (byte) 0xBF, (byte) 0x9F, (byte) 0xFF);
        ChangedRows rows = rows();
        assertEquals(
                "2107-12-31T23:59:58", String.valueOf(rows.row("/F").times().modified()));
    }

    @Test
    void anOrphansEarlierFilesAndTablesAreUnknown() throws IOException {
        formatFat();
        put("f", bytes(1, 5_000));
        Files.write(after, new byte[40 << 20]);
        // The child has all of the volume, over a parent that is missing.
        Path chain = Files.createDirectory(folder.resolve("orphan"));
        Path leaf = TestLayers.write(chain, after, before, 40 << 20);
        Files.delete(chain.resolve("parent.vhd"));
        ChangedRows rows = ChangedRows.of(
                leaf, VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build());
        for (String path : new String[] {"/", "/f", "/$MBR", "/$FAT1", "/$FAT2"}) {
            assertEquals(FileOwnership.Status.UNKNOWN, rows.row(path).status(), path);
        }
        assertFalse(rows.report().complete());
    }
}

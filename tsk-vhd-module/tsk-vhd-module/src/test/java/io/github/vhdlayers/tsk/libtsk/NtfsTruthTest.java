package io.github.vhdlayers.tsk.libtsk;

import static io.github.vhdlayers.tsk.libtsk.NtfsWalkTest.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.testkit.volume.NtfsVolume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is true of files of NTFS, kind by kind. */
class NtfsTruthTest extends FileTruth {
    private static final int CLUSTER = 4096;
    private static final int UNIT = 16 * CLUSTER;
    private static final int RECORD = 1024;
    private static final int SERIAL = 72;

    @BeforeEach
    void format() throws IOException {
        require("mkfs.ntfs");
        NtfsVolume.format(before, 8 << 20);
    }

    /** Changes a volume. */
    private interface Change {
        void of(NtfsVolume volume) throws IOException;
    }

    private void first(Change change) throws IOException {
        try (NtfsVolume volume = NtfsVolume.open(before)) {
            change.of(volume);
        }
        Files.copy(before, after);
    }

    private void then(Change change) throws IOException {
        try (NtfsVolume volume = NtfsVolume.open(after)) {
            change.of(volume);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void runsThatNameAnotherClusterChangeTheContent() throws IOException {
        first(volume -> {
            volume.write("/f", bytes(1, CLUSTER));
            volume.write("/other", bytes(2, CLUSTER));
            volume.write("/kept", bytes(3, CLUSTER));
        });
        ChangedRows base = rows();
        int record = (int) base.row("/f").file().metadata().get(0).diskOffset();
        int place = runs(record);
        byte[] all = Files.readAllBytes(after);
        // One run: a byte for its length, and as many for its first cluster as the head says.
        int width = all[place] >> 4;
        byte[] cluster = new byte[width];
        int other = placeOf(bytes(2, CLUSTER)) / CLUSTER;
        for (int i = 0; i < width; i++) {
            cluster[i] = (byte) (other >> (8 * i));
        }
        patch(place + 2, cluster);
        ChangedRows rows = rows();
        assertEquals("content-changed content", rows.line("/f"));
        assertEquals("untouched", rows.line("/other"));
        assertEquals("untouched", rows.line("/kept"));
        assertEquals(0L, rows.row("/f").content().owned());
        assertArrayEquals(bytes(2, CLUSTER), rows.content("/f"));
    }

    /** Where the runs of a record's first content are. */
    private int runs(int record) throws IOException {
        int attribute = data(record);
        ByteBuffer bytes = buffer();
        return attribute + bytes.getShort(attribute + 32);
    }

    private int data(int record) throws IOException {
        ByteBuffer bytes = buffer();
        int at = record + bytes.getShort(record + 20);
        while (bytes.getInt(at) != 0x80) {
            at += bytes.getInt(at + 4);
        }
        return at;
    }

    private ByteBuffer buffer() throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(after)).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void aNameThatARenameReplacedHasOneRowAndItsStreamsToo() throws IOException {
        first(volume -> {
            for (String path : new String[] {"/doc", "/old", "/equal"}) {
                volume.write(path, bytes(path.length(), 9_000));
                volume.stream(path, "s", text("stream of " + path));
            }
            volume.stream("/doc", "gone", text("not in the new file"));
            volume.write("/t", bytes(20, 5_000));
            volume.stream("/t", "s", text("stream of t"));
        });
        then(volume -> {
            volume.write("/t1", bytes(21, 7_000));
            volume.stream("/t1", "s", text("stream of /doc"));
            volume.write("/t2", bytes(6, 9_000));
            volume.stream("/t2", "s", text("another one"));
            volume.delete("/doc");
            volume.rename("/t1", "/doc");
            volume.delete("/old");
            volume.rename("/t", "/old");
            volume.delete("/equal");
            volume.rename("/t2", "/equal");
        });
        Map<String, String> expected = new HashMap<>(Map.of(
                "/doc", "content-changed replaced content",
                "/doc:gone", "deleted",
                "/old", "content-changed replaced renamed content from /t",
                "/equal", "rewritten replaced"));
        expected.put("/doc:s", "rewritten");
        expected.put("/old:s", "content-changed content from /t:s");
        expected.put("/equal:s", "content-changed content");
        assertEquals(expected, rows().lines());
    }

    @Test
    void aCompressedFileIsComparedToItsEnd() throws IOException {
        byte[] content =
                "All work and no play makes a dull layer. ".repeat(5_000).getBytes(StandardCharsets.UTF_8);
        byte[] changed = content.clone();
        changed[changed.length - 5] ^= 1;
        first(volume -> volume.compressedFolder("/c"));
        // Both files get the same record.
        try (NtfsVolume volume = NtfsVolume.open(before)) {
            volume.compressed("/c/z", content);
            volume.compressed("/c/kept", content);
        }
        then(volume -> {
            volume.compressed("/c/z", changed);
            volume.compressed("/c/kept", content);
        });
        ChangedRows rows = rows();
        assertTrue(content.length % UNIT != 0);
        assertEquals("content-changed content", rows.line("/c/z"));
        assertEquals("metadata-changed", rows.line("/c/kept"));
        assertArrayEquals(changed, rows.content("/c/z"));
        FileOwnership row = rows.row("/c/z");
        assertEquals(1L, row.content().changed());
    }

    @Test
    void aSparseFileIsComparedToItsEnd() throws IOException {
        first(volume -> {
            volume.write("/s", bytes(1, CLUSTER));
            volume.writeAt("/s", 1_000_000, bytes(2, CLUSTER));
        });
        then(volume -> volume.writeAt("/s", 1_000_000 + CLUSTER - 1, new byte[] {77}));
        ChangedRows rows = rows();
        byte[] expected = new byte[1_000_000 + CLUSTER];
        System.arraycopy(bytes(1, CLUSTER), 0, expected, 0, CLUSTER);
        System.arraycopy(bytes(2, CLUSTER), 0, expected, 1_000_000, CLUSTER);
        expected[expected.length - 1] = 77;
        assertEquals("content-changed content", rows.line("/s"));
        assertArrayEquals(expected, rows.content("/s"));
        assertEquals(List.of(), rows.report().problems());
    }

    @Test
    void anEncryptedFileIsComparedToItsEnd() throws IOException {
        first(volume -> {
            volume.write("/e", bytes(1, 5 * CLUSTER));
            volume.write("/kept", bytes(2, 5 * CLUSTER));
        });
        for (String path : new String[] {"/e", "/kept"}) {
            int record = (int) rows().row(path).file().metadata().get(0).diskOffset();
            patch(data(record) + 12, (byte) 0, (byte) 0x40);
        }
        Files.copy(after, before, StandardCopyOption.REPLACE_EXISTING);
        int last = placeOf(Arrays.copyOfRange(bytes(1, 5 * CLUSTER), 4 * CLUSTER, 5 * CLUSTER));
        patch(last + CLUSTER - 1, (byte) 1);
        ChangedRows rows = rows();
        assertEquals("content-changed content", rows.line("/e"));
        assertEquals("untouched", rows.line("/kept"));
    }

    @Test
    void streamsOfAFolderHaveStatusesOfTheirOwn() throws IOException {
        first(volume -> {
            volume.folder("/d");
            volume.stream("/d", "a", text("a of d"));
            volume.stream("/d", "b", text("b of d"));
        });
        then(volume -> volume.stream("/d", "a", text("another")));
        Map<String, String> lines = rows().lines();
        assertEquals("content-changed content", lines.get("/d:a"));
        assertEquals("rewritten", lines.get("/d:b"));
        assertEquals("metadata-changed", lines.get("/d"));
        assertEquals(3, lines.size());
    }

    @Test
    void aStreamThatWasRemovedIsDeletedAndItsFileStays() throws IOException {
        first(volume -> {
            volume.write("/f", bytes(1, 9_000));
            volume.stream("/f", "Zone.Identifier", text("[ZoneTransfer]"));
            volume.stream("/f", "large", bytes(2, 9_000));
        });
        then(volume -> {
            volume.removeStream("/f", "Zone.Identifier");
            volume.removeStream("/f", "large");
        });
        ChangedRows rows = rows();
        assertEquals(
                Map.of("/f", "metadata-changed", "/f:Zone.Identifier", "deleted", "/f:large", "deleted"), rows.lines());
        assertArrayEquals(text("[ZoneTransfer]"), rows.content("/f:Zone.Identifier"));
        assertArrayEquals(bytes(2, 9_000), rows.content("/f:large"));
    }

    @Test
    void aStreamHasTheSectorsOfItsRecord() throws IOException {
        first(volume -> {
            volume.write("/f", bytes(1, 100));
            for (int i = 0; i < 40; i++) {
                volume.stream("/f", "stream" + i, bytes(100 + i, 100));
            }
        });
        byte[] all = Files.readAllBytes(after);
        // A byte of one stream alone, which is in the record that holds it.
        int place = -1;
        byte[] wanted = Arrays.copyOf(bytes(100 + 25, 100), 60);
        for (int at = 0; at < all.length - 60 && place < 0; at++) {
            if (Arrays.equals(all, at, at + 60, wanted, 0, 60)) {
                place = at;
            }
        }
        patch(place + 20, (byte) ~wanted[20]);
        ChangedRows rows = rows();
        assertEquals("content-changed content", rows.line("/f:stream25"));
        long owned = 0;
        for (int i = 0; i < 40; i++) {
            FileOwnership row = rows.row("/f:stream" + i);
            Long its = row.content().owned();
            owned += its == null ? 0 : its;
            String line = rows.line("/f:stream" + i);
            boolean shares = its != null && its > 0;
            if (i != 25) {
                assertEquals(shares ? "rewritten" : "untouched", line, "stream" + i);
            }
            assertTrue(row.content().sectors() != null && row.content().sectors() <= RECORD / 512, "stream" + i);
        }
        assertEquals(1L, rows.row("/f:stream25").content().changed());
        assertTrue(owned < 10, "sectors of other records: " + owned);
    }

    @Test
    void anEmptyStreamKeepsItsName() throws IOException {
        first(volume -> {
            volume.write("/f", bytes(1, 100));
            volume.stream("/f", "abcd", new byte[0]);
        });
        then(volume -> volume.stream("/f", "new", new byte[0]));
        ChangedRows rows = rows();
        if (reader.equals(TSK)) {
            // It loses some of their names, which is said, and no row has a wrong one.
            assertEquals(Set.of("/f", "/f:new"), rows.lines().keySet());
            assertFalse(rows.report().complete());
            assertEquals(
                    "libtsk does not give the name of an empty stream",
                    rows.row("/f").problem());
            return;
        }
        assertEquals(Set.of("/f", "/f:abcd", "/f:new"), rows.lines().keySet());
        assertEquals("new", rows.line("/f:new"));
    }

    @Test
    void formattingEndsMatchingByNumber() throws IOException {
        first(volume -> {
            volume.write("/a.txt", bytes(1, 5_000));
            volume.write("/same.txt", bytes(2, 5_000));
        });
        Files.delete(after);
        NtfsVolume.format(after, 8 << 20);
        // Made in one second, both volumes have one serial number.
        patch(SERIAL, (byte) 1, (byte) 2, (byte) 3);
        patch((8 << 20) - 512 + SERIAL, (byte) 1, (byte) 2, (byte) 3);
        then(volume -> {
            volume.write("/x.txt", bytes(1, 5_000));
            volume.write("/same.txt", bytes(2, 5_000));
        });
        Map<String, String> lines = rows().lines();
        assertEquals("new", lines.get("/x.txt"));
        assertEquals("deleted", lines.get("/a.txt"));
        // Compared by path: whether it is the same file is not asked.
        assertEquals("metadata-changed", lines.get("/same.txt"));
    }

    @ParameterizedTest
    @ValueSource(ints = {65_536, 2_097_152})
    void inLargeClustersOnlyWhatIsNewIsNew(int cluster) throws IOException {
        Files.delete(before);
        NtfsVolume.format(before, Math.max(24 << 20, cluster * 40L), cluster);
        first(volume -> {
            volume.folder("/many");
            for (int i = 0; i < 100; i++) {
                volume.folder("/many/a folder of many " + i);
                volume.write("/many/a folder of many " + i + "/f", bytes(i, 100));
            }
        });
        then(volume -> volume.write("/t", bytes(500, 100)));
        ChangedRows rows = rows();
        if (rows.report().fileSystems().isEmpty()) {
            // libtsk has a limit below the largest clusters.
            assertEquals(TSK, reader);
            assertTrue(cluster > 65_536);
            assertFalse(rows.report().complete());
            return;
        }
        Map<String, String> lines = rows.lines();
        assertEquals(202, lines.size());
        assertEquals("new", lines.remove("/t"));
        assertEquals(Set.of("untouched"), Set.copyOf(lines.values()));
    }

    @ParameterizedTest
    @CsvSource({"116095680000000000, 1968-11-23T00:00:00Z", "186303364000000000, 2191-05-16T21:26:40Z"})
    void timesOfFarYearsAreRight(long time, String expected) throws IOException {
        first(volume -> volume.write("/f", bytes(1, 100)));
        int record = (int) rows().row("/f").file().metadata().get(0).diskOffset();
        ByteBuffer bytes = buffer();
        int standard = record + bytes.getShort(record + 20);
        assertEquals(0x10, bytes.getInt(standard));
        ByteBuffer times =
                ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(time);
        patch(standard + bytes.getShort(standard + 20), times.putLong(time).array());
        ChangedRows rows = rows();
        assertEquals("metadata-changed", rows.line("/f"));
        assertEquals(expected, String.valueOf(rows.row("/f").times().modified()));
        assertEquals(expected, String.valueOf(rows.row("/f").times().created()));
    }
}

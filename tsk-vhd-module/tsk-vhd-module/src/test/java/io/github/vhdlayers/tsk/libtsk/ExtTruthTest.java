package io.github.vhdlayers.tsk.libtsk;

import static io.github.vhdlayers.tsk.libtsk.NtfsWalkTest.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.analysis.files.FileOwnership;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is true of files of ext, kind by kind. */
class ExtTruthTest extends FileTruth {
    private static final int BLOCK = 1024;

    private Path source = Path.of("");

    @BeforeEach
    void makeSource() throws IOException {
        require("mke2fs", "debugfs");
        source = Files.createDirectory(folder.resolve("source"));
    }

    private void put(String path, byte[] content) throws IOException {
        Path file = source.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private void copy() throws IOException {
        Files.copy(before, after);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext2", "ext3", "ext4"})
    void aFileKeepsItsIdentityUnderAnotherName(String kind) throws IOException {
        put("a", bytes(1, 700));
        put("d", bytes(2, 700));
        formatExt(source, "-t " + kind + " -b 1024");
        copy();
        debug(after, "ln /a /b", "unlink /a", "ln /d /e", "unlink /d", "sif /b size 900");
        patch(placeOfSmall(bytes(1, 700)) + 700, bytes(3, 200));
        ChangedRows rows = rows();
        assertEquals(
                Map.of("/b", "content-changed renamed content from /a", "/e", "metadata-changed renamed from /d"),
                rows.lines());
        assertArrayEquals(bytes(3, 200), Arrays.copyOfRange(rows.content("/b"), 700, 900));
    }

    private int placeOfSmall(byte[] content) throws IOException {
        return placeOf(Arrays.copyOf(content, 512));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext2", "ext4"})
    void aNameThatARenameReplacedHasOneRow(String kind) throws IOException {
        for (String name : List.of("doc", "old", "equal")) {
            put(name, bytes(name.length(), 3_000));
        }
        put("t", bytes(9, 2_000));
        formatExt(source, "-t " + kind + " -b 1024");
        copy();
        Path fresh = outside(bytes(8, 2_500));
        Path equal = outside(bytes(5, 3_000));
        debug(
                after,
                "write " + fresh + " /t1",
                "write " + equal + " /t2",
                "sif /t1 generation 5",
                "sif /t2 generation 6",
                "rm /doc",
                "rm /old",
                "rm /equal",
                "ln /t1 /doc",
                "unlink /t1",
                "ln /t /old",
                "unlink /t",
                "ln /t2 /equal",
                "unlink /t2");
        ChangedRows rows = rows();
        assertEquals(
                Map.of(
                        "/doc", "content-changed replaced content",
                        "/old", "content-changed replaced renamed content from /t",
                        "/equal", "rewritten replaced"),
                rows.lines());
        assertArrayEquals(bytes(9, 2_000), rows.content("/old"));
    }

    @Test
    void anIndirectBlockThatNamesAnotherBlockChangesTheContent() throws IOException {
        put("f", bytes(1, 20 * BLOCK));
        put("g", bytes(2, 20 * BLOCK));
        put("other", bytes(3, BLOCK));
        formatExt(source, "-t ext2 -b 1024");
        copy();
        int other = placeOf(bytes(3, BLOCK)) / BLOCK;
        // The first indirect block begins with the number of the thirteenth block.
        int thirteenth = placeOf(Arrays.copyOfRange(bytes(1, 20 * BLOCK), 12 * BLOCK, 13 * BLOCK)) / BLOCK;
        ByteBuffer numbers = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 8; i++) {
            numbers.putInt(thirteenth + i);
        }
        int indirect = placeOf(numbers.array());
        patch(
                indirect,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(other)
                        .array());
        ChangedRows rows = rows();
        assertEquals("content-changed content", rows.line("/f"));
        assertEquals("untouched", rows.line("/g"));
        assertEquals(0L, rows.row("/f").content().owned());
        assertArrayEquals(bytes(3, BLOCK), Arrays.copyOfRange(rows.content("/f"), 12 * BLOCK, 13 * BLOCK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext2", "ext4"})
    void aBlockThatListsBlocksIsMetadataOfOneBlock(String kind) throws IOException {
        pieces("frag", 12);
        put("big", bytes(2, 50_000));
        formatExt(source, "-t " + kind + " -b 1024");
        copy();
        patch(placeOf(bytes(2, 50_000)), (byte) 1, (byte) 2);
        ChangedRows rows = rows();
        assertEquals("untouched", rows.line("/frag"));
        assertEquals("content-changed content", rows.line("/big"));
        FileOwnership frag = rows.row("/frag");
        // Its inode's sector and one block, of extents or of blocks' numbers.
        assertEquals(3L, frag.metadata().sectors());
        assertEquals(0L, frag.metadata().owned());
        assertEquals(24L, frag.content().sectors());
    }

    /** A sparse file of single blocks. */
    private void pieces(String name, int count) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(source.resolve(name).toFile(), "rw")) {
            for (int i = 0; i < count; i++) {
                file.seek(i * 2L * 4096);
                file.write(bytes(100 + i, BLOCK));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext2", "ext4"})
    void holesAreZeros(String kind) throws IOException {
        byte[] expected = new byte[900_000];
        System.arraycopy(bytes(1, 5_000), 0, expected, 300_000, 5_000);
        System.arraycopy(bytes(2, 5_000), 0, expected, 700_000, 5_000);
        try (RandomAccessFile file =
                new RandomAccessFile(source.resolve("holes").toFile(), "rw")) {
            file.seek(300_000);
            file.write(bytes(1, 5_000));
            file.seek(700_000);
            file.write(bytes(2, 5_000));
            file.setLength(900_000);
        }
        try (RandomAccessFile file =
                new RandomAccessFile(source.resolve("nothing").toFile(), "rw")) {
            file.setLength(900_000);
        }
        put("other", bytes(3, 100));
        formatExt(source, "-t " + kind + " -b 1024");
        copy();
        if (kind.equals("ext4")) {
            debug(after, "fallocate /holes 0 200");
        }
        debug(after, "sif /other mtime 20200101000000");
        ChangedRows rows = rows();
        assertArrayEquals(expected, rows.content("/holes"));
        assertArrayEquals(new byte[900_000], rows.content("/nothing"));
        assertEquals(kind.equals("ext4") ? "metadata-changed" : "untouched", rows.line("/holes"));
        assertEquals("untouched", rows.line("/nothing"));
        assertEquals(List.of(), rows.report().problems());
        assertTrue(rows.report().complete());
    }

    @Test
    void whatIsInAnInodeIsUntouchedWhereItsNeighbourChanged() throws IOException {
        Files.createDirectory(source.resolve("d"));
        put("d/1", bytes(1, 50));
        put("d/2", bytes(2, 50));
        Files.createSymbolicLink(source.resolve("l1"), Path.of("somewhere"));
        Files.createSymbolicLink(source.resolve("l2"), Path.of("elsewhere"));
        formatExt(source, "-t ext4 -b 1024 -I 256 -O inline_data");
        copy();
        debug(after, "sif /d/2 atime 20200101000000", "sif /l2 atime 20200101000000");
        ChangedRows rows = rows();
        assertEquals(
                Map.of(
                        "/d", "untouched",
                        "/d/1", "untouched",
                        "/d/2", "metadata-changed",
                        "/l1", "untouched",
                        "/l2", "metadata-changed"),
                rows.lines());
    }

    @Test
    void entriesWithoutATypeAreFiles() throws IOException {
        put("d/f", bytes(1, 700));
        put("d/g", bytes(2, 700));
        formatExt(source, "-t ext2 -b 1024 -O ^filetype");
        copy();
        debug(after, "rm /d/g");
        ChangedRows rows = rows();
        assertEquals(Map.of("/d", "metadata-changed content", "/d/f", "untouched", "/d/g", "deleted"), rows.lines());
        assertArrayEquals(bytes(2, 700), rows.content("/d/g"));
    }

    @Test
    void devicesHaveNoSectorsOfContent() throws IOException {
        put("f", bytes(1, 700));
        formatExt(source, "-t ext4 -b 1024");
        debug(before, "mknod null c 1 3", "mknod sda b 8 0", "mknod pipe p");
        copy();
        debug(after, "mknod sdb b 8 16", "sif /sda mtime 20200101000000");
        ChangedRows rows = rows();
        assertEquals(
                Map.of(
                        "/f", "untouched",
                        "/null", "untouched",
                        "/pipe", "untouched",
                        "/sda", "metadata-changed",
                        "/sdb", "new"),
                rows.lines());
        for (String path : List.of("/null", "/pipe", "/sda", "/sdb")) {
            assertEquals(0L, rows.row(path).content().sectors(), path);
            assertEquals(0L, rows.row(path).slack().sectors(), path);
        }
    }

    @Test
    void timesOfFarYearsAreRight() throws IOException {
        put("f", bytes(1, 700));
        formatExt(source, "-t ext4 -b 1024 -I 256");
        copy();
        // Seconds of 1968, and those of 2191 with two bits more.
        debug(
                after,
                "sif /f mtime_lo 0xFDF4A100",
                "sif /f mtime_extra 0",
                "sif /f atime_lo 0xA0000000",
                "sif /f atime_extra 2");
        ChangedRows rows = rows();
        assertEquals("metadata-changed", rows.line("/f"));
        assertEquals(
                "1968-11-30T00:19:12Z", String.valueOf(rows.row("/f").times().modified()));
        assertEquals(
                "2191-03-02T04:30:56Z", String.valueOf(rows.row("/f").times().accessed()));
    }

    @Test
    void aFileSystemThatCannotBeReadLeavesTheAnswerIncomplete() throws IOException {
        put("f", bytes(1, 700));
        // Clusters of several blocks, which libtsk does not read.
        formatExt(source, "-t ext4 -b 1024 -O bigalloc -C 16384");
        copy();
        if (reader.equals(JAVA)) {
            assertEquals("untouched", rows().line("/f"));
            byte[] all = Files.readAllBytes(before);
            ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putInt(1024 + 96, 1 << 30 | 0x42);
            Files.write(before, all);
            Files.write(after, all);
        }
        ChangedRows rows = rows();
        assertFalse(rows.report().complete());
        assertTrue(
                rows.report().problems().toString().contains("ext"),
                rows.report().problems().toString());
        assertNull(rows.report().files());
    }
}

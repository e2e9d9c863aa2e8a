package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.tool.output.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every exit code, the message that comes with it, and where parents are found. */
class ExitCodeTest {
    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    @Test
    void usage() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        ToolRun.of().failed(2, "no command");
        ToolRun.of("frobnicate").failed(2, "frobnicate", "see vhd --help");
        ToolRun.of("inof").failed(2, "inof", "did you mean info?", "see vhd --help");
        ToolRun.of("info").failed(2, "FILE", "see vhd info --help");
        ToolRun.of("export", leaf).failed(2, "OUT");
        ToolRun.of("info", leaf, "--frobnicate").failed(2, "--frobnicate");
        ToolRun.of("map", leaf, "--format", "xml").failed(2, "xml", "csv");
        ToolRun.of("map", leaf, "--from", 4097).failed(2, "--from 4097", "has 4096 sectors");
        ToolRun.of("map", leaf, "--from", -1).failed(2, "--from -1");
        ToolRun.of("cat", leaf, "--from", 4090, "--sectors", 7).failed(2, "--sectors 7", "has 4096 sectors");
        ToolRun.of("cat", leaf, "--sectors", -1).failed(2, "--sectors -1");
        ToolRun.of("cat", leaf, "--from", Long.MAX_VALUE, "--sectors", Long.MAX_VALUE)
                .failed(2, "has 4096 sectors");
        ToolRun.of("cat", leaf, "--from", 1, "--sectors", Long.MAX_VALUE).failed(2, "has 4096 sectors");
        ToolRun.of("cat", leaf, "--as-of", 3).failed(2, "--as-of 3", "layers 0 to 2");
        ToolRun.of("export", leaf, elsewhere.resolve("x"), "--as-of", -1).failed(2, "layers 0 to 2");
        ToolRun.of("cat", leaf, "--fill", "256").failed(2, "256", "0 to 255");
        ToolRun.of("cat", leaf, "--fill", "0x").failed(2, "not a byte");
        ToolRun.of("info", leaf, "--parents", folder.resolve("nowhere")).failed(2, "nowhere", "not a folder");
    }

    @Test
    void notAVhd() throws Exception {
        Path file = folder.resolve("raw.vhd");
        Files.write(file, new byte[100_000]);
        for (String command : List.of("info", "map", "cat")) {
            ToolRun.of(command, file).failed(3, "raw.vhd: not a VHD", "ends with a footer");
        }
        ToolRun.of("export", file, elsewhere.resolve("x")).failed(3);
        Files.write(file, new byte[0]);
        ToolRun.of("info", file).failed(3);
    }

    @Test
    void corrupt() throws Exception {
        Path file = DiskImage.dynamic(1 << 20).build().writeTo(folder.resolve("disk.vhd"));
        byte[] bytes = Files.readAllBytes(file);
        bytes[512] = 'X';
        Files.write(file, bytes);
        ToolRun.of("info", file).failed(4, "disk.vhd: corrupt VHD: dynamic header", "(file offset 512)");
    }

    @Test
    void aBlockInAnImpossiblePlaceIsUnknownAndNotZeros() throws Exception {
        DiskImage disk = DiskImage.dynamic(1 << 20)
                .blockSize(64 * 1024)
                .own(0, 2048, SectorContent.pattern(1))
                .build();
        Path file = disk.writeTo(folder.resolve("disk.vhd"));
        byte[] bytes = Files.readAllBytes(file);
        java.nio.ByteBuffer.wrap(bytes).putInt((int) disk.positions().tableOffset() + 4, 0x7FFF_FFFF);
        Files.write(file, bytes);
        ToolRun.of("cat", file, "--from", 128).failed(4, "block allocation table, entry 1", "--fill BYTE");
        ToolRun filled = ToolRun.of("cat", file, "--fill", "0xEE");
        assertEquals(0, filled.code());
        assertTrue(filled.err().contains("128 of 2048 sectors are unknown"), filled.err());
        ToolRun map = ToolRun.of("map", file, "--format", "csv");
        assertEquals(0, map.code());
        assertTrue(map.err().startsWith("vhd: warning: disk.vhd: BAT_ENTRY_MISPLACED: "), map.err());
        assertTrue(map.out().contains("\n128,128,unknown,,\n"), map.out());
    }

    @Test
    void unsupported() throws Exception {
        Path file = DiskImage.fixed(1 << 20).build().writeTo(folder.resolve("disk.vhd"));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 512 + 63] = 5;
        Files.write(file, bytes);
        ToolRun.of("info", file).failed(4, "disk.vhd: unsupported VHD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "cat", "files"})
    void aMissingParentListsWhatWasTried(String command) throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Files.move(folder.resolve("middle.avhd"), elsewhere.resolve("middle.avhd"));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        ToolRun.of(command, leaf, "--parents", empty)
                .failed(
                        5,
                        "leaf.vhd: parent missing",
                        "\n  tried " + folder.resolve("middle.avhd") + ": does not exist",
                        "\n  tried " + empty.resolve("middle.avhd") + ": does not exist",
                        "\n  tried " + folder.resolve("base.vhd") + ": its id is",
                        "\nname the folder with --parents DIR, or read what is known with --orphan");
    }

    @Test
    void parentsInOtherFolders() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Path third = Files.createDirectory(elsewhere.resolve("third"));
        Files.move(folder.resolve("middle.avhd"), elsewhere.resolve("middle.avhd"));
        Files.move(folder.resolve("base.vhd"), third.resolve("base.vhd"));
        assertArrayEquals(
                TestDisks.chain().merged(),
                ToolRun.of("cat", "--parents", elsewhere, "--parents", third, leaf)
                        .well()
                        .bytes());
    }

    @Test
    void parentsAnywhereBelowAFolder() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Path deep = Files.createDirectories(elsewhere.resolve("a").resolve("b"));
        Files.move(folder.resolve("middle.avhd"), elsewhere.resolve("0001"));
        Files.move(folder.resolve("base.vhd"), deep.resolve("0002"));
        String below = elsewhere + "/**";
        Path kept = folder.resolve("kept");
        for (int i = 0; i < 2; i++) {
            assertArrayEquals(
                    TestDisks.chain().merged(),
                    ToolRun.of("cat", "--parents", below, "--catalogue", kept, leaf)
                            .well()
                            .bytes());
        }
        assertArrayEquals(
                TestDisks.chain().merged(),
                ToolRun.of("cat", "--parents", below, leaf).well().bytes());
        Files.writeString(kept, "vhd-catalogue 1\nend 5 00\n");
        ToolRun again = ToolRun.of("cat", "--parents", below, "--catalogue", kept, leaf);
        assertArrayEquals(TestDisks.chain().merged(), again.bytes());
        assertTrue(again.err().contains("it was made again"), again.err());
        ToolRun.of("cat", "--catalogue", kept, leaf).failed(2, "--catalogue", "--parents 'DIR/**'");
        ToolRun.of("cat", "--parents", below, "--catalogue", leaf, leaf).failed(ExitCode.UNREADABLE, "is no catalogue");
    }

    @Test
    void aRenamedParentIsFoundByItsId() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Files.move(folder.resolve("middle.avhd"), folder.resolve("evidence 17.vhd"));
        assertArrayEquals(
                TestDisks.chain().merged(), ToolRun.of("cat", leaf).well().bytes());
        assertTrue(ToolRun.of("info", leaf).well().out().contains("PARENT_RENAMED"));
    }

    @Test
    void theWrongParentIsRefused() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Path middle = folder.resolve("middle.avhd");
        Files.delete(middle);
        TestDisks.chain().layers().get(1).toBuilder()
                .uniqueId("sixteen bytes !!".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .build()
                .writeTo(middle);
        ToolRun run = ToolRun.of("cat", leaf);
        run.failed(5, "tried " + middle + ": its id is 74786973-6565-206e-6279-746573202121");
        assertEquals(0, run.bytes().length);
    }

    @Test
    void aParentWithoutIdIsRefused() throws Exception {
        Path leaf = DiskImage.differencing(1 << 20)
                .own(0, 1, SectorContent.pattern(1))
                .build()
                .writeTo(folder.resolve("leaf.vhd"));
        ToolRun.of("map", leaf).failed(5, "parent refused", "--orphan");
    }

    @Test
    void limit() throws Exception {
        DiskImage image = DiskImage.dynamic(1 << 20).blockSize(1 << 29).build();
        Path file = TestDisks.write(TestChain.of(image), folder);
        ToolRun.of("info", file).failed(6, "limit exceeded");
    }

    @Test
    void unreadable() throws Exception {
        Path missing = folder.resolve("missing.vhd");
        for (String command : List.of("info", "map", "cat")) {
            ToolRun.of(command, missing).failed(7, missing + ": no such file or folder");
        }
        ToolRun.of("info", folder).failed(7, "is a folder");
    }

    @Test
    void aNameThatBeginsWithAnAtSignIsAFile() throws Exception {
        ToolRun.of("info", "@no such file.vhd").failed(7, "@no such file.vhd");
    }

    @Test
    void aNameThatBeginsWithADashIsAFileAfterTwoDashes() throws Exception {
        ToolRun.of("info", "--", "-x.vhd").failed(7, "-x.vhd");
    }

    @Test
    void messagesAreSafeToShow() throws Exception {
        ToolRun.of("info", "a\u001b[2Jb").failed(7, "a\\u001b[2Jb");
        ToolRun.of("info", "x", "--\u001b[2J").failed(2, "\\u001b[2J");
    }
}

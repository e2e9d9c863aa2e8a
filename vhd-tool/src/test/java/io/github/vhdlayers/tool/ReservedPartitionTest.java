package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.testkit.RawDisk;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.tool.output.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of Windows with a partition that is reserved and holds no file system. */
class ReservedPartitionTest {
    private static final UUID MICROSOFT_RESERVED = UUID.fromString("e3c9e316-0b5c-4db8-817d-f92df00215ae");
    private static final UUID BASIC_DATA = UUID.fromString("ebd0a0a2-b9e5-4433-87c0-68b6b72699c7");
    private static final int FIRST = 128;
    private static final int SECTORS = 8064;

    @TempDir
    Path folder = Path.of("");

    private Path disk(UUID first) throws IOException {
        RawDisk disk = new RawDisk(4096 + SECTORS + 64)
                .gpt(new UUID(1, 2))
                .gptEntry(0, first, 64, 4095, "first")
                .gptEntry(1, BASIC_DATA, 4096, 4096 + SECTORS - 1, "data");
        try (VirtualDisk sample = VirtualDisk.open(Path.of("../samples/evidence/leaf.vhd"))) {
            sample.readFully(FIRST * 512L, ByteBuffer.wrap(disk.array(), 4096 * 512, SECTORS * 512));
        }
        disk.seal();
        return TestDisks.write(
                TestChain.ofStates(List.of(disk.array())), Files.createDirectory(folder.resolve("disk" + first)));
    }

    @Test
    void aReservedPartitionWithoutAFileSystemIsNoProblem() throws Exception {
        ToolRun run = ToolRun.of("files", disk(MICROSOFT_RESERVED).toString());
        assertEquals(ExitCode.OK, run.code(), run.err());
        assertEquals("", run.err());
        assertFalse(run.out().contains("incomplete"), run.out());
        ToolRun other = ToolRun.of("files", disk(BASIC_DATA).toString());
        assertTrue(other.err().contains("p1: holds no file system that is known"), other.err());
    }
}

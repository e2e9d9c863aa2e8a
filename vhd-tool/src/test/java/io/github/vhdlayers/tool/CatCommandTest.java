package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.TestChain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes against the testkit's oracle. That a closed pipe ends a real process quietly is tested on the jar. */
class CatCommandTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60})
    void equalsTheOracle(long seed) throws Exception {
        TestChain chain = RandomChains.next(seed);
        Path leaf = TestDisks.write(chain, folder);
        assertArrayEquals(chain.merged(), ToolRun.of("cat", leaf).well().bytes());
        int layer = (int) (seed % chain.layers().size());
        assertArrayEquals(
                chain.asOf(layer).merged(),
                ToolRun.of("cat", leaf, "--as-of", layer).well().bytes());
        long from = chain.sectors() / 3;
        long count = chain.sectors() / 2;
        assertArrayEquals(
                chain.read(from * 512, (int) count * 512),
                ToolRun.of("cat", leaf, "--from", from, "--sectors", count)
                        .well()
                        .bytes());
    }

    @Test
    void anOrphansUnknownSectorsAreRefusedBeforeTheFirstByte() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Files.delete(folder.resolve("middle.avhd"));
        ToolRun run = ToolRun.of("cat", "--orphan", leaf, "--from", 5);
        run.failed(
                5,
                "the parent of leaf.vhd is missing",
                "4061 of 4091 sectors are unknown, the first are 15 to 599",
                "--fill BYTE",
                "--parents DIR");
        assertEquals(0, run.bytes().length);
    }

    @Test
    void anOrphansOwnSectorsAreRead() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        byte[] expected = TestDisks.chain().read(5 * 512, 10 * 512);
        Files.delete(folder.resolve("middle.avhd"));
        assertArrayEquals(
                expected,
                ToolRun.of("cat", "--orphan", leaf, "--from", 5, "--sectors", 10)
                        .well()
                        .bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"171", "0xAB", "0xab"})
    void fillReplacesUnknownSectorsAndIsReported(String fill) throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Files.delete(folder.resolve("middle.avhd"));
        TestChain orphan = TestDisks.chain().withoutParents(1);
        ToolRun run = ToolRun.of("cat", "--orphan", "--fill", fill, leaf);
        assertEquals(0, run.code());
        assertTrue(run.err().startsWith("vhd: warning: 4066 of 4096 sectors are unknown and shown as 0xab"), run.err());
        byte[] sector = new byte[512];
        for (int i = 0; i < TestDisks.SECTORS; i++) {
            if (orphan.owner(i) == TestChain.UNKNOWN) {
                Arrays.fill(sector, (byte) 0xAB);
            } else {
                orphan.sector(i, sector, 0);
            }
            assertTrue(Arrays.equals(sector, 0, 512, run.bytes(), i * 512, i * 512 + 512), "sector " + i);
        }
    }

    @Test
    void aClosedPipeIsNoError() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        for (String command : new String[] {"cat", "map", "info"}) {
            ToolRun run = ToolRun.withFailingOutput("Broken pipe", command, leaf);
            assertEquals("", run.err());
            assertEquals(0, run.code());
        }
    }

    @Test
    void aFullDiskIsAnError() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        for (String command : new String[] {"cat", "map", "info"}) {
            ToolRun.withFailingOutput("No space left on device", command, leaf)
                    .failed(7, "standard output cannot be written: No space left on device");
        }
    }
}

package io.github.vhdlayers.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void writesAChainAndTheAnswers() throws IOException {
        Path chain = directory.resolve("chain");
        assertEquals(
                0,
                run(
                        "write-chain",
                        chain.toString(),
                        "--seed=5",
                        "--layers=3",
                        "--size=1M",
                        "--block-size=64K",
                        "--run-sectors=8",
                        "--density=0.4",
                        "--raw"));
        assertEquals(
                List.of("base.vhd", "layer1.vhd", "leaf.vhd", "merged.raw", "owners.csv"),
                Arrays.stream(chain.toFile().list()).sorted().toList());
        byte[] merged = Files.readAllBytes(chain.resolve("merged.raw"));
        assertEquals(1 << 20, merged.length);
        List<String> lines = Files.readAllLines(chain.resolve("owners.csv"));
        assertEquals("first_sector,sector_count,owner", lines.get(0));
        long next = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            assertEquals(next, Long.parseLong(fields[0]));
            next += Long.parseLong(fields[1]);
            assertTrue(fields[2].matches("unwritten|[012]"), line);
            boolean zero = merged[(int) Long.parseLong(fields[0]) * 512 + 20] == 0
                    && merged[(int) Long.parseLong(fields[0]) * 512 + 21] == 0
                    && merged[(int) Long.parseLong(fields[0]) * 512 + 22] == 0;
            assertEquals(fields[2].equals("unwritten"), zero, line);
        }
        assertEquals(2048, next);
    }

    @Test
    void writesTheSameChainForTheSameSeed() throws IOException {
        for (String name : List.of("a", "b")) {
            run("write-chain", directory.resolve(name).toString(), "--seed=9", "--size=1M", "--format=fixed");
        }
        assertArrayEquals(
                Files.readAllBytes(directory.resolve("a/base.vhd")),
                Files.readAllBytes(directory.resolve("b/base.vhd")));
        assertEquals((1 << 20) + 512, Files.size(directory.resolve("a/base.vhd")));
    }

    @Test
    void writesOneDiskAndBreaksIt() throws IOException {
        Path disk = directory.resolve("disk.vhd");
        Path broken = directory.resolve("broken.vhd");
        assertEquals(0, run("write-disk", disk.toString(), "--size=1M", "--layout=compact", "--block-size=64K"));
        assertEquals(0, run("mutate", disk.toString(), broken.toString(), "header-cookie"));
        assertEquals('f', Files.readAllBytes(broken)[519]);
        assertEquals("", err.toString());
    }

    @Test
    void listsEveryMutation() {
        assertEquals(0, run("list-mutations"));
        assertEquals(Mutations.all().size(), out.toString().lines().count());
        assertTrue(out.toString().contains("table-entry-zero\ttable: "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no-such-command",
                "write-disk",
                "write-disk x.vhd --size=7X",
                "write-disk x.vhd --size=-1",
                "write-disk x.vhd --size=9999999999G",
                "write-disk x.vhd --size=100",
                "write-disk x.vhd --block-size=0",
                "write-disk x.vhd --density=2",
                "write-disk x.vhd --density=NaN",
                "write-disk x.vhd --run-sectors=0",
                "write-disk x.vhd --format=differencing",
                "write-chain x --layers=0",
                "mutate a b no-such-mutation"
            })
    void exitsWithTwoWhenAskedWrongly(String line) {
        assertEquals(2, run(line.isEmpty() ? new String[0] : line.split(" ", -1)));
        assertFalse(err.toString().isBlank());
        assertFalse(err.toString().contains("Exception"), err::toString);
        assertFalse(Files.exists(Path.of("x.vhd")));
    }

    @Test
    void exitsWithOneAndSaysWhyWhenItCannot() throws IOException {
        Path there = Files.writeString(directory.resolve("there.vhd"), "keep me");
        assertEquals(1, run("write-disk", there.toString()));
        assertTrue(err.toString().contains("There is a file already"), err::toString);
        assertEquals("keep me", Files.readString(there));
        assertEquals(1, run("mutate", directory.resolve("none").toString(), there.toString(), "header-cookie"));
        assertTrue(err.toString().contains("There is no such file"), err::toString);
        assertFalse(err.toString().contains("Exception"), err::toString);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "512, 512", "3k, 3072", "64M, 67108864", "2040G, 2190433320960", "2T, 2199023255552"})
    void understandsSizes(String text, long bytes) {
        assertEquals(bytes, ByteSize.parse(text));
    }

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}

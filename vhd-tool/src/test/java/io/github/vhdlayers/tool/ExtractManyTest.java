package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vhdlayers.tool.output.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many files of a disk, written into a folder. */
class ExtractManyTest {
    private static final String LEAF = "../samples/evidence/leaf.vhd";

    @TempDir
    Path folder;

    @BeforeEach
    void needsALibrary() throws Exception {
        FilesCommandTest.needsALibrary();
    }

    @Test
    void whatALayerChangedIsWrittenWithItsSums() throws Exception {
        Path out = folder.resolve("out");
        ToolRun run = ToolRun.of("extract", LEAF, "--changed", "-o", out);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("3 files written"), run.err());
        for (String path : List.of("/plan.html", "/accounts/september.csv")) {
            byte[] one = ToolRun.of("extract", LEAF, path).bytes();
            assertEquals(sum(one), sum(Files.readAllBytes(out.resolve("files" + path))), path);
        }
        // Deleted by the leaf, so as the layer below has it.
        byte[] offer =
                ToolRun.of("extract", LEAF, "/letters/offer.txt", "--as-of", 1).bytes();
        assertEquals(sum(offer), sum(Files.readAllBytes(out.resolve("files/letters/offer.txt"))));
        for (String line : Files.readAllLines(out.resolve("SHA256SUMS"))) {
            String[] fields = line.split("  ", 2);
            assertEquals(fields[0], sum(Files.readAllBytes(out.resolve(fields[1]))), line);
        }
        List<String> layers = Files.readAllLines(out.resolve("layers.csv"));
        assertEquals(4, layers.size());
        assertTrue(layers.get(1).endsWith("," + sum(Files.readAllBytes(Path.of(LEAF)))), layers.get(1));
        String manifest = Files.readString(out.resolve("manifest.csv"));
        assertTrue(manifest.contains("/letters/offer.txt,files/letters/offer.txt,5628,"), manifest);
        assertTrue(manifest.contains(",deleted,"), manifest);
    }

    @Test
    void filesAreChosenByPath() throws Exception {
        Path out = folder.resolve("out");
        ToolRun.of("extract", LEAF, "--path", "*.csv", "-o", out);
        try (var files = Files.walk(out.resolve("files"))) {
            assertEquals(2, files.filter(Files::isRegularFile).count());
        }
    }

    @Test
    void listsAreWrittenAlsoWhereNoFileFits() throws Exception {
        Path out = folder.resolve("out").resolve("new");
        ToolRun run = ToolRun.of("extract", LEAF, "--path", "*.none", "-o", out);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("0 files written"), run.err());
        assertEquals(4, Files.readAllLines(out.resolve("layers.csv")).size());
        assertEquals(1, Files.readAllLines(out.resolve("manifest.csv")).size());
    }

    @Test
    void aFolderIsWrittenWithAllThatIsInIt() throws Exception {
        Path out = folder.resolve("out");
        assertEquals(
                0,
                ToolRun.of("extract", LEAF, "--path", "/accounts", "--no-hash", "-o", out)
                        .code());
        assertTrue(Files.exists(out.resolve("files/accounts/september.csv")));
        assertFalse(Files.exists(out.resolve("files/plan.html")));
        assertTrue(Files.readAllLines(out.resolve("layers.csv")).get(1).endsWith(","));
        ToolRun.of("extract", LEAF, "/accounts")
                .failed(ExitCode.USAGE, "--path '/accounts' -o DIR writes what is in it");
    }

    @Test
    void severalLayersAreOne() throws Exception {
        Path out = folder.resolve("out");
        assertEquals(0, ToolRun.of("extract", LEAF, "--since", 2, "-o", out).code());
        JsonNode rows =
                ToolRun.json("files", LEAF, "--since", 2, "--changed", "--json").get("files");
        List<String> manifest = Files.readAllLines(out.resolve("manifest.csv"));
        int written = 0;
        for (JsonNode row : rows) {
            if (row.get("kind").asText().equals("file")) {
                written++;
                String path = row.get("path").asText();
                assertTrue(manifest.stream().anyMatch(line -> line.startsWith(path + ",")), path);
            }
        }
        assertEquals(written + 1, manifest.size());
        ToolRun.of("extract", LEAF, "--since", 0, "-o", folder.resolve("none"))
                .failed(ExitCode.USAGE, "is not below layer 0");
    }

    @Test
    void freedSectorsAreThoseOfTheDisk() throws Exception {
        Path out = folder.resolve("out");
        assertEquals(0, ToolRun.of("extract", LEAF, "--freed", "-o", out).code());
        byte[] disk = ToolRun.of("cat", LEAF).bytes();
        byte[] freed = Files.readAllBytes(out.resolve("freed.bin"));
        byte[] file = Files.readAllBytes(Path.of(LEAF));
        List<String> table = Files.readAllLines(out.resolve("freed.csv"));
        int sum = 0;
        for (String line : table.subList(1, table.size())) {
            String[] cells = line.split(",", -1);
            int at = Integer.parseInt(cells[0]);
            int length = Integer.parseInt(cells[2]) * 512;
            int place = Integer.parseInt(cells[1]) * 512;
            int stored = Integer.parseInt(cells[4]);
            assertEquals(sum, at);
            byte[] bytes = Arrays.copyOfRange(freed, at, at + length);
            assertArrayEquals(Arrays.copyOfRange(disk, place, place + length), bytes, line);
            assertArrayEquals(Arrays.copyOfRange(file, stored, stored + length), bytes, line);
            sum += length;
        }
        assertEquals(freed.length, sum);
        long held = ToolRun.json("files", LEAF, "--json").at("/held/0/sectors").asLong();
        assertEquals(held * 512, sum);
        String sums = Files.readString(out.resolve("SHA256SUMS"));
        assertTrue(sums.contains(sum(freed) + "  freed.bin"), sums);
    }

    @Test
    void aFolderWithFilesIsNeverWrittenTo() throws Exception {
        Files.writeString(folder.resolve("mine.txt"), "mine");
        ToolRun.of("extract", LEAF, "--changed", "-o", folder).failed(ExitCode.USAGE, "already exists");
        ToolRun.of("extract", LEAF, "--changed").failed(ExitCode.USAGE, "need -o DIR");
        ToolRun.of("extract", LEAF).failed(ExitCode.USAGE, "name a file of the disk");
    }

    private static String sum(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}

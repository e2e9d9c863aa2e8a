package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.tool.output.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
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

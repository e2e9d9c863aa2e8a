package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code info} of a file without options answers as it does with an option that changes nothing, whatever the file is. */
class PlainInfoTest {
    private static final Path EVIDENCE = Path.of("../samples/evidence");

    @TempDir
    Path folder = Path.of("");

    private static void isTheSame(Object file) {
        ToolRun plain = ToolRun.of("info", file);
        ToolRun described = ToolRun.of("info", file, "--quiet");
        assertEquals(described.out(), plain.out());
        assertEquals(described.err(), plain.err());
        assertEquals(described.code(), plain.code());
    }

    @Test
    void ofAChain() {
        isTheSame(EVIDENCE.resolve("leaf.vhd"));
        assertEquals(0, ToolRun.of("info", EVIDENCE.resolve("leaf.vhd")).code());
    }

    @Test
    void ofWhatIsNoDisk() throws IOException {
        isTheSame(folder);
        isTheSame(folder.resolve("absent.vhd"));
        isTheSame(Files.writeString(folder.resolve("text.vhd"), "no disk"));
        isTheSame("no\0path");
        isTheSame("");
    }

    @Test
    void ofAnOrphan() throws IOException {
        Path orphan = Files.copy(EVIDENCE.resolve("leaf.vhd"), folder.resolve("orphan.vhd"));
        isTheSame(orphan);
        assertEquals(5, ToolRun.of("info", orphan).code());
    }

    @Test
    void otherCommandLinesAreNotItsOwn() {
        assertNotNull(ToolRun.of("info", "--help").out());
        assertEquals(0, ToolRun.of("info", "--help").code());
        assertEquals(2, ToolRun.of("info").code());
    }
}

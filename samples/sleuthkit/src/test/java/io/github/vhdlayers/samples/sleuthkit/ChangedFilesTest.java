package io.github.vhdlayers.samples.sleuthkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The sample on the sample evidence, with a datamodel of The Sleuth Kit; without one it is only compiled. */
@EnabledIfSystemProperty(
        named = "sleuthkit.jar",
        matches = ".+",
        disabledReason = "needs -Dsleuthkit.jar=FILE -Dsleuthkit.lib=FOLDER")
class ChangedFilesTest {
    @TempDir
    Path folder;

    @Test
    void printsWhatHappenedToEachFileOfTheSampleEvidence() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ChangedFiles.changedFiles(
                Path.of("../evidence/leaf.vhd"),
                folder.resolve("case"),
                new PrintStream(said, true, StandardCharsets.UTF_8));
        String text = said.toString(StandardCharsets.UTF_8);
        System.out.print(text);
        assertEquals(Files.readString(Path.of("src/test/resources/changed.txt")), text);
    }
}

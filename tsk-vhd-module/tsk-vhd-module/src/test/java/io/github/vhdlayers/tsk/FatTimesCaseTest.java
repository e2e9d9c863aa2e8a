package io.github.vhdlayers.tsk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.testkit.TestJava;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAT records what a clock showed: the zone that is chosen says when that was, and the zone of the examiner's machine does not matter. */
class FatTimesCaseTest {
    /** In winter, when the zones of the test have no summer time. */
    private static final LocalDateTime SHOWN = LocalDateTime.of(2024, 1, 15, 12, 0);

    private static final String NAME = "written.bin";

    @TempDir
    static Path shared = Path.of("");

    private static Path leaf = Path.of("");

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void makeDisk() throws IOException {
        String missing = InteropTools.missing("mkfs.fat", "mcopy");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        Path volume = shared.resolve("volume");
        run("truncate", "-s", "16M", volume.toString());
        run("/usr/sbin/mkfs.fat", "-F", "16", "-s", "1", "-i", "5eed0001", volume.toString());
        byte[] before = Files.readAllBytes(volume);
        Path file = Files.write(shared.resolve(NAME), NtfsEvidence.bytes(1, 3000));
        Files.setLastModifiedTime(
                file, FileTime.from(SHOWN.atZone(ZoneId.of("UTC")).toInstant()));
        run("env", "TZ=UTC", "mcopy", "-m", "-i", volume.toString(), file.toString(), "::" + NAME);
        leaf = TestChain.ofStates(List.of(before, Files.readAllBytes(volume)))
                .named(List.of("leaf.vhd", "base.vhd"))
                .writeTo(Files.createDirectories(shared.resolve("evidence")))
                .get(0);
    }

    private static void run(String... command) throws IOException {
        InteropTools.run(shared, command).requireSuccess();
    }

    @Test
    void theMachinesZoneDoesNotMatter() throws Exception {
        for (String machine : List.of("America/New_York", "Asia/Tokyo")) {
            assertEquals(inZone("Asia/Kolkata"), written(machine, "Asia/Kolkata"), machine);
        }
    }

    @Test
    void theChosenZoneDoes() throws Exception {
        Instant inTokyo = written("UTC", "Asia/Tokyo");
        Instant inNewYork = written("UTC", "America/New_York");
        assertEquals(inZone("Asia/Tokyo"), inTokyo);
        assertEquals(inTokyo.plusSeconds(14 * 3600), inNewYork);
    }

    private static Instant inZone(String zone) {
        return SHOWN.atZone(ZoneId.of(zone)).toInstant();
    }

    /** In a process of its own: of a process that runs, the zone of C's library and that of Java cannot be changed together. */
    private Instant written(String machine, String chosen) throws Exception {
        Path caseFolder = Files.createTempDirectory(folder, "case");
        List<String> command = TestJava.command();
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TimesOfCase.class.getName()));
        command.addAll(List.of(leaf.toString(), caseFolder.toString(), chosen, NAME));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("TZ", machine);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        String line = output.lines()
                .filter(each -> each.startsWith(TimesOfCase.MARK))
                .findFirst()
                .orElseThrow();
        return Instant.ofEpochSecond(Long.parseLong(line.substring(TimesOfCase.MARK.length())));
    }
}

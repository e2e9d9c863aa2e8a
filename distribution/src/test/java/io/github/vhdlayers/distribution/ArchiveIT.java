package io.github.vhdlayers.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive, unpacked into an empty folder and used with nothing but Java. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher of this test is the one for Linux and macOS")
class ArchiveIT {
    private static final Path DOCS = Path.of(System.getProperty("docs"));

    @TempDir
    static Path folder;

    private static Unpacked archive = new Unpacked(Path.of(""));

    @BeforeAll
    static void unpack() throws Exception {
        archive = Unpacked.into(folder);
    }

    @Test
    void hasAllPromisedFilesInOneFolder() throws Exception {
        for (String file : List.of(
                "LICENSE",
                "README.md",
                "CHANGELOG.md",
                "bin/vhd.cmd",
                "lib/vhd-tool.jar",
                "tika/tika-vhd-parser.jar",
                "tika/tika-vhd-pipes.jar",
                "spark/spark-vhd.jar",
                "autopsy/vhd-layers-autopsy.nbm",
                "autopsy/vhd-layers-autopsy.jar",
                "docs/start-examiner.md",
                "share/man/man1/vhd.1",
                "share/bash-completion/completions/vhd",
                "samples/evidence/leaf.vhd")) {
            assertTrue(Files.isRegularFile(archive.home().resolve(file)), file);
        }
        assertTrue(Files.isExecutable(archive.home().resolve("bin/vhd")));
        try (var top = Files.list(folder)) {
            assertEquals(List.of(archive.home()), top.toList());
        }
    }

    @Test
    void bothArchivesHaveTheSameFiles() throws Exception {
        try (ZipFile zip = new ZipFile(Unpacked.archive(".zip").toFile());
                var files = Files.walk(archive.home())) {
            List<String> unpacked = files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
            assertEquals(
                    unpacked,
                    zip.stream()
                            .filter(entry -> !entry.isDirectory())
                            .map(Object::toString)
                            .sorted()
                            .toList());
        }
    }

    @Test
    void sumsAreThoseOfWhatIsDownloaded() throws Exception {
        List<String> sums = Files.readAllLines(Unpacked.archive(".zip").resolveSibling("SHA256SUMS"));
        assertEquals(3, sums.size(), sums.toString());
        for (String line : sums) {
            String[] fields = line.split(" [ *]", 2);
            byte[] bytes = Files.readAllBytes(Unpacked.archive("").resolveSibling(fields[1]));
            String sum = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            assertEquals(fields[0], sum, line);
        }
    }

    @Test
    void examinersPageWorksFromTopToBottom() throws Exception {
        List<String> page = Files.readAllLines(DOCS.resolve("start-examiner.md"));
        int commands = 0;
        for (int i = 0; i < page.size(); i++) {
            if (page.get(i).startsWith("$ vhd ")) {
                List<String> shown = new ArrayList<>();
                for (int next = i + 1;
                        !page.get(next).startsWith("```") && !page.get(next).startsWith("$ ");
                        next++) {
                    shown.add(page.get(next));
                }
                commands++;
                runAsShown(page.get(i).substring("$ vhd ".length()), shown);
            }
        }
        assertTrue(commands >= 6, "commands on the page: " + commands);
        assertTrue(Files.size(archive.home().resolve("disk.raw")) > 0);
    }

    @Test
    void startsThroughALinkFromAnyFolder() throws Exception {
        Path link = Files.createSymbolicLink(
                Files.createTempDirectory(archive.home(), "links").resolve("vhd"),
                archive.home().resolve("bin/vhd"));
        Unpacked.Run run = Unpacked.run(archive.home(), environment(), List.of(link.toString(), "--version"));
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().startsWith("vhd "), run.out());
    }

    private static void runAsShown(String arguments, List<String> shown) throws Exception {
        List<String> command = new ArrayList<>(List.of("bin/vhd"));
        command.addAll(List.of(arguments.split(" ")));
        if (arguments.startsWith("serve ")) {
            serve(command);
            return;
        }
        Unpacked.Run run = Unpacked.run(archive.home(), environment(), command);
        assertEquals(0, run.code(), arguments + ": " + run.err());
        StringBuilder expected = new StringBuilder("(?s)");
        for (String line : shown) {
            expected.append(line.strip().equals("…") ? ".*" : Pattern.quote(line) + "\n");
        }
        if (!shown.isEmpty()) {
            assertTrue(
                    (run.out().stripTrailing() + "\n").matches(expected.toString()),
                    arguments + " prints\n" + run.out());
        }
    }

    /** Starts what ends only when it is stopped: its socket is there as soon as it prints, and gone when it has ended. */
    private static void serve(List<String> command) throws Exception {
        // A path that is short enough for a socket, wherever the build is.
        Path place = Files.createTempDirectory(Path.of("/tmp"), "vhd");
        Path socket = place.resolve("leaf.sock");
        command.set(command.indexOf("--socket") + 1, socket.toString());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(archive.home().toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment());
        Process process = builder.start();
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            assertTrue(line != null && line.startsWith("Serving "), line);
            assertTrue(Files.exists(socket), "no socket");
        } finally {
            process.destroy();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "does not end: " + command);
        }
        assertFalse(Files.exists(socket), "the socket is left");
        Files.delete(place);
    }

    private static Map<String, String> environment() {
        return Map.of("VHD_CACHE", folder.resolve(Unpacked.name() + "/.cache").toString());
    }
}

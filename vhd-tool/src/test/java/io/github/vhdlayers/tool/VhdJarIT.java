package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestJava;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it ships, in a process of its own: what only a real process, with real pipes and signals, can show. */
@EnabledIfSystemProperty(named = "tool.jar", matches = ".+", disabledReason = "the jar is not packaged yet")
class VhdJarIT {
    private static final Path JAR = Path.of(System.getProperty("tool.jar", ""));

    @TempDir
    Path folder;

    @Test
    void printsBytesAndCodes() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        assertArrayEquals(TestDisks.chain().merged(), run(0, "", "cat", leaf));
        new ObjectMapper().readTree(run(0, "", "info", "--json", leaf));
        new ObjectMapper().readTree(run(0, "", "map", "--format", "json", leaf));
        assertEquals("vhd 0.1.0-SNAPSHOT\n", text(run(0, "", "--version")));
        run(7, "vhd: nowhere.vhd: no such file or folder\n", "info", "nowhere.vhd");
    }

    @Test
    void withoutACommandItListsTheCommands() throws Exception {
        Process process = start();
        String err = text(process.getErrorStream().readAllBytes());
        assertEquals(2, code(process));
        assertTrue(err.startsWith("vhd: no command was given\n\nUsage: vhd"), err);
        assertTrue(err.contains("\n  report "), err);
    }

    @Test
    void filesAreTheSameInEveryTimeZone() throws Exception {
        FilesCommandTest.needsALibrary();
        List<String> answers = new ArrayList<>();
        for (String zone : List.of("UTC", "Asia/Tokyo", "America/St_Johns")) {
            ProcessBuilder builder =
                    new ProcessBuilder(command("files", Path.of("../samples/evidence/leaf.vhd"), "--json"));
            builder.environment().put("TZ", zone);
            Process process = builder.start();
            answers.add(text(process.getInputStream().readAllBytes()));
            assertEquals(0, code(process));
        }
        assertTrue(answers.get(0).contains("\"modified\":\"2026-09-15T"), answers.get(0));
        assertEquals(answers.get(0), answers.get(1));
        assertEquals(answers.get(0), answers.get(2));
    }

    @Test
    void aReportNamesTheJarThatMadeIt() throws Exception {
        Path page = folder.resolve("page.html");
        run(0, "", "report", TestDisks.writeChain(folder), "-o", page);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(JAR)));
        assertTrue(Files.readString(page).contains(hash), hash);
    }

    @Test
    void nothingIsAppendedToTheEvidence() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Path base = folder.resolve("base.vhd");
        byte[] before = Files.readAllBytes(base);
        for (String command : List.of("cat", "map", "info")) {
            Process process = new ProcessBuilder(command(command, leaf))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(base.toFile()))
                    .start();
            String err = text(process.getErrorStream().readAllBytes());
            assertEquals(
                    "vhd: the standard output: is layer 2 of the chain that is read\nsee vhd " + command + " --help\n",
                    err);
            assertEquals(2, code(process));
        }
        Process process = new ProcessBuilder(command("layout", base))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(base.toFile()))
                .start();
        assertEquals(2, code(process));
        assertArrayEquals(before, Files.readAllBytes(base));
    }

    @Test
    void aClosedPipeEndsItQuietly() throws Exception {
        Path disk = DiskImage.fixed(64 << 20)
                .own(0, 1, SectorContent.pattern(1))
                .build()
                .writeTo(folder.resolve("disk.vhd"));
        Process process = start("cat", disk);
        try (InputStream out = process.getInputStream()) {
            assertEquals(10, out.readNBytes(10).length);
        }
        assertEquals("", text(process.getErrorStream().readAllBytes()));
        assertEquals(0, code(process));
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void aFullDeviceIsAnError() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Process process = new ProcessBuilder(command("cat", leaf))
                .redirectOutput(Path.of("/dev/full").toFile())
                .start();
        String err = text(process.getErrorStream().readAllBytes());
        assertTrue(err.startsWith("vhd: standard output cannot be written"), err);
        assertEquals(7, code(process));
    }

    @EnabledOnOs({OS.LINUX, OS.MAC})
    @Test
    void anInterruptedExportLeavesNothingBehind() throws Exception {
        Path disk = DiskImage.dynamic(1L << 40).build().writeTo(folder.resolve("large.vhd"));
        Path out = folder.resolve("out.raw");
        Path partial = folder.resolve("out.raw.partial");
        Process process = start("export", disk, out);
        while (process.isAlive() && !Files.exists(partial)) {
            Thread.sleep(20);
        }
        assertTrue(Files.exists(partial));
        process.destroy();
        assertEquals(143, code(process));
        assertFalse(Files.exists(partial));
        assertFalse(Files.exists(out));
    }

    @Test
    void theJarKeepsLicences() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            for (String name : List.of("LICENSE", "NOTICE", "LICENSE-jmustache.txt", "thirdparty-LICENSE")) {
                assertTrue(jar.getEntry("META-INF/" + name) != null, name);
            }
            String notice =
                    text(jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes());
            for (String project : List.of("VHD Layers", "Jackson", "Apache Commons CSV", "Apache Commons IO")) {
                assertTrue(notice.contains(project), project);
            }
        }
    }

    private static byte[] run(int code, String err, Object... arguments) throws Exception {
        Process process = start(arguments);
        byte[] out = process.getInputStream().readAllBytes();
        assertEquals(err, text(process.getErrorStream().readAllBytes()));
        assertEquals(code, code(process));
        return out;
    }

    private static Process start(Object... arguments) throws Exception {
        return new ProcessBuilder(command(arguments)).start();
    }

    private static List<String> command(Object... arguments) {
        List<String> command = TestJava.command();
        command.add("-jar");
        command.add(JAR.toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    private static int code(Process process) throws Exception {
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
        return process.exitValue();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

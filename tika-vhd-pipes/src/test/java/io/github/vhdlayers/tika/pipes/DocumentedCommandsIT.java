package io.github.vhdlayers.tika.pipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.TestJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the module's page, with the published app and server and the packaged jar, over the sample evidence. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "class paths are written otherwise there")
class DocumentedCommandsIT {
    private static final Path DOCS = Path.of("..", "docs").toAbsolutePath().normalize();
    private static final Path JARS =
            Path.of(System.getProperty("jars", "target/jars")).toAbsolutePath();
    private static final long MOST_SECONDS = 240;

    @TestFactory
    List<DynamicTest> everyCommandFillsAStore(@TempDir Path folder) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(DOCS.resolve("tika-vhd-pipes.md"))) {
            if (line.startsWith("java ")) {
                Path own = folder.resolve("run" + tests.size());
                tests.add(DynamicTest.dynamicTest(line, () -> fills(own, line)));
            }
        }
        assertEquals(2, tests.size());
        return tests;
    }

    private static void fills(Path folder, String command) throws Exception {
        Path disks = Files.createDirectories(folder.resolve("disks"));
        for (String name : new String[] {"leaf.vhd", "middle.vhd", "base.vhd"}) {
            Files.copy(DOCS.resolveSibling("samples").resolve("evidence").resolve(name), disks.resolve(name));
        }
        Files.copy(DOCS.resolve("tika-vhd-pipes.xml"), folder.resolve("tika-vhd-pipes.xml"));
        try (Stream<Path> jars = Files.list(JARS)) {
            for (Path jar : jars.toList()) {
                Files.createSymbolicLink(folder.resolve(jar.getFileName()), jar);
            }
        }
        Files.createSymbolicLink(
                folder.resolve("tika-vhd-pipes-all.jar"),
                Path.of(System.getProperty("all.jar")).toAbsolutePath());
        Path log = folder.resolve("log");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        TestJava.prepare(shell);
        Process run = shell.start();
        try {
            assertTrue(run.waitFor(MOST_SECONDS, TimeUnit.SECONDS), "it did not end");
        } finally {
            run.descendants().forEach(ProcessHandle::destroyForcibly);
            run.destroyForcibly();
        }
        assertEquals(0, run.exitValue(), Files.readString(log));
        Path store = folder.resolve("store");
        assertEquals(3, rows(store.resolve("layers")).size());
        Set<String> contents = new TreeSet<>();
        String plan = "";
        for (JsonNode file : rows(store.resolve("files"))) {
            if (!file.path("sha256").isNull() && file.path("size").asLong() > 0) {
                contents.add(file.path("sha256").asText());
            }
            if (file.path("path").asText().equals("/plan.html")) {
                assertEquals("new", file.path("status").asText());
                plan = file.path("sha256").asText();
            }
        }
        Set<String> texts = new TreeSet<>();
        String found = "";
        for (JsonNode text : rows(store.resolve("texts"))) {
            texts.add(text.path("sha256").asText());
            if (text.path("text").asText().contains("Tuesday")) {
                found = text.path("sha256").asText();
            }
        }
        assertEquals(contents, texts, Files.readString(log));
        assertEquals(plan, found);
    }

    private static List<JsonNode> rows(Path table) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try (Stream<Path> files = Files.walk(table)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                for (String line : Files.readAllLines(file)) {
                    rows.add(new ObjectMapper().readTree(line));
                }
            }
        }
        return rows;
    }
}

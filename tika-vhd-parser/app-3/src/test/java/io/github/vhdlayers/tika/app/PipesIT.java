package io.github.vhdlayers.tika.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.TestJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The documented run over many disks: the command of the page with the settings beside it, in the two passes that it advises. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "class paths are written otherwise there")
class PipesIT {
    private static final Path DOCS =
            Path.of(System.getProperty("docs")).toAbsolutePath().normalize();
    private static final Path JARS = Path.of(System.getProperty("jars")).toAbsolutePath();
    private static final long MOST_SECONDS = 240;

    private Path folder = Path.of("");

    @BeforeEach
    void makeLab() throws IOException {
        Assumptions.assumeTrue(System.getProperty("tika.app") == null, "the page names one version");
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "kept").toAbsolutePath()), "lab");
        Path evidence = DOCS.resolveSibling("samples").resolve("evidence");
        Path leaves = Files.createDirectories(folder.resolve("in/case/leaves"));
        Path bases = Files.createDirectories(folder.resolve("in/bases"));
        Files.copy(evidence.resolve("leaf.vhd"), leaves.resolve("leaf.vhd"));
        Files.copy(evidence.resolve("middle.vhd"), bases.resolve("0001.vhd"));
        Files.copy(evidence.resolve("base.vhd"), bases.resolve("0002.vhd"));
        for (String jar : new String[] {"tika-app.jar", "tika-vhd-parser.jar"}) {
            String name = jar.equals("tika-app.jar") ? "tika-app-3.2.2.jar" : jar;
            Files.createSymbolicLink(folder.resolve(name), JARS.resolve(jar));
        }
    }

    @Test
    void bothPassesGiveEachLayerOnce() throws Exception {
        List<JsonNode> first = run("none");
        assertEquals(3, first.size());
        for (JsonNode disk : first) {
            assertTrue(disk.path("vhd:chain-complete").asBoolean(), disk.toString());
        }
        List<String> ids = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (JsonNode document : run("changed")) {
            if (document.has("vhd:file-id")) {
                ids.add(document.path("vhd:file-id").asText());
                paths.add(document.path("vhd:file-path").asText() + " "
                        + document.path("vhd:file-status").asText());
            } else {
                assertEquals("true", document.path("vhd:files-complete").asText(), document.toString());
            }
        }
        assertEquals(ids.size(), new HashSet<>(ids).size(), ids.toString());
        assertTrue(paths.contains("/plan.html new"), paths.toString());
        assertEquals(
                List.of(),
                paths.stream().filter(path -> path.endsWith(" untouched")).toList());
        List<String> again = new ArrayList<>();
        for (JsonNode document : run("changed")) {
            if (document.has("vhd:file-id")) {
                again.add(document.path("vhd:file-id").asText());
            }
        }
        assertEquals(new HashSet<>(ids), new HashSet<>(again));
    }

    private List<JsonNode> run(String files) throws Exception {
        Path out = folder.resolve("out");
        deleteAll(out);
        Files.createDirectory(out);
        Files.writeString(
                folder.resolve("tika-pipes.xml"),
                Files.readString(DOCS.resolve("tika-pipes.xml")).replace(">changed<", ">" + files + "<"));
        String command = Files.readAllLines(DOCS.resolve("start-pipeline.md")).stream()
                .filter(line -> line.contains("TikaCLI -a"))
                .findFirst()
                .orElseThrow();
        Path log = folder.resolve("log");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        TestJava.prepare(shell);
        Process app = shell.start();
        try {
            assertTrue(app.waitFor(MOST_SECONDS, TimeUnit.SECONDS), "the app did not end");
        } finally {
            app.descendants().forEach(ProcessHandle::destroyForcibly);
            app.destroyForcibly();
        }
        assertEquals(0, app.exitValue(), Files.readString(log));
        List<JsonNode> documents = new ArrayList<>();
        try (var made = Files.walk(out)) {
            for (Path json : made.filter(Files::isRegularFile).toList()) {
                new ObjectMapper().readTree(json.toFile()).forEach(documents::add);
            }
        }
        return documents;
    }

    private static void deleteAll(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (var all = Files.walk(tree)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}

package io.github.vhdlayers.tika.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.TestJava;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Every command line for the app in the documentation, given to a shell as it stands there, in a folder like the project's. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "class paths are written otherwise there")
class DocumentedCommandsIT {
    private static final Path DOCS =
            Path.of(System.getProperty("docs")).toAbsolutePath().normalize();
    private static final Path JARS = Path.of(System.getProperty("jars")).toAbsolutePath();
    private static final Path EVIDENCE = DOCS.resolveSibling("samples").resolve("evidence");
    private static final String MODULE = "tsk-vhd-module.jar";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyCommandGivesWhatItsCommentSays() throws Exception {
        Path folder = project();
        Map<String, String> outputs = new TreeMap<>();
        for (String line : Files.readAllLines(DOCS.resolve("tika.md"))) {
            // What needs the library of file systems has a test of its own.
            boolean readsFiles = line.contains(MODULE);
            if (line.startsWith("java -cp tika-app-") && !readsFiles && !outputs.containsKey(line)) {
                outputs.put(line, run(folder, line));
            }
        }
        assertEquals(6, outputs.size(), outputs.keySet().toString());
        assertEquals("application/x-vhd", output(outputs, " -d ").strip());
        assertTrue(output(outputs, " -m ").contains("vhd:parent-status: found\n"), outputs.toString());
        String xhtml = output(outputs, " -x ");
        assertTrue(xhtml.contains("<h2>Chain</h2>"), xhtml);
        assertTrue(xhtml.contains("<td>layer 2: base.vhd</td>"), xhtml);
        Path out = folder.resolve("out");
        assertTrue(Files.exists(out.resolve("leaf.vhd.json")));
        hasTheRightDisk(out);
        JsonNode leaf = JSON.readTree(output(outputs, " -J -t samples")).get(0);
        showsTheDocumentedDocument(leaf);
        hasTheRightOwners(leaf);
    }

    @Test
    void theSearchInsideADiskFindsWhatIsShown() throws Exception {
        String missing = InteropTools.missing("fls", "jq");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        List<String> page = Files.readAllLines(DOCS.resolve("tika.md"));
        List<String> searches = page.stream()
                .filter(line -> line.startsWith("java ") && line.contains(MODULE))
                .toList();
        assertEquals(1, searches.size(), searches.toString());
        List<String> block = page.subList(page.indexOf(searches.get(0)), page.size());
        block = block.subList(0, block.indexOf("```"));
        int lines = 1;
        while (block.get(lines - 1).endsWith("|")) {
            lines++;
        }
        String shown = String.join("\n", block.subList(lines, block.size()));
        assertEquals(
                shown,
                run(project(), String.join("\n", block.subList(0, lines))).strip());
    }

    /** The disk's bytes are those of the evidence's own sums. */
    private static void hasTheRightDisk(Path out) throws Exception {
        byte[] merged = Files.readAllBytes(out.resolve("leaf-merged.img"));
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(merged));
        assertTrue(Files.readString(EVIDENCE.resolve("SHA256SUMS")).contains(sum + "  leaf.raw"), sum);
        assertArrayEquals(
                Arrays.copyOfRange(merged, 128 * 512, merged.length),
                Files.readAllBytes(out.resolve("leaf-partition-1.img")));
        assertEquals(
                "128,8,0,leaf.vhd,7",
                Files.readAllLines(out.resolve("leaf-ownership.csv")).get(3));
    }

    /** The owners are those of the evidence's recipe. */
    private static void hasTheRightOwners(JsonNode leaf) throws IOException {
        Map<String, Long> expected = new TreeMap<>();
        List<String> owners = Files.readAllLines(EVIDENCE.resolve("owners.csv"));
        for (String run : owners.subList(1, owners.size())) {
            String[] fields = run.split(",", 3);
            expected.merge(fields[2], Long.valueOf(fields[1]), Long::sum);
        }
        List<String> given = new ArrayList<>(TikaApp.values(leaf, "vhd:layer-sectors-owned"));
        given.add(leaf.path("vhd:sectors-unwritten").asText());
        assertEquals(expected.values().stream().map(Object::toString).toList(), given, "layers 0, 1, 2, and none");
    }

    /** What the page says arrives in an index is what the app gives, but for the id, and the end of the text. */
    private static void showsTheDocumentedDocument(JsonNode given) throws IOException {
        String page = Files.readString(DOCS.resolve("tika.md"));
        int start = page.indexOf("```json\n{\n  \"id\"") + "```json\n".length();
        JsonNode documented = JSON.readTree(page.substring(start, page.indexOf("```", start)));
        for (Iterator<String> keys = documented.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (key.equals("content")) {
                String text = given.path("X-TIKA:content").asText().strip().replaceAll("\\s+", " ");
                String begin = documented.path(key).asText().replace(" …", "").replaceAll("\\s+", " ");
                assertTrue(text.startsWith(begin), text);
            } else if (!key.equals("id")) {
                assertEquals(TikaApp.values(documented, key), TikaApp.values(given, key), key);
            }
        }
    }

    private static String output(Map<String, String> outputs, String part) {
        return outputs.entrySet().stream()
                .filter(entry -> entry.getKey().contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError(part))
                .getValue();
    }

    /** A folder with the jars and the evidence under the names that the documentation uses. */
    private static Path project() throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "kept").toAbsolutePath()), "project");
        Files.createSymbolicLink(folder.resolve("tika-app-3.2.2.jar"), JARS.resolve("tika-app.jar"));
        Files.createSymbolicLink(folder.resolve("tika-vhd-parser.jar"), JARS.resolve("tika-vhd-parser.jar"));
        Files.createSymbolicLink(folder.resolve(MODULE), JARS.resolve(MODULE));
        Path evidence = Files.createDirectories(folder.resolve("samples/evidence"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(EVIDENCE, "*.vhd")) {
            for (Path file : files) {
                Files.copy(file, evidence.resolve(file.getFileName()));
            }
        }
        Files.createDirectory(folder.resolve("docs"));
        Files.copy(DOCS.resolve("tika-config.xml"), folder.resolve("docs/tika-config.xml"));
        return folder;
    }

    private static String run(Path folder, String line) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "command", ".out");
        Path errors = Files.createTempFile(folder, "command", ".err");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", line)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile());
        TestJava.prepare(shell);
        Process process = shell.start();
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), line + " did not end");
        } finally {
            Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
        }
        assertEquals(0, process.exitValue(), () -> line + "\n" + read(errors));
        return read(out);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

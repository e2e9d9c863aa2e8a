package io.github.vhdlayers.tika.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.TestJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The server's command line and every request in the documentation, given to a shell as they stand there but for the port. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "class paths are written otherwise there")
class DocumentedRequestsIT {
    private static final Path DOCS =
            Path.of(System.getProperty("docs")).toAbsolutePath().normalize();
    private static final Path JARS = Path.of(System.getProperty("jars")).toAbsolutePath();

    @Test
    void everyRequestIsAnswered() throws Exception {
        Path folder = project();
        List<String> page = Files.readAllLines(DOCS.resolve("tika.md"));
        String start = page.stream()
                .filter(line -> line.startsWith("java -cp tika-server-standard-3.3.2.jar:"))
                .findFirst()
                .orElseThrow();
        int port = TikaServer.freePort();
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-c", "exec " + withPort(start, port)).directory(folder.toFile());
        TestJava.prepare(shell);
        List<String> requests =
                page.stream().filter(line -> line.startsWith("curl ")).toList();
        assertEquals(5, requests.size(), requests.toString());
        try (TikaServer server = TikaServer.start(shell, port)) {
            TikaServerIT.readsUploads(server, folder);
            String missing = InteropTools.missing("curl");
            assumeTrue(missing.isEmpty(), missing);
            assertEquals("application/x-vhd", answer(folder, requests.get(0), port));
            ObjectMapper json = new ObjectMapper();
            assertEquals(
                    "not-searched",
                    json.readTree(answer(folder, requests.get(1), port))
                            .path("vhd:parent-status")
                            .asText());
            assertTrue(answer(folder, requests.get(2), port).contains("Differencing VHD of 4194304 bytes"));
            assertEquals(1, json.readTree(answer(folder, requests.get(3), port)).size());
            assertEquals("", answer(folder, requests.get(4), port), "nothing is attached unless it is turned on");
        }
    }

    private static String answer(Path folder, String request, int port) throws IOException {
        InteropTools.Result result = InteropTools.run(folder, "sh", "-c", withPort(request, port) + " -sS --fail");
        assertEquals(0, result.exitCode(), request + ": " + result.errors());
        return result.text();
    }

    private static String withPort(String line, int port) {
        assertTrue(line.contains("9998"), line);
        return line.replace("9998", Integer.toString(port));
    }

    /** A folder with the jars and the evidence under the names that the documentation uses. */
    private static Path project() throws IOException {
        Path folder = Files.createTempDirectory(JARS, "project");
        Files.createSymbolicLink(
                folder.resolve("tika-server-standard-3.3.2.jar"), JARS.resolve("tika-server-3.3.2.jar"));
        Files.createSymbolicLink(folder.resolve("tika-vhd-parser.jar"), JARS.resolve("tika-vhd-parser.jar"));
        Files.createSymbolicLink(folder.resolve("samples"), DOCS.resolveSibling("samples"));
        return folder;
    }
}

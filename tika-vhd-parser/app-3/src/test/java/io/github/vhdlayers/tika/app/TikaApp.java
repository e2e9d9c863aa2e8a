package io.github.vhdlayers.tika.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.TestJava;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** The published Tika app as a process of its own, with nothing but itself and the parser's jar on its class path. */
final class TikaApp {
    private static final Path JARS = Path.of(System.getProperty("jars"));
    private static final String APP = System.getProperty("tika.app", "tika-app.jar");
    private static final long MOST_SECONDS = 120;

    private TikaApp() {}

    /** What the app writes for these arguments. */
    static String run(String... arguments) throws IOException, InterruptedException {
        return run(true, List.of(), arguments);
    }

    /** The same with more options for Java, and with the module that reads file systems beside the parser. */
    static String runWithFileSystems(List<String> java, String... arguments) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(java);
        options.add("-cp");
        options.add(String.join(
                File.pathSeparator,
                JARS.resolve(APP).toString(),
                JARS.resolve("tika-vhd-parser.jar").toString(),
                JARS.resolve("tsk-vhd-module.jar").toString()));
        return run(true, options, arguments);
    }

    /** What the app complains about when it gives up on these arguments. */
    static String fail(String... arguments) throws IOException, InterruptedException {
        return run(false, List.of(), arguments);
    }

    private static String run(boolean succeeds, List<String> java, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = TestJava.command();
        command.add("-Xmx256m");
        command.add("-Dfile.encoding=UTF-8");
        command.add("-cp");
        command.add(JARS.resolve(APP) + File.pathSeparator + JARS.resolve("tika-vhd-parser.jar"));
        // The last class path counts.
        command.addAll(java);
        command.add("org.apache.tika.cli.TikaCLI");
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("tika-app", ".out");
        Path errors = Files.createTempFile("tika-app", ".err");
        try {
            Process app = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(errors.toFile())
                    .start();
            try {
                assertTrue(app.waitFor(MOST_SECONDS, TimeUnit.SECONDS), "the app did not end");
            } finally {
                app.descendants().forEach(ProcessHandle::destroyForcibly);
                app.destroyForcibly();
            }
            assertEquals(succeeds, app.exitValue() == 0, Files.readString(errors));
            return Files.readString(succeeds ? out : errors, UTF_8);
        } finally {
            Files.delete(out);
            Files.delete(errors);
        }
    }

    /** The metadata of a file and of all that is in it, as {@code -J} gives them. */
    static JsonNode json(Path file) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(run("-J", "-t", file.toString()));
    }

    /** All values of a key, of which the app writes a single one without brackets. */
    static List<String> values(JsonNode document, String key) {
        JsonNode value = document.path(key);
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                : value.isMissingNode() ? List.of() : List.of(value.asText());
    }
}

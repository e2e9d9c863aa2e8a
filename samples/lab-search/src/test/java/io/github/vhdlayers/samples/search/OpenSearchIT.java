package io.github.vhdlayers.samples.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the page that put the texts of a store into OpenSearch and find a word, with a server in a process of its own. */
@Timeout(600)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are those of a Unix shell")
class OpenSearchIT {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final long MOST_SECONDS = 240;
    private static final Pattern SHA256 = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");
    private static final String SERVER = "http://localhost:9200";

    @TempDir
    Path folder;

    @Test
    void findsAWordOnceAlsoAfterASecondRun() throws Exception {
        for (String program : new String[] {"jq", "curl"}) {
            assumeTrue(isThere(program), "not run: " + program + " is not installed");
        }
        Path store = folder.resolve("store");
        // The launcher builds what is older than its sources, which a build that runs this test has just done.
        Files.setLastModifiedTime(
                ROOT.resolve("samples/lab/target/lab.jar"), FileTime.fromMillis(System.currentTimeMillis()));
        run("samples/lab/run build samples/evidence " + store);
        Set<String> hashes = hashes(run("samples/lab/run search " + store + " Tuesday"));
        assertEquals(2, hashes.size());

        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpenSearchNode.class.getName(),
                        Files.createDirectories(folder.resolve("server")).toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        try {
            String address = "http://" + address(server);
            String page = Files.readString(ROOT.resolve("docs").resolve("start-lab.md"));
            String commands = page.substring(page.indexOf("```sh\n") + "```sh\n".length());
            commands = commands.substring(0, commands.indexOf("```"))
                    .replace("lab-store", store.toString())
                    .replace(SERVER, address);
            int search = commands.lastIndexOf("curl");
            String bulk = commands.substring(0, search);
            for (int i = 0; i < 2; i++) {
                assertEquals("{\"errors\":false}", run(bulk).strip());
                run("curl -sS -X POST " + address + "/texts/_refresh");
                assertTrue(
                        run("curl -sS " + address + "/texts/_count").contains("\"count\":" + rows(store) + ","),
                        "as many as rows of texts");
            }
            assertEquals(hashes, hashes(run(commands.substring(search))));
        } finally {
            server.destroyForcibly();
        }
    }

    private static Set<String> hashes(String answer) {
        return SHA256.matcher(answer).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private String address(Process server) throws Exception {
        Path file = folder.resolve("server").resolve(OpenSearchNode.ADDRESS);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!Files.exists(file)) {
            assertTrue(
                    server.isAlive() && System.nanoTime() < end,
                    () -> "the server does not start: " + text(folder.resolve("server.log")));
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return Files.readString(file);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }

    private static long rows(Path store) throws IOException {
        long rows = 0;
        try (Stream<Path> files = Files.walk(store.resolve("texts"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                rows += Files.readAllLines(file).size();
            }
        }
        return rows;
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private String run(String command) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process run = new ProcessBuilder("sh", "-c", command)
                .directory(ROOT.toFile())
                .redirectError(err.toFile())
                .redirectOutput(out.toFile())
                .start();
        try {
            assertTrue(run.waitFor(MOST_SECONDS, TimeUnit.SECONDS), command + " does not end");
        } finally {
            run.descendants().forEach(ProcessHandle::destroyForcibly);
            run.destroyForcibly();
        }
        assertEquals(0, run.exitValue(), () -> command + ": " + text(err));
        return Files.readString(out);
    }
}

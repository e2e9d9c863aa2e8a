package io.github.vhdlayers.samples.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the page, one after another, with the packaged jars. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LabIT {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final long MOST_SECONDS = 240;

    @TempDir
    static Path folder;

    /** The commands of one kind that the page has. */
    private static List<String> commands(String start) throws IOException {
        return Files.readAllLines(ROOT.resolve("docs").resolve("start-lab.md")).stream()
                .filter(line -> line.startsWith("samples/lab/run " + start))
                .toList();
    }

    private static String run(String command) throws Exception {
        Path out = folder.resolve("out");
        ProcessBuilder shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        command.replace("lab-store", folder.resolve("store").toString())
                                .replace(
                                        "hashes.txt",
                                        folder.resolve("hashes.txt").toString()))
                .directory(ROOT.toFile())
                .redirectError(folder.resolve("err").toFile())
                .redirectOutput(out.toFile());
        // Each command lasts seconds, in which the second compiler costs more than it gains.
        shell.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        Process run = shell.start();
        try {
            assertTrue(run.waitFor(MOST_SECONDS, TimeUnit.SECONDS), command + " does not end");
        } finally {
            run.descendants().forEach(ProcessHandle::destroyForcibly);
            run.destroyForcibly();
        }
        assertEquals(0, run.exitValue(), Files.readString(folder.resolve("err")));
        return Files.readString(out);
    }

    private static String only(String start) throws IOException {
        List<String> commands = commands(start);
        assertEquals(1, commands.size(), commands::toString);
        return commands.get(0);
    }

    @Test
    @Order(1)
    void oneCommandMakesTheStoreAndAsksAllQuestions() throws Exception {
        // The launcher builds what is older than its sources, which a build that runs this test has just done.
        Files.setLastModifiedTime(
                ROOT.resolve("samples/lab/target/lab.jar"), FileTime.fromMillis(System.currentTimeMillis()));
        String answers = run(only("samples/evidence "));
        assertTrue(answers.contains("3 layers"), answers);
        try (Stream<Path> questions = Files.list(ROOT.resolve("samples/lab/questions"))) {
            for (Path question : questions.toList()) {
                String title = Files.readAllLines(question).get(0).replaceFirst("^-- ", "== ");
                assertEquals(
                        !question.endsWith(Rows.HASH_LIST), answers.contains(title), () -> title + " in " + answers);
            }
        }
        assertTrue(answers.contains("base.vhd\t2\t3"), answers);
        assertTrue(answers.contains("leaf.vhd\t1\t10"), answers);
        // The second time, there is nothing left for the pipes.
        assertTrue(run(only("samples/evidence ")).contains("3 layers, 0 tasks"));
    }

    @Test
    @Order(2)
    void aQuestionIsAskedAgain() throws Exception {
        String changed = run(only("ask "));
        assertTrue(changed.contains("/plan.html\tnull\tnew"), changed);
        assertTrue(changed.contains("/letters/offer.txt\tnull\tdeleted"), changed);
    }

    @Test
    @Order(3)
    void wordsAreFoundWithThePlacesOfTheirTexts() throws Exception {
        String found = run(only("search "));
        assertTrue(found.contains("[Tuesday]"), found);
        assertTrue(found.contains("leaf.vhd p1 /plan.html"), found);
        // What looks like a query is a word.
        assertTrue(run("samples/lab/run search lab-store 'NOT\"' 'a*b('").contains("(0 texts)"));
    }

    @Test
    @Order(4)
    void aListOfHashesIsFoundSinceTheLayerThatBroughtIt() throws Exception {
        String changed = run(only("ask "));
        String sha256 = changed.lines()
                .filter(line -> line.contains("/plan.html"))
                .findFirst()
                .orElseThrow()
                .split("\t", -1)[6];
        Files.writeString(folder.resolve("hashes.txt"), "a heading\n" + sha256.toUpperCase(Locale.ROOT) + "\n");
        String found = run(only("hashes "));
        assertTrue(found.contains(sha256 + "\tp1\t/plan.html\tnew\t"), found);
        assertTrue(found.contains("leaf.vhd\t1\n"), found);
    }

    @Test
    @Order(5)
    void aStoreWithinTheEvidenceIsRefused() throws Exception {
        Path disks = Files.createDirectories(folder.resolve("disks"));
        Process run = new ProcessBuilder(
                        "samples/lab/run",
                        disks.toString(),
                        disks.resolve("store").toString())
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        assertTrue(run.waitFor(MOST_SECONDS, TimeUnit.SECONDS));
        assertTrue(run.exitValue() != 0);
        assertTrue(Files.notExists(disks.resolve("store")));
    }

    /** In a database of its own, where the programs of a server are installed. */
    @Test
    @Order(6)
    void theStatementsForPostgresqlFindTheSame() throws Exception {
        Optional<Path> installed = postgresql();
        assumeTrue(installed.isPresent(), "not run: PostgreSQL's server is not installed");
        Path bin = installed.get();
        boolean isRoot = System.getProperty("user.name").equals("root");
        Path server = Files.createDirectories(folder.resolve("server"));
        // A server does not start as root.
        String as = isRoot ? "setpriv --reuid=nobody --regid=nogroup --clear-groups " : "";
        if (isRoot) {
            run("chmod 711 " + folder + " && chown nobody:nogroup " + server);
        }
        String page = Files.readString(ROOT.resolve("docs").resolve("start-lab.md"));
        String block = page.substring(page.indexOf("```sql") + "```sql".length());
        Path statements = Files.writeString(
                folder.resolve("statements.sql"),
                block.substring(0, block.indexOf("```"))
                        .replace("lab-store", folder.resolve("store").toString()));
        run(as + bin.resolve("initdb") + " -D " + server.resolve("data") + " -U lab --auth=trust");
        run(as + bin.resolve("pg_ctl") + " -D " + server.resolve("data") + " -l " + server.resolve("log")
                + " -w -o \"-c listen_addresses='' -k " + server + "\" start");
        String found;
        try {
            found = run(bin.resolve("psql") + " -X -A -t -v ON_ERROR_STOP=1 -h " + server + " -U lab -d postgres -f "
                    + statements);
        } finally {
            run(as + bin.resolve("pg_ctl") + " -D " + server.resolve("data") + " -m immediate stop");
        }
        String sha256 = run(only("search ")).lines().findFirst().orElseThrow().substring(0, 64);
        assertTrue(found.lines().toList().contains(sha256), found);
    }

    /** Where Debian puts the programs of its newest server, which are not on the path. */
    private static Optional<Path> postgresql() throws IOException {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(versions)) {
            return all.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        }
    }
}

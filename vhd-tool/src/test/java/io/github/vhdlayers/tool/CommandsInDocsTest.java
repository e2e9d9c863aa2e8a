package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.tool.output.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command that a page shows is run, here or elsewhere. The tool's own are run here, and print what the page says, where a line
 * of {@code …} stands for any number of lines.
 */
class CommandsInDocsTest {
    /** How commands of other programs begin, and what runs them. One that is not here fails the test until somebody does. */
    private static final Map<String, String> RUN_ELSEWHERE = Map.ofEntries(
            Map.entry("mvn verify", "CI"),
            Map.entry("mvn spotless:apply", "its check is part of every build"),
            Map.entry("mvn -q -DskipTests -pl :tika-vhd-parser", "DocumentedCommandsIT, and CI"),
            Map.entry("mvn -q -DskipTests -pl :tika-vhd-pipes", "CI, with tests"),
            Map.entry("mvn -q -DskipTests -pl :spark-vhd", "CI, with tests"),
            Map.entry("mvn -q -DskipTests -pl :vhd-layers-autopsy", "CI, with tests"),
            Map.entry("mvn -q -DskipTests -pl :tsk-vhd-module -am", "DocumentedCommandsIT, with its parser"),
            Map.entry(
                    "java -cp \"tsk-vhd-module/tsk-vhd-module/target/",
                    "samples/sleuthkit, as a test where there is a datamodel"),
            Map.entry("mvn -q -DskipTests package", "CI, with tests"),
            Map.entry("mvn -q -N dependency:copy -Dartifact=org.apache.tika:", "DocumentedCommandsIT"),
            Map.entry("mvn -q -N com.googlecode.maven-download-plugin:", "DocumentedRequestsIT"),
            Map.entry("cp tika-vhd-parser/tika-vhd-parser/target/", "DocumentedCommandsIT"),
            Map.entry(
                    "cp tsk-vhd-module/tsk-vhd-module/target/",
                    "the tests of tika-vhd-parser/app-3, which take the jar from there"),
            Map.entry("java -cp tika-app-", "DocumentedCommandsIT"),
            Map.entry("java -cp tika-server-standard-", "DocumentedRequestsIT"),
            Map.entry("curl -T samples/evidence/leaf.vhd", "DocumentedRequestsIT"),
            Map.entry("curl -sS 'http://localhost:9200/texts", "OpenSearchIT"),
            Map.entry("java -Dtika.extras.dir=DIR", "not run: the page says so, and why"),
            Map.entry("java -cp vhd-reader/target/", "samples/java, as tests"),
            Map.entry("vhd files", "the tests of the command"),
            Map.entry("vhd extract", "the tests of the command"),
            Map.entry("vhd serve", "ServeCommandTest"),
            Map.entry("nbd", "ServeCommandTest"),
            Map.entry("qemu-img", "ServeCommandTest"),
            Map.entry("samples/tika", "DocumentedCommandsIT"),
            Map.entry("samples/lab/run", "LabIT"),
            Map.entry("testing/fuzz/run", "CorpusTest, on the committed corpus"),
            Map.entry("7zz e -tVHD -so leaf.vhd", "samples/evidence, EvidenceTest"),
            Map.entry("source <(vhd completion)", "HelpTest"),
            Map.entry("git clone", "readers of the docs"));

    private static final Pattern INLINE = Pattern.compile("`(?:samples/)?vhd ([a-z]+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

    @TempDir
    Path folder;

    /** A command and what it prints; nothing where the page does not show it. */
    private record Command(Docs.Block block, String line, List<String> output) {
        Command {
            output = List.copyOf(output);
        }
    }

    @TestFactory
    List<DynamicTest> everyCommandIsRun() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Docs.Block block : Docs.blocks()) {
            for (Command command : commands(block)) {
                tests.add(DynamicTest.dynamicTest(block + " " + command.line(), () -> run(command)));
            }
        }
        assertTrue(tests.size() > 20, "there are commands");
        return tests;
    }

    private static List<Command> commands(Docs.Block block) {
        List<Command> commands = new ArrayList<>();
        boolean transcript = block.lines().stream().anyMatch(line -> line.startsWith("$ "));
        for (int i = 0; i < block.lines().size(); i++) {
            String line = block.lines().get(i);
            if (line.startsWith("$ ")) {
                int end = i + 1;
                while (end < block.lines().size() && !block.lines().get(end).startsWith("$ ")) {
                    end++;
                }
                commands.add(new Command(block, line.substring(2), block.lines().subList(i + 1, end)));
            } else if (!transcript && line.matches("(samples/|testing/|vhd |mvn|java|curl|cp|7zz|source|git) ?.*")) {
                commands.add(new Command(block, line, List.of()));
            }
        }
        return commands;
    }

    /** A folder for what one command writes, with the copy of the leaf that the page about residue speaks of. */
    private Path ownFolder() throws IOException {
        Path own = Files.createTempDirectory(folder, "run");
        byte[] bytes = Files.readAllBytes(Docs.ROOT.resolve("samples/evidence/leaf.vhd"));
        Arrays.fill(bytes, 2600, 2611, (byte) 'x');
        Files.write(own.resolve("copy.vhd"), bytes);
        return own;
    }

    private void run(Command command) throws IOException {
        String line = command.line()
                .replaceFirst(" +# .*", "")
                .replaceFirst("^samples/vhd ", "vhd ")
                .strip();
        if (RUN_ELSEWHERE.keySet().stream().anyMatch(line::startsWith)) {
            return;
        }
        assertTrue(line.startsWith("vhd "), "no test runs this: " + command.line());
        Path own = ownFolder();
        Object[] arguments = Arrays.stream(line.substring("vhd ".length())
                        .replaceFirst(" [>|] .*", "")
                        .split(" +"))
                .map(word -> argument(word, own))
                .toArray();
        ToolRun run = ToolRun.of(arguments);
        boolean differs = arguments[0].equals("compare") && run.code() == ExitCode.DIFFERENT;
        assertTrue(run.code() == ExitCode.OK || differs, () -> run.code() + ": " + run.err());
        if (!command.output().isEmpty()) {
            String printed = run.out().replace(Docs.ROOT + "/", "").replace(own + "/", "");
            assertTrue(isShown(printed, command.output()), () -> "prints:\n" + printed);
        }
    }

    /** What stands for something is replaced by it; evidence is where it is, and what is written goes elsewhere. */
    private static Object argument(String word, Path own) {
        return switch (word) {
            case "FILE", "A" -> Docs.ROOT.resolve("samples/evidence/leaf.vhd");
            case "B" -> Docs.ROOT.resolve("samples/evidence/middle.vhd");
            case "COMMAND" -> "info";
            case "FOLDER" -> Docs.ROOT.resolve("samples/evidence");
            case "PARTITION" -> "1";
            case "OUT", "PAGE", "DIR", "VERSIONS" -> own.resolve(word);
            default ->
                word.startsWith("samples/")
                        ? Docs.ROOT + "/" + word
                        : word.matches("[\\w-]+\\.(vhd|raw|html|png)") ? own.resolve(word) : word;
        };
    }

    private static boolean isShown(String printed, List<String> expected) {
        StringBuilder pattern = new StringBuilder("(?s)");
        for (String line : expected) {
            pattern.append(line.strip().equals("…") ? ".*" : Pattern.quote(line) + "\n");
        }
        return (printed.stripTrailing() + "\n").matches(pattern.toString());
    }

    @Test
    void commandsNamedInTextExist() throws IOException {
        for (Path page : Docs.pages()) {
            Matcher command = INLINE.matcher(Files.readString(page));
            while (command.find()) {
                assertEquals(0, ToolRun.of("help", command.group(1)).code(), page + ": " + command.group());
            }
        }
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        for (Path page : Docs.pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                String target = link.group(1);
                assertTrue(
                        target.contains("://") || Files.exists(page.resolveSibling(target)),
                        page + " links to " + target + ", which is not there");
            }
        }
    }
}

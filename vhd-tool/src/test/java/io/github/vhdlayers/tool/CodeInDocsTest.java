package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** That code which a page shows is code that is compiled and run, in the samples or in a test. A line of {@code …} leaves something out. */
class CodeInDocsTest {
    @TestFactory
    List<DynamicTest> javaAndKotlinAreTheSamples() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Docs.Block block : Docs.blocks()) {
            if (List.of("java", "kotlin").contains(block.language())) {
                tests.add(DynamicTest.dynamicTest(block.toString(), () -> isInASample(block)));
            }
        }
        assertTrue(tests.size() >= 2, "the README shows both languages");
        return tests;
    }

    private static void isInASample(Docs.Block block) throws IOException {
        List<String> pieces = List.of(String.join("\n", stripped(block.lines())).split("\n?…\n?"));
        for (String source : sources(block.language())) {
            if (containsInOrder(source, pieces)) {
                return;
            }
        }
        throw new AssertionError("no sample has this code of " + block + ":\n" + String.join("\n", block.lines()));
    }

    private static boolean containsInOrder(String source, List<String> pieces) {
        int at = 0;
        for (String piece : pieces) {
            int found = source.indexOf("\n" + piece + "\n", at);
            if (found < 0) {
                return false;
            }
            at = found + piece.length() + 1;
        }
        return true;
    }

    private static List<String> sources(String language) throws IOException {
        List<String> sources = new ArrayList<>();
        for (String folder : List.of(
                "samples/" + language + "/src",
                "samples/sleuthkit/src",
                "spark-vhd/spark-vhd/src/test",
                "tika-vhd-parser/tika-vhd-parser/src/test")) {
            try (Stream<Path> files = Files.walk(Docs.ROOT.resolve(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    sources.add("\n" + String.join("\n", stripped(Files.readAllLines(file))) + "\n");
                }
            }
        }
        return sources;
    }

    /** Indentation differs where code is taken out of its surroundings, and a page may explain a line behind it. */
    private static List<String> stripped(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceFirst(" +// .*", "").strip())
                .toList();
    }
}

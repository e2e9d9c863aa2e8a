package io.github.vhdlayers.vhdx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.testkit.SmallHeap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way to attack a reader through a VHDX that is known, each with the answer that was decided: refused with a code, or opened with
 * findings and so many sectors unknown, none of which can be read. All are asked in one process with a heap of 64 MiB. The answers are in
 * a file beside this test; {@code -Dhostile.vhdx.write=FILE} writes the present ones. How long each takes is not judged here, as
 * machines differ: {@code -Dhostile.log=FILE} writes the milliseconds of processor time.
 */
class HostileVhdxListTest {
    private static final String ANSWERS = "hostile-vhdx-answers.txt";

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> everyCaseHasItsAnswer() throws Exception {
        Map<String, String> answers = answers();
        String out = System.getProperty("hostile.vhdx.write");
        if (out != null) {
            Files.write(
                    Path.of(out),
                    answers.entrySet().stream()
                            .map(answer -> answer.getKey() + " -> " + answer.getValue())
                            .toList());
        }
        Map<String, String> expected = expected();
        return Stream.concat(
                Stream.of(DynamicTest.dynamicTest(
                        "the cases",
                        () -> assertEquals(List.copyOf(expected.keySet()), List.copyOf(answers.keySet())))),
                answers.entrySet().stream()
                        .map(answer -> DynamicTest.dynamicTest(
                                answer.getKey(),
                                () -> assertEquals(expected.get(answer.getKey()), answer.getValue()))));
    }

    private Map<String, String> answers() throws Exception {
        List<String> names = write();
        SmallHeap.run(HostileAnswers.class, folder);
        Map<String, String> answers = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(folder.resolve("log")).stream()
                .filter(line -> line.startsWith("case-"))
                .sorted()
                .toList();
        for (String line : lines) {
            String[] parts = line.split("\t", 5);
            answers.put(names.get(Integer.parseInt(parts[0].substring("case-".length()))), parts[4]);
        }
        assertEquals(names.size(), answers.size(), "every case has a name of its own, and an answer");
        return answers;
    }

    /** Writes one after another, so that not all are in memory; returns their names. */
    private List<String> write() throws IOException {
        List<String> names = new ArrayList<>();
        Consumer<HostileCase> to = one -> {
            try {
                one.files().write(Files.createDirectory(folder.resolve("case-%03d".formatted(names.size()))));
                names.add(one.name());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        HostileStructureCases.all(to);
        HostileMetadataCases.all(to);
        HostileTableCases.all(to);
        HostileLogCases.all(to);
        HostileChainCases.all(to);
        HostileSizeCases.all(Files.createDirectory(folder.resolve("together")), to);
        return names;
    }

    private static Map<String, String> expected() throws IOException {
        try (InputStream answers =
                Objects.requireNonNull(HostileVhdxListTest.class.getResourceAsStream(ANSWERS), ANSWERS)) {
            Map<String, String> expected = new LinkedHashMap<>();
            new String(answers.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" -> ", 2))
                    .forEach(parts -> expected.put(parts[0], parts[1]));
            return expected;
        }
    }
}

package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every code has its row in {@code docs/findings.md}, which says what the code says, and a test that has seen it happen. */
class CodesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "findings.md");
    private static final Path TESTS = Path.of("src", "test");
    private static final Pattern ROW = Pattern.compile("\\| `([A-Z0-9_]+)` \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|");

    private static final Path ERRORS =
            Path.of("src", "main", "java", "io", "github", "vhdlayers", "diag", "ErrorCode.java");
    private static final Pattern COMMENTED =
            Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s+([A-Z0-9_]+)\\(\"", Pattern.DOTALL);
    /** Prose that begins and ends as such, with nothing of a comment's or a program's text in it. */
    private static final Pattern SENTENCES = Pattern.compile("[A-Z](?:(?!/\\*|\\*/|\\{@|[{}]|public |enum ).){9,}\\.");

    private record Row(String kind, String meaning, String advice) {}

    @Test
    void theDocumentSaysWhatTheCodesSay() throws IOException {
        Map<String, Row> rows = rows();
        Map<String, String> sentences = sentences();
        List<String> expected = new ArrayList<>();
        for (ErrorCode code : ErrorCode.values()) {
            expected.add(code.name());
            Row row = rows.get(code.name());
            assertEquals(code.opening(), row == null ? "no row" : row.kind, code.name());
            assertEquals(sentences.get(code.name()), row == null ? "no row" : row.meaning, code.name());
        }
        for (FindingCode code : FindingCode.values()) {
            expected.add(code.name());
            Row row = rows.get(code.name());
            String severity = code.severity().name().toLowerCase(Locale.ROOT);
            assertEquals(severity, row == null ? "no row" : row.kind, code.name());
            assertEquals(code.meaning(), row == null ? "no row" : row.meaning, code.name());
        }
        assertEquals(expected, List.copyOf(rows.keySet()), "in the order of the code");
    }

    @Test
    void everyCodeIsSeenByATest() throws IOException {
        List<String> names = new ArrayList<>();
        Stream.of(ErrorCode.values()).map(Enum::name).forEach(names::add);
        Stream.of(FindingCode.values()).map(Enum::name).forEach(names::add);
        String tests = text();
        List<String> unseen = names.stream()
                .filter(name ->
                        !Pattern.compile("\\b" + name + "\\b").matcher(tests).find())
                .toList();
        assertEquals(List.of(), unseen);
    }

    private static Map<String, Row> rows() throws IOException {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Row before = rows.put(row.group(1), new Row(row.group(2), row.group(3), row.group(4)));
                assertNull(before, row.group(1));
                assertTrue(SENTENCES.matcher(row.group(4)).matches(), line);
            }
        }
        return rows;
    }

    /** What the comments in the source say of every error, in the words of the document. */
    private static Map<String, String> sentences() throws IOException {
        Map<String, String> sentences = new LinkedHashMap<>();
        Matcher constants = COMMENTED.matcher(Files.readString(ERRORS));
        while (constants.find()) {
            String words = constants.group(1).replaceAll("\\s+\\*?\\s*", " ").trim();
            sentences.put(
                    constants.group(2),
                    words.replaceAll("\\{@link ([A-Za-z]+)#([A-Za-z]+\\(\\))\\}", "`$1.$2`")
                            .replaceAll("\\{@code ([^}]+)\\}", "`$1`"));
        }
        return sentences;
    }

    private static String text() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("CodesTest.java")) {
                    text.append(Files.readString(file));
                }
            }
        }
        return text.toString();
    }
}

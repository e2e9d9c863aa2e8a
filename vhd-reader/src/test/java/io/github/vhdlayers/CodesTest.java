package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/findings.md} has the rows that the codes make, and every code is seen by a test. Run with {@code -Ddocs.write=true} to write
 * the rows.
 */
class CodesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "findings.md");
    private static final Path ANSWERS = Path.of("src", "test", "resources");
    private static final Pattern WORD = Pattern.compile("\\W+");
    private static final String ERRORS =
            "| code | opens with | what it means | what to think of it |\n|---|---|---|---|\n";
    private static final String FINDINGS =
            "| code | severity | what it means | what to think of it |\n|---|---|---|---|\n";
    private static final Pattern SENTENCES = Pattern.compile("[A-Z][^{}|]{9,}\\.");

    @Test
    void theDocumentHasARowForEveryCode() throws IOException {
        String document = Files.readString(DOCUMENT);
        String expected = withRows(withRows(document, ERRORS, errors()), FINDINGS, findings());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertEquals(expected, Files.readString(DOCUMENT), "run this test with -Ddocs.write=true");
    }

    @Test
    void adviceIsSentences() {
        for (ErrorCode code : ErrorCode.values()) {
            assertTrue(SENTENCES.matcher(code.meaning()).matches(), code::meaning);
            assertTrue(SENTENCES.matcher(code.advice()).matches(), code::advice);
        }
        for (FindingCode code : FindingCode.values()) {
            assertTrue(SENTENCES.matcher(code.advice()).matches(), code::advice);
        }
    }

    private static String errors() {
        StringBuilder rows = new StringBuilder();
        for (ErrorCode code : ErrorCode.values()) {
            row(rows, code.name(), code.opening(), code.meaning(), code.advice());
        }
        return rows.toString();
    }

    private static String findings() {
        StringBuilder rows = new StringBuilder();
        for (FindingCode code : FindingCode.values()) {
            String severity = code.severity().name().toLowerCase(Locale.ROOT);
            row(rows, code.name(), severity, code.meaning(), code.advice());
        }
        return rows.toString();
    }

    private static void row(StringBuilder rows, String code, String kind, String meaning, String advice) {
        rows.append("| `" + code + "` | " + kind + " | " + meaning + " | " + advice + " |\n");
    }

    /** The document with other rows under a table's head. */
    private static String withRows(String document, String head, String rows) {
        int start = document.indexOf(head) + head.length();
        assertTrue(start >= head.length(), () -> "the document has a table with the head " + head);
        int end = start;
        while (document.startsWith("|", end)) {
            end = document.indexOf('\n', end) + 1;
        }
        return document.substring(0, start) + rows + document.substring(end);
    }

    /** Named in the code of a test, or in the answers that tests compare with. */
    @Test
    void everyCodeIsSeenByATest() throws IOException {
        Set<String> unseen = new TreeSet<>();
        Stream.of(ErrorCode.values()).map(Enum::name).forEach(unseen::add);
        Stream.of(FindingCode.values()).map(Enum::name).forEach(unseen::add);
        for (JavaClass test : new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests())
                .importPackages("io.github.vhdlayers")) {
            test.getFieldAccessesFromSelf().stream()
                    .filter(access -> access.getTargetOwner().isEquivalentTo(ErrorCode.class)
                            || access.getTargetOwner().isEquivalentTo(FindingCode.class))
                    .map(access -> access.getTarget().getName())
                    .forEach(unseen::remove);
        }
        try (Stream<Path> files = Files.walk(ANSWERS)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".txt")).toList()) {
                WORD.splitAsStream(Files.readString(file)).forEach(unseen::remove);
            }
        }
        assertEquals(Set.of(), unseen);
    }
}

package io.github.vhdlayers.tool.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names that a disk gives, made into names of files. */
class SafeNamesTest {
    @Test
    void keepsWhatIsValidEverywhere() {
        assertEquals("Users/anna/Ledger 2026.xlsx", new SafeNames().of("/Users/anna/Ledger 2026.xlsx"));
    }

    @Test
    void namesStayInTheFolderAndNameNoDevice() {
        SafeNames names = new SafeNames();
        assertEquals("._/._/etc/passwd", names.of("/../../etc/passwd"));
        assertEquals("_CON/_nul.txt", names.of("/CON/nul.txt"));
        assertEquals("a_b_c", names.of("/a\\b:c"));
        assertEquals("end_/dot_", names.of("/end /dot."));
        assertEquals("_", names.of("/"));
    }

    @Test
    void namesThatDifferInCaseAloneGetDifferentFiles() {
        SafeNames names = new SafeNames();
        assertEquals("a.txt", names.of("/a.txt"));
        assertEquals("A~2.TXT", names.of("/A.TXT"));
        assertEquals("a~3.txt", names.of("/a.txt"));
    }

    @Test
    void aFolderIsNotCalledAsAFileIs() {
        SafeNames names = new SafeNames();
        assertEquals("x", names.of("/x"));
        assertEquals("x~2/y", names.of("/x/y"));
        assertEquals("d/e", names.of("/d/e"));
        assertEquals("d~2", names.of("/d"));
    }

    @Test
    void randomNamesAreValidAndDifferent() {
        long seed = 20261129;
        Random random = new Random(seed);
        SafeNames names = new SafeNames();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 5000; i++) {
            StringBuilder path = new StringBuilder();
            int length = random.nextInt(400);
            for (int c = 0; c < length; c++) {
                path.appendCodePoint(
                        random.nextInt(4) == 0 ? random.nextInt(0xD000) : " ./\\:*ab~".charAt(random.nextInt(9)));
            }
            String name = names.of(path.toString());
            assertTrue(seen.add(name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT)), "seed " + seed + ": " + name);
            for (String part : name.split("/", -1)) {
                assertFalse(
                        part.isEmpty()
                                || part.equals(".")
                                || part.equals("..")
                                || part.endsWith(" ")
                                || part.endsWith("."),
                        name);
                assertFalse(part.matches(".*[<>:\"\\\\|?*\\x00-\\x1f].*"), name);
                assertTrue(part.getBytes(StandardCharsets.UTF_8).length <= 210, name);
            }
        }
    }
}

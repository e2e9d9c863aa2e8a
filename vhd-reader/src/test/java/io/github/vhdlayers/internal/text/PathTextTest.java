package io.github.vhdlayers.internal.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.internal.text.PathText.Looks;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PathTextTest {
    @Test
    void plainPathsStayAsTheyAre() {
        for (String path : new String[] {
            "/Users/anna/Größe 日本.txt",
            "/etc/systemd/system/dev-disk-by\\x2duuid.device",
            "/a\\b\\c",
            "/C:\\Windows\\u202e",
            "/naïve\u3000全角.txt",
            "/10\u00A0000.txt",
            "/$MFT",
        }) {
            assertEquals(path, PathText.escape(path));
            assertTrue(PathText.isPlain(path));
        }
    }

    @Test
    void whatCannotBeSeenIsEscaped() {
        assertEquals("/x\\u{202E}y", PathText.escape("/x\u202Ey"));
        assertEquals("/a\\u{3164}", PathText.escape("/a\u3164"));
        assertEquals("/\\u{2800}\\u{7}\\u{A}", PathText.escape("/\u2800\u0007\n"));
        assertEquals("/\\u{E0101}", PathText.escape("/\uDB40\uDD01"));
        assertEquals("/\\u{D834}", PathText.escape("/\uD834"));
    }

    @Test
    void spacesAreEscapedAtTheEndsOfNames() {
        assertEquals("/a b/\\u{20}c\\u{20}\\u{A0}/d\\u{20}", PathText.escape("/a b/ c \u00A0/d "));
    }

    @Test
    void namesThatLookAlikeAreDistinguished() {
        assertEquals("/a\\u{A0}b", PathText.escape("/a\u00A0b", Looks.LIKE_ANOTHER, false));
        assertEquals("/a b", PathText.escape("/a b", Looks.LIKE_ANOTHER, false));
        assertEquals(PathText.looksOf("a b"), PathText.looksOf("a\u2003b"));
        assertEquals(PathText.looksOf("é"), PathText.looksOf("e\u0301"));
        assertNotEquals(
                PathText.escape("é", Looks.LIKE_ANOTHER, false), PathText.escape("e\u0301", Looks.LIKE_ANOTHER, false));
        assertTrue(PathText.isUnusual("e\u0301"));
        assertFalse(PathText.isUnusual("é 日本"));
    }

    @Test
    void aBackslashIsEscapedWhereItWouldBeginAnEscape() {
        assertEquals("/x\\u{5C}u{202E}y", PathText.escape("/x\\u{202E}y"));
        assertEquals("/x\\u{202E}y", PathText.unescape("/x\\u{5C}u{202E}y"));
        assertEquals("/x\\\\u{5C}x{41}", PathText.escape("/x\\\\x{41}"));
    }

    @Test
    void bytesThatAreNoUtf8AreKept() {
        String first = PathText.decode(new byte[] {'s', (byte) 0xFE, '.', 't'});
        String second = PathText.decode(new byte[] {'s', (byte) 0xFF, '.', 't'});
        assertEquals("s\\x{FE}.t", PathText.escape(first));
        assertEquals("s\\x{FF}.t", PathText.escape(second));
        assertEquals("73fe2e74", PathText.hex(first));
        assertEquals("a\\x{2F}b", PathText.escape(PathText.decode("a/b".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void anyBytesComeBack() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet = "\\ux{}5C20AFE \u00A0\u202E\u3164é\u0301:/";
        Map<String, String> seen = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(8)];
            if (random.nextBoolean()) {
                random.nextBytes(bytes);
            } else {
                StringBuilder text = new StringBuilder();
                for (int c = random.nextInt(10); c >= 0; c--) {
                    text.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            }
            String name = PathText.decode(bytes);
            String hint = "seed " + seed + ", " + PathText.hex(name);
            assertArrayEquals(bytes, PathText.encode(name), hint);
            for (Looks looks : Looks.values()) {
                String printed = PathText.escape(name, looks, random.nextBoolean());
                assertEquals(name, PathText.unescape(printed), hint);
            }
            String former = seen.putIfAbsent(PathText.escape(name), name);
            assertTrue(former == null || former.equals(name), hint);
            assertFalse(name.contains("/"), hint);
        }
    }

    /** An unpaired surrogate of a name of 16-bit units is no byte, and is not printed as one. */
    @Test
    void unpairedSurrogatesAreNotTakenForBytes() {
        String zero = PathText.ofUnits("n\uDC00b");
        assertEquals("n\\x{ED}\\x{B0}\\x{80}b", PathText.escape(zero));
        assertEquals("6eedb08062", PathText.hex(zero));
        assertEquals(zero, PathText.unescape(PathText.escape(zero)));
        assertEquals("n\\x{2F}b", PathText.escape(PathText.ofUnits("n/b")));
        assertEquals("\\u{D800}\uD83D\uDE00", PathText.escape(PathText.ofUnits("\uD800\uD83D\uDE00")));
        assertEquals("\\x{ED}\\x{B2}\\x{84}", PathText.escape(PathText.ofUnits("\uDC84")));
        assertNotEquals(PathText.ofUnits("\uDC84"), PathText.decode(new byte[] {(byte) 0x84}));
    }
}

package io.github.vhdlayers.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts in the form of LVM's configuration files, right, wrong and too large. */
class LvmTextTest {
    private static LvmText.Section parse(String text) throws LvmText.FormatException {
        return LvmText.parse(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String problem(String text) {
        return String.valueOf(
                assertThrows(LvmText.FormatException.class, () -> parse(text)).getMessage());
    }

    @Test
    void valuesAndSectionsAreUnderTheirNames() throws LvmText.FormatException {
        LvmText.Section all =
                parse("# made by hand\nAZaz_09-+. {\tn = 12 m=-5 v = 2.03 w = .5 s = \"a\\\"b\\\\c\u00e4#\"\n"
                        + "l = [1, \"two\", -3] e = [] # the end\n inner { x = 7 } }\r\u000b\fz = 0\0 }}}");
        assertEquals(List.of("AZaz_09-+."), List.copyOf(all.sections().keySet()));
        assertEquals(0, all.number("z"));
        LvmText.Section first = all.section("AZaz_09-+.");
        assertNotNull(first);
        assertEquals(12, first.number("n"));
        assertEquals(-1, first.number("m"), "no number that is negative is asked for");
        assertEquals("2.03", first.string("v"));
        assertEquals(".5", first.string("w"));
        assertEquals("a\"b\\c\u00e4#", first.string("s"));
        assertEquals(List.of(1L, "two", -3L), first.list("l"));
        assertEquals(List.of(), first.list("e"));
        LvmText.Section inner = first.section("inner");
        assertNotNull(inner);
        assertEquals(7, inner.number("x"));
        // What is not there, or something else.
        assertEquals(-1, first.number("s"));
        assertEquals(-1, first.number("none"));
        assertEquals("", first.string("n"));
        assertEquals(List.of(), first.list("n"));
        assertNull(first.section("n"));
    }

    @Test
    void aTextMayBeEmpty() throws LvmText.FormatException {
        for (String text : new String[] {"", "\0", " \n", "# no end of line", "\0garbage {"}) {
            assertEquals(List.of(), List.copyOf(parse(text).sections().keySet()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "vg0 {| the text ends inside a section, at byte 5 of the text",
                "}| a section ends that did not begin, at byte 1 of the text",
                "a { } }| a section ends that did not begin, at byte 7 of the text",
                "a| 'a' has neither a value nor a section, at byte 1 of the text",
                "a }| 'a' has neither a value nor a section, at byte 3 of the text",
                "a = [1, 2| the text ends inside a list, at byte 9 of the text",
                "a = [| the text ends inside a list, at byte 5 of the text",
                "a = [, 1]| '' is no number, at byte 5 of the text",
                "a = \"x| the text ends inside a string, at byte 6 of the text",
                "a = \"x\\| the text ends inside a string, at byte 7 of the text",
                "= 1| there is no name, at byte 0 of the text",
                "a = 1 a = 2| 'a' is there twice, at byte 11 of the text",
                "a { } a { }| 'a' is there twice, at byte 9 of the text",
                "a =| '' is no number, at byte 3 of the text",
                "a = -| '-' is no number, at byte 5 of the text",
                "a = x| '' is no number, at byte 4 of the text",
                "a = 9223372036854775808| '9223372036854775808' is no number, at byte 23 of the text",
                "@| there is no name, at byte 0 of the text",
                "a/b = 1| 'a' has neither a value nor a section, at byte 2 of the text"
            })
    void whatIsWrongIsSaidWithItsPlace(String text, String problem) {
        assertEquals(problem, problem(text));
    }

    @Test
    void sectionsAreNestedUpToSixteenDeep() throws LvmText.FormatException {
        assertEquals(1, parse("a {".repeat(15) + "}".repeat(15)).sections().size());
        assertEquals(
                "sections are nested more than 16 deep, at byte 48 of the text",
                problem("a {".repeat(16) + "}".repeat(16)));
    }

    /** Names and what is in lists, all of them together. */
    @Test
    void upTo200000EntriesAreRead() throws LvmText.FormatException {
        assertEquals(
                199_999, parse("a=[" + "1,".repeat(199_999) + "]").list("a").size());
        assertEquals(
                "there are more than 200000 entries, at byte 400004 of the text",
                problem("a=[" + "1,".repeat(200_000) + "]"));
    }
}

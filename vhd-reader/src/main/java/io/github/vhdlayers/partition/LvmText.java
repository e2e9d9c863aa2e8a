package io.github.vhdlayers.partition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text in which LVM keeps a volume group: sections in braces, and numbers, strings and lists of both under names. How long it is, how
 * deep sections are nested and how many entries there are is bounded; nothing in it recurses.
 */
final class LvmText {
    private static final int MOST_DEPTH = 16;
    private static final int MOST_ENTRIES = 200_000;

    private final byte[] text;
    private int at;
    private int entries;

    private LvmText(byte[] text) {
        this.text = text;
    }

    /** Says what is wrong with a text, and where. */
    static final class FormatException extends Exception {
        private static final long serialVersionUID = 1L;

        FormatException(String message) {
            super(message);
        }
    }

    /** A section: values and sections by their names, in their order. */
    static final class Section {
        private final Map<String, Object> entries = new LinkedHashMap<>();

        /** The sections in it by their names. */
        Map<String, Section> sections() {
            Map<String, Section> found = new LinkedHashMap<>();
            entries.forEach((name, value) -> {
                if (value instanceof Section section) {
                    found.put(name, section);
                }
            });
            return found;
        }

        @Nullable
        Section section(String name) {
            return entries.get(name) instanceof Section section ? section : null;
        }

        /** A number that is not negative; -1 if there is none of that name. */
        long number(String name) {
            return entries.get(name) instanceof Long number && number >= 0 ? number : -1;
        }

        /** A string, which is empty if there is none of that name. */
        String string(String name) {
            return entries.get(name) instanceof String string ? string : "";
        }

        /** A list of numbers and strings, which is empty if there is none of that name. */
        List<?> list(String name) {
            return entries.get(name) instanceof List<?> list ? list : List.of();
        }
    }

    /**
     * Reads a text.
     *
     * @throws FormatException if it breaks the format or a bound
     */
    static Section parse(byte[] text) throws FormatException {
        return new LvmText(text).parse();
    }

    private Section parse() throws FormatException {
        Section all = new Section();
        Deque<Section> open = new ArrayDeque<>();
        open.push(all);
        while (true) {
            skip();
            if (at == text.length || text[at] == 0) {
                if (open.size() > 1) {
                    throw wrong("the text ends inside a section");
                }
                return all;
            }
            if (text[at] == '}') {
                at++;
                open.pop();
                if (open.isEmpty()) {
                    throw wrong("a section ends that did not begin");
                }
                continue;
            }
            String name = word();
            skip();
            int next = at < text.length ? text[at] : 0;
            at++;
            if (next == '{') {
                if (open.size() == MOST_DEPTH) {
                    throw wrong("sections are nested more than " + MOST_DEPTH + " deep");
                }
                Section section = new Section();
                put(open.element(), name, section);
                open.push(section);
            } else if (next == '=') {
                skip();
                put(open.element(), name, at < text.length && text[at] == '[' ? list() : value());
            } else {
                throw wrong("'" + name + "' has neither a value nor a section");
            }
        }
    }

    private void put(Section section, String name, Object value) throws FormatException {
        count();
        if (section.entries.putIfAbsent(name, value) != null) {
            throw wrong("'" + name + "' is there twice");
        }
    }

    private void count() throws FormatException {
        if (++entries > MOST_ENTRIES) {
            throw wrong("there are more than " + MOST_ENTRIES + " entries");
        }
    }

    private List<Object> list() throws FormatException {
        at++;
        List<Object> values = new ArrayList<>();
        while (true) {
            skip();
            if (at == text.length) {
                throw wrong("the text ends inside a list");
            }
            if (text[at] == ']') {
                at++;
                return values;
            }
            if (text[at] == ',' && !values.isEmpty()) {
                at++;
                continue;
            }
            count();
            values.add(value());
        }
    }

    private Object value() throws FormatException {
        if (at < text.length && text[at] == '"') {
            return string();
        }
        int from = at;
        if (at < text.length && text[at] == '-') {
            at++;
        }
        while (at < text.length && (isDigit(text[at]) || text[at] == '.')) {
            at++;
        }
        String number = ascii(from);
        if (number.indexOf('.') >= 0) {
            // A version of a program; nothing that is needed here.
            return number;
        }
        try {
            return Long.valueOf(number);
        } catch (NumberFormatException e) {
            throw wrong("'" + number + "' is no number");
        }
    }

    private String string() throws FormatException {
        at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length && text[at] != '"') {
            if (text[at] == '\\' && at + 1 < text.length) {
                at++;
            }
            value.append((char) (text[at++] & 0xFF));
        }
        if (at == text.length) {
            throw wrong("the text ends inside a string");
        }
        at++;
        return value.toString();
    }

    private String word() throws FormatException {
        int from = at;
        while (at < text.length && isOfName(text[at])) {
            at++;
        }
        if (from == at) {
            throw wrong("there is no name");
        }
        return ascii(from);
    }

    /** The letters that names of groups and volumes may have. */
    private static boolean isOfName(byte letter) {
        return isDigit(letter)
                || (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || letter == '_'
                || letter == '-'
                || letter == '+'
                || letter == '.';
    }

    private static boolean isDigit(byte letter) {
        return letter >= '0' && letter <= '9';
    }

    private String ascii(int from) {
        StringBuilder found = new StringBuilder();
        for (int i = from; i < at; i++) {
            found.append((char) text[i]);
        }
        return found.toString();
    }

    /** Passes over space and comments. */
    private void skip() {
        while (at < text.length) {
            if (text[at] == '#') {
                while (at < text.length && text[at] != '\n') {
                    at++;
                }
            } else if (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r')) {
                at++;
            } else {
                return;
            }
        }
    }

    private FormatException wrong(String what) {
        return new FormatException(what + ", at byte " + Math.min(at, text.length) + " of the text");
    }
}

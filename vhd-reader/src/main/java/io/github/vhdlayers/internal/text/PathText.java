package io.github.vhdlayers.internal.text;

import io.github.vhdlayers.diag.SafeText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the path of a file inside a disk is written, so that what is printed names that file and no other.
 *
 * <p>In memory a path holds the characters of its names. A byte that is no UTF-8 is held as one unpaired surrogate, U+DC00 and the
 * byte's value, and so is a slash within a name, so that two names of different bytes are two texts.
 *
 * <p>{@link #escape} writes what cannot be seen as <code>&#92;u{202E}</code> and bytes that are no UTF-8 as <code>&#92;x{FF}</code>.
 * A backslash stays one backslash, but where it would begin such a sequence it is <code>&#92;u{5C}</code>: {@link #unescape} gives
 * the path back, always.
 *
 * <p>Thread-safe: it keeps nothing.
 *
 * @since 0.1.0
 */
public final class PathText {
    private static final int BYTE = 0xDC00;
    private static final int LAST_BYTE = 0xDCFF;
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u\\{([0-9A-F]{1,6})}|x\\{([0-9A-F]{2})})");

    private PathText() {}

    /** A name of a file system that stores bytes, most often UTF-8. Bytes that are not, and slashes, are held as they are. */
    public static String decode(byte[] name) {
        StringBuilder text = new StringBuilder(name.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            text.append(decoder.decode(ByteBuffer.wrap(name)));
        } catch (CharacterCodingException e) {
            decodePieces(name, text);
        }
        return withoutSlash(text.toString());
    }

    /** A name with its slashes, which a path has between names only, as bytes. */
    public static String withoutSlash(String name) {
        return name.replace('/', (char) (BYTE + '/'));
    }

    /**
     * A name of a file system that stores 16-bit units, which need not be valid text. A slash is held as a byte. So is an unpaired surrogate
     * that would look like one: as the three bytes that UTF-8 would have for it. Other units are held as they are.
     */
    public static String ofUnits(String units) {
        StringBuilder text = null;
        for (int i = 0; i < units.length(); i++) {
            char c = units.charAt(i);
            boolean isAlone = isByte(c) && (i == 0 || !Character.isHighSurrogate(units.charAt(i - 1)));
            if (text == null && (isAlone || c == '/')) {
                text = new StringBuilder(units.length() + 8).append(units, 0, i);
            }
            if (text != null && isAlone) {
                text.append((char) (BYTE + (0xE0 | (c >> 12))));
                text.append((char) (BYTE + (0x80 | ((c >> 6) & 0x3F))));
                text.append((char) (BYTE + (0x80 | (c & 0x3F))));
            } else if (text != null) {
                text.append(c == '/' ? (char) (BYTE + '/') : c);
            }
        }
        return text == null ? units : text.toString();
    }

    private static void decodePieces(byte[] name, StringBuilder text) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer from = ByteBuffer.wrap(name);
        CharBuffer to = CharBuffer.allocate(name.length);
        while (from.hasRemaining()) {
            decoder.reset();
            boolean isWhole = decoder.decode(from, to, true).isUnderflow();
            text.append(to.flip());
            to.clear();
            if (!isWhole) {
                // One byte at a time: what follows may be right again.
                text.append((char) (BYTE + Byte.toUnsignedInt(from.get())));
            }
        }
    }

    /** The bytes of a path: those that {@link #decode} was given, and UTF-8 for the rest. Different paths have different bytes. */
    public static byte[] encode(String path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(path.length() + 8);
        for (int i = 0; i < path.length(); ) {
            int c = path.codePointAt(i);
            i += Character.charCount(c);
            if (isByte(c)) {
                bytes.write(c - BYTE);
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                // Of NTFS, which takes any 16 bits for a character: in the form that UTF-8 would have for it.
                bytes.write(0xE0 | (c >> 12));
                bytes.write(0x80 | ((c >> 6) & 0x3F));
                bytes.write(0x80 | (c & 0x3F));
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** {@link #encode} in lower-case hexadecimal digits. */
    public static String hex(String path) {
        return HexFormat.of().formatHex(encode(path));
    }

    /** Whether every character of a path can be seen, and {@link #escape} leaves it as it is. */
    public static boolean isPlain(String path) {
        return escape(path).equals(path);
    }

    /**
     * The path as it is printed: controls, format and direction marks, blank letters, line and paragraph separators, unpaired
     * surrogates, private and unassigned characters, spaces at either end of a name, and bytes that are no UTF-8 are escaped.
     */
    public static String escape(String path) {
        return escape(path, Looks.ALONE, false);
    }

    /** Whether a path can be mistaken for another one in print. */
    public enum Looks {
        /** No other name of the folder prints like this one. */
        ALONE,
        /** Another name of the folder, or of one above it, prints like this one unless more is escaped. */
        LIKE_ANOTHER
    }

    /**
     * The path as it is printed.
     *
     * @param looks whether spaces other than U+0020, and characters in a form that is not the usual one, are escaped too
     * @param colons whether colons are escaped, because the file system has streams, which a colon separates from the path
     */
    public static String escape(String path, Looks looks, boolean colons) {
        if (isSimple(path)) {
            return path;
        }
        boolean unusual = looks == Looks.LIKE_ANOTHER && !Normalizer.isNormalized(path, Normalizer.Form.NFC);
        StringBuilder text = new StringBuilder(path.length() + 16);
        for (int i = 0; i < path.length(); ) {
            int c = path.codePointAt(i);
            int next = i + Character.charCount(c);
            if (isByte(c)) {
                text.append(String.format("\\x{%02X}", c - BYTE));
            } else if (isEscaped(path, i, next, c, looks) || (unusual && c > 0x7F) || (colons && c == ':')) {
                text.append(String.format("\\u{%X}", c));
            } else {
                text.appendCodePoint(c);
            }
            i = next;
        }
        return text.toString();
    }

    /** Most paths are letters, digits and a few marks, and this is asked for each file of a disk. */
    private static boolean isSimple(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == ' ' ? !isBetween(path, i) : c < ' ' || c >= 0x7F || c == '\\' || c == ':') {
                return false;
            }
        }
        return true;
    }

    /** Whether a space is alone between two other characters of a name. */
    private static boolean isBetween(String path, int at) {
        return at > 0
                && at + 1 < path.length()
                && path.charAt(at - 1) != '/'
                && path.charAt(at - 1) != ' '
                && path.charAt(at + 1) != '/'
                && path.charAt(at + 1) != ' ';
    }

    private static boolean isEscaped(String path, int at, int next, int c, Looks looks) {
        if (c == '\\') {
            return path.startsWith("u{", next) || path.startsWith("x{", next);
        }
        if (Character.getType(c) == Character.SPACE_SEPARATOR) {
            boolean atEnd = at == 0
                    || path.charAt(at - 1) == '/'
                    || next == path.length()
                    || path.charAt(next) == '/'
                    || isInSpacesAtEnd(path, at, next);
            return atEnd || (c != ' ' && looks == Looks.LIKE_ANOTHER);
        }
        return !isVisible(c);
    }

    /** Whether only spaces are between a space and either end of its name. */
    private static boolean isInSpacesAtEnd(String path, int at, int next) {
        int back = at;
        while (back > 0 && isSpace(path.charAt(back - 1))) {
            back--;
        }
        int on = next;
        while (on < path.length() && isSpace(path.charAt(on))) {
            on++;
        }
        return back == 0 || path.charAt(back - 1) == '/' || on == path.length() || path.charAt(on) == '/';
    }

    private static boolean isSpace(char c) {
        return Character.getType(c) == Character.SPACE_SEPARATOR;
    }

    /** A name may also hide in what other texts are shown with. */
    private static boolean isVisible(int c) {
        return SafeText.isPlain(Character.toString(c)) && !isBlank(c);
    }

    /** Letters, marks and signs that show nothing: the braille pattern without dots, and what Unicode lets programs ignore. */
    private static boolean isBlank(int c) {
        return c == 0x2800
                || c == 0x034F
                || (c >= 0x115F && c <= 0x1160)
                || (c >= 0x17B4 && c <= 0x17B5)
                || (c >= 0x180B && c <= 0x180F)
                || c == 0x3164
                || (c >= 0xFE00 && c <= 0xFE0F)
                || c == 0xFFA0
                || c == 0x1D159
                || (c >= 0xE0100 && c <= 0xE01EF);
    }

    private static boolean isByte(int c) {
        return c >= BYTE && c <= LAST_BYTE;
    }

    /** The path that {@link #escape} wrote so; a text without escapes stays as it is. */
    public static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        return ESCAPE.matcher(text).replaceAll(PathText::unescaped);
    }

    private static String unescaped(MatchResult match) {
        String code = match.group(1);
        if (code == null) {
            return Matcher.quoteReplacement(Character.toString(BYTE + HexFormat.fromHexDigits(match.group(2))));
        }
        int c = HexFormat.fromHexDigits(code);
        return Matcher.quoteReplacement(Character.isValidCodePoint(c) ? Character.toString(c) : match.group());
    }

    /** What two names have in common that print alike: the same text after all spaces are one kind and all forms the usual one. */
    public static String looksOf(String name) {
        String printed = escape(name);
        StringBuilder text = new StringBuilder(printed.length());
        for (int i = 0; i < printed.length(); i++) {
            text.append(isSpace(printed.charAt(i)) ? ' ' : printed.charAt(i));
        }
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** Whether a name could print like another one: it has spaces other than U+0020, or a form that is not the usual one. */
    public static boolean isUnusual(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c > 0x7F) {
                return !looksOf(name).equals(escape(name));
            }
        }
        return false;
    }
}

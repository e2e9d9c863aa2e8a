package io.github.vhdlayers.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.codec.Sha256;
import io.github.vhdlayers.internal.scan.ScannedFile;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue as a file: a line of text for each file that was looked at, a line that names the version before them, and one with
 * their number and SHA-256 behind them. What is read is checked and bounded, and a file that is not wholly sound is not used at all.
 */
final class CatalogueFile {
    private static final String FIRST = "vhd-catalogue 1";
    private static final String LAST = "end ";
    private static final String NONE = "-";
    private static final int FIELDS = 8;
    /** More characters than a path can have on any system, each written as six. */
    private static final int MOST_CHARACTERS = 200_000;

    private CatalogueFile() {}

    /** A file that is no catalogue, or no sound one. */
    static final class UnsoundException extends IOException {
        private static final long serialVersionUID = 1L;

        UnsoundException(String message) {
            super(message);
        }
    }

    /**
     * The rows of a file.
     *
     * @throws UnsoundException if it is no catalogue, or was cut off or changed
     * @throws IOException if it cannot be read
     */
    static Map<Path, CatalogueRow> read(Path file, int mostRows) throws IOException {
        Map<Path, CatalogueRow> rows = new HashMap<>();
        MessageDigest digest = Sha256.digest();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Files.newInputStream(file),
                UTF_8.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)))) {
            if (!FIRST.equals(line(lines))) {
                throw new UnsoundException("does not begin as a catalogue of this version does");
            }
            while (true) {
                String line = line(lines);
                if (line == null) {
                    throw new UnsoundException("was cut off");
                }
                if (line.startsWith(LAST)) {
                    if (!line.equals(LAST + rows.size() + " " + hex(digest))) {
                        throw new UnsoundException("its rows are not those that were written");
                    }
                    return rows;
                }
                if (rows.size() == mostRows) {
                    throw new UnsoundException("has more than " + mostRows + " rows");
                }
                digest.update((line + "\n").getBytes(UTF_8));
                CatalogueRow row = row(line, file.getFileSystem());
                if (rows.put(row.path(), row) != null) {
                    throw new UnsoundException("has two rows for one file");
                }
            }
        } catch (CharacterCodingException e) {
            throw new UnsoundException("is no text in UTF-8");
        }
    }

    /**
     * Writes the settled rows beside the file and then in its place.
     *
     * @throws IOException if it cannot be written, or a file is there that is no catalogue, which stays as it is
     */
    static void write(Path file, Collection<CatalogueRow> rows) throws IOException {
        if (Files.exists(file) && !isCatalogue(file)) {
            throw new IOException(file + " is there and is no catalogue, so it was not written over");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " is no file's path");
        }
        Path beside = Files.createTempFile(folder, file.getFileName() + ".", ".partial");
        try {
            MessageDigest digest = Sha256.digest();
            int count = 0;
            try (BufferedWriter out =
                    new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(beside), UTF_8))) {
                out.write(FIRST + "\n");
                for (CatalogueRow row : rows) {
                    if (row.settled()) {
                        String line = text(row) + "\n";
                        digest.update(line.getBytes(UTF_8));
                        out.write(line);
                        count++;
                    }
                }
                out.write(LAST + count + " " + hex(digest) + "\n");
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static boolean isCatalogue(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        byte[] expected = FIRST.substring(0, FIRST.indexOf(' ') + 1).getBytes(UTF_8);
        try (var in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(expected.length), expected);
        }
    }

    private static String text(CatalogueRow row) {
        UniqueId id = row.id();
        FileStamp stamp = Objects.requireNonNull(row.stamp(), "a settled row has a stamp");
        return String.join(
                "\t",
                row.kind().name(),
                id == null ? NONE : HexFormat.of().formatHex(id.toBytes()),
                Long.toString(stamp.size()),
                text(stamp.modified()),
                text(stamp.changed()),
                escape(row.path().toString()));
    }

    private static CatalogueRow row(String line, FileSystem system) throws UnsoundException {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            throw new UnsoundException("a row has " + fields.length + " fields");
        }
        try {
            UniqueId id =
                    fields[1].equals(NONE) ? null : UniqueId.of(HexFormat.of().parseHex(fields[1]));
            FileStamp stamp = new FileStamp(
                    Long.parseLong(fields[2]),
                    time(fields[3], fields[4]),
                    fields[5].equals(NONE) ? null : time(fields[5], fields[6]));
            return new CatalogueRow(
                    system.getPath(unescape(fields[7])), ScannedFile.Kind.valueOf(fields[0]), id, stamp, true);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new UnsoundException("a row cannot be read");
        }
    }

    private static String text(@Nullable Instant time) {
        return time == null ? NONE + "\t" + NONE : time.getEpochSecond() + "\t" + time.getNano();
    }

    private static Instant time(String seconds, String nanos) {
        return Instant.ofEpochSecond(Long.parseLong(seconds), Integer.parseInt(nanos));
    }

    /** A line without its end, or null at the end of the file. */
    private static @Nullable String line(BufferedReader lines) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = lines.read(); c != '\n'; c = lines.read()) {
            if (c < 0) {
                return null;
            }
            if (line.length() == MOST_CHARACTERS) {
                throw new UnsoundException("has a line of more than " + MOST_CHARACTERS + " characters");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    /** What would end a field or a line, or is not to be written in UTF-8, as its number. */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '%' || Character.isSurrogate(c)) {
                escaped.append(String.format("%%%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String unescape(String text) throws UnsoundException {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 5 > text.length()) {
                    throw new UnsoundException("a row cannot be read");
                }
                plain.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
                i += 4;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}

package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.tool.output.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hashes of files that are known, from lists; the length of a hash says which it is. Immutable and thread-safe. */
final class KnownHashes {
    private static final int LONGEST_LINE = 1 << 20;
    private static final String SQLITE = "SQLite format 3\0";
    private static final Map<Integer, HashAlgorithm> BY_DIGITS =
            Map.of(32, HashAlgorithm.MD5, 40, HashAlgorithm.SHA1, 64, HashAlgorithm.SHA256);

    private final Map<HashAlgorithm, SortedHashes> hashes = new EnumMap<>(HashAlgorithm.class);

    private KnownHashes() {}

    /** A list that cannot be used. */
    static final class UnusableListException extends IOException {
        private static final long serialVersionUID = 1L;

        UnusableListException(String message) {
            super(message);
        }
    }

    /**
     * Reads lists.
     *
     * @param mostBytes how much memory they may take together
     * @throws UnusableListException if a line is not understood, a list has no hash, or they do not fit
     * @throws IOException if a list cannot be read
     */
    static KnownHashes read(List<Path> lists, long mostBytes) throws IOException {
        KnownHashes known = new KnownHashes();
        for (Path list : lists) {
            known.add(list, mostBytes / HashAlgorithm.values().length);
        }
        known.hashes.values().forEach(SortedHashes::sort);
        return known;
    }

    private void add(Path list, long mostBytes) throws IOException {
        HashLine lines = new HashLine();
        long number = 0;
        boolean empty = true;
        try (InputStream in = Files.newInputStream(list)) {
            Lines all = new Lines(in);
            for (String line = all.next(); line != null; line = all.next()) {
                number++;
                if (number == 1 && line.startsWith(SQLITE)) {
                    throw new UnusableListException(database(SafeText.escape(list.toString())));
                }
                String found = lines.find(number == 1 ? line.replaceFirst("^\u00EF\u00BB\u00BF", "") : line);
                if (found == null || !addHash(found, mostBytes)) {
                    throw new UnusableListException(SafeText.escape(list.toString()) + ": line " + number
                            + " has no MD5, SHA-1 or SHA-256: "
                            + SafeText.escape(line.substring(0, Math.min(80, line.length()))));
                }
                empty = empty && found.isEmpty();
            }
        }
        if (empty) {
            throw new UnusableListException(SafeText.escape(list.toString()) + ": has no hash");
        }
    }

    /** What to do with the form in which the NSRL is published since its third edition. */
    private static String database(String list) {
        return list
                + " is an SQLite database, as the NSRL's RDSv3 is; sqlite3 writes its hashes into a list that can be named here: sqlite3 \""
                + list
                + "\" \"SELECT DISTINCT sha256 FROM FILE\" > known.txt (md5 in place of sha256 takes half the memory)";
    }

    private boolean addHash(String digits, long mostBytes) throws UnusableListException {
        if (digits.isEmpty()) {
            return true;
        }
        HashAlgorithm algorithm = BY_DIGITS.get(digits.length());
        if (algorithm == null || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            return false;
        }
        SortedHashes same = hashes.computeIfAbsent(algorithm, kind -> new SortedHashes(digits.length() / 2, mostBytes));
        if (!same.add(HexFormat.of().parseHex(digits))) {
            throw new UnusableListException("the lists have more than " + Words.number(same.count())
                    + " hashes of one kind, which is what fits into this program's memory; give Java more with"
                    + " VHD_JAVA_OPTS=-Xmx8g");
        }
        return true;
    }

    /** The lines of a list, as bytes that are taken for characters: names may be in any character set, hashes are not. */
    private static final class Lines {
        private final InputStream in;
        private final byte[] chunk = new byte[1 << 16];
        private int at;
        private int end;

        private Lines(InputStream in) {
            this.in = in;
        }

        /** A line, or null at the end; what makes a line longer than any list has is left away. */
        private @Nullable String next() throws IOException {
            StringBuilder line = new StringBuilder();
            boolean any = false;
            while (at < end || fill()) {
                any = true;
                int stop = at;
                while (stop < end && chunk[stop] != '\n') {
                    stop++;
                }
                int taken = Math.min(stop - at, LONGEST_LINE - line.length());
                line.append(new String(chunk, at, taken, StandardCharsets.ISO_8859_1));
                boolean ended = stop < end;
                at = ended ? stop + 1 : stop;
                if (ended) {
                    break;
                }
            }
            int length = line.length();
            if (length > 0 && line.charAt(length - 1) == '\r') {
                line.setLength(length - 1);
            }
            return any ? line.toString() : null;
        }

        private boolean fill() throws IOException {
            at = 0;
            end = Math.max(0, in.read(chunk));
            return end > 0;
        }
    }

    /** The hashes that have to be taken of a file to ask about it. */
    Set<HashAlgorithm> algorithms() {
        return hashes.keySet();
    }

    /** Whether one of the lists has a file, by its hashes of {@link #algorithms()}. */
    boolean contains(Map<HashAlgorithm, byte[]> file) {
        return hashes.entrySet().stream().anyMatch(list -> {
            byte[] hash = file.get(list.getKey());
            return hash != null && list.getValue().contains(hash);
        });
    }
}

package io.github.vhdlayers.tool.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the hash in a line of a list of known files: the NSRL's tables (RDS, comma-separated, with a line of names first), what {@code
 * sha256sum} and its like print, with or without {@code --tag}, and plain hashes. For one file.
 */
final class HashLine {
    private static final Pattern TAGGED = Pattern.compile("\\\\?[A-Za-z0-9-]+ \\(.*\\) = ([0-9A-Fa-f]+)");
    private static final Pattern BEFORE_NAME = Pattern.compile("\\\\?([0-9A-Fa-f]+)(?: [ *].*)?");
    /** The strongest first: of a table with several that one is taken. */
    private static final List<String> COLUMNS = List.of("sha256", "sha1", "md5");

    private int column = -1;
    private boolean first = true;

    /** The hash in hexadecimal digits; empty if the line has none to have; null if it is not understood. */
    @Nullable
    String find(String line) {
        boolean begins = first;
        first = false;
        if (line.isBlank() || line.startsWith("#")) {
            first = begins;
            return "";
        }
        if (column >= 0) {
            List<String> cells = cells(line);
            return column < cells.size() ? cells.get(column).strip() : null;
        }
        if (begins) {
            List<String> names = cells(line).stream()
                    .map(name -> name.strip().toLowerCase(Locale.ROOT).replace("-", ""))
                    .toList();
            for (String name : COLUMNS) {
                if (names.contains(name)) {
                    column = names.indexOf(name);
                    return "";
                }
            }
        }
        for (Pattern form : List.of(BEFORE_NAME, TAGGED)) {
            Matcher matcher = form.matcher(line.strip());
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        return null;
    }

    /** The cells of a line of a comma-separated table, in quotes or not. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            if (letter == '"') {
                quoted = !quoted;
            } else if (letter == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(letter);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}

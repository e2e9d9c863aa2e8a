package io.github.vhdlayers.tika.pipes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.rows.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rows in a folder: a folder for each table, and in it a file of JSON Lines for each key. A file is written beside and renamed, so that
 * one which is there is whole. Thread-safe, and safe for several processes and machines that share the folder.
 *
 * @param root the folder; made when the first row is written
 */
record RowStore(Path root) {
    static final String LAYERS = "layers";
    static final String CHAINS = "chains";
    static final String FILES = "files";
    static final String WALKS = "walks";
    static final String TEXTS = "texts";
    static final String TASKS = "tasks";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern KEY = Pattern.compile("([a-z]+-)?[0-9a-f]{64}");

    /** Whether a text can be a key: it becomes a file's name. */
    static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    boolean has(String table, String key) {
        return Files.exists(file(table, key));
    }

    /**
     * Reads rows, a row at a time.
     *
     * @throws NoSuchFileException if there are none
     * @throws IOException if they cannot be read
     */
    void read(String table, String key, RowReader reader) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file(table, key))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.row(row(line));
            }
        }
    }

    /** Reads all rows of a key; none if there is no file. */
    List<JsonNode> all(String table, String key) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try {
            read(table, key, rows::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return rows;
    }

    /** Writes the rows of a key, in place of those that are there. */
    void write(String table, String key, List<Row> rows) throws IOException {
        try (RowFile file = begin(table, key)) {
            for (Row row : rows) {
                file.add(row);
            }
            file.keep();
        }
    }

    /** Begins to write the rows of a key; the caller closes the result. */
    RowFile begin(String table, String key) throws IOException {
        Path file = file(table, key);
        Files.createDirectories(file.getParent());
        return new RowFile(file);
    }

    /** Texts and tasks are as many as contents, more than a folder should have. */
    private Path file(String table, String key) {
        if (!isKey(key)) {
            throw new IllegalArgumentException("no key: " + key);
        }
        Path folder = root.resolve(table);
        if (table.equals(TEXTS) || table.equals(TASKS)) {
            int hash = key.indexOf('-') + 1;
            folder = folder.resolve(key.substring(hash, hash + 2));
        }
        return folder.resolve(key + ".jsonl");
    }

    private static JsonNode row(String line) throws IOException {
        return JSON.readTree(line.getBytes(StandardCharsets.UTF_8));
    }

    /** A row as a line of JSON, without its end. */
    static String line(Row row) {
        try {
            return JSON.writeValueAsString(row.columns());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Takes rows. */
    @FunctionalInterface
    interface RowReader {
        void row(JsonNode row) throws IOException;
    }
}

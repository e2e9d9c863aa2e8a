package io.github.vhdlayers.samples.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.diag.SafeText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of all texts, in SQLite's full-text index: one file, no server.
 *
 * @param file the database
 */
record TextIndex(Path file) {
    private static final String NAME = "texts.sqlite";
    private static final int MOST = 50;

    static TextIndex of(Path store) {
        return new TextIndex(store.resolve(NAME));
    }

    /** Makes the index of a store anew. */
    static void write(Path store) throws SQLException, IOException {
        Path beside = store.resolve(NAME + ".partial");
        Files.deleteIfExists(beside);
        ObjectMapper json = new ObjectMapper();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + beside);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = OFF");
            statement.execute("CREATE VIRTUAL TABLE texts USING fts5(sha256 UNINDEXED, embedded_path UNINDEXED, text)");
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO texts VALUES (?, ?, ?)")) {
                for (Path rows : files(store.resolve("texts"))) {
                    try (BufferedReader lines = Files.newBufferedReader(rows)) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            JsonNode row = json.readTree(line);
                            insert.setString(1, row.path("sha256").asText());
                            insert.setString(2, row.path("embedded_path").asText());
                            insert.setString(3, row.path("text").asText());
                            insert.execute();
                        }
                    }
                }
            }
            connection.commit();
        }
        Files.move(beside, store.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<Path> files(Path texts) throws IOException {
        if (!Files.isDirectory(texts)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(texts)) {
            return all.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    /** Prints the texts that have all of some words, the best first, and where their contents are. */
    void search(List<String> words, Rows rows, PrintStream out) throws SQLException {
        // A word in quotes is a word, whatever it looks like.
        String all = words.stream()
                .map(word -> '"' + word.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(" "));
        int found = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                PreparedStatement select = connection.prepareStatement("SELECT sha256, embedded_path,"
                        + " snippet(texts, 2, '[', ']', '…', 12) FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT "
                        + MOST)) {
            select.setString(1, all);
            try (ResultSet texts = select.executeQuery()) {
                while (texts.next()) {
                    found++;
                    out.println(texts.getString(1) + " " + SafeText.escape(texts.getString(2)));
                    out.println("    "
                            + SafeText.escape(
                                    texts.getString(3).replaceAll("\\s+", " ").strip()));
                    for (String place : rows.places(texts.getString(1))) {
                        out.println("    " + place);
                    }
                }
            }
        }
        out.println("(" + found + " texts)");
    }
}

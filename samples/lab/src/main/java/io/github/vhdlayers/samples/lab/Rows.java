package io.github.vhdlayers.samples.lab;

import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.rows.Column;
import io.github.vhdlayers.rows.RowTable;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of a store, asked by DuckDB. For one thread. */
final class Rows implements AutoCloseable {
    /** The question that needs a list. */
    static final String HASH_LIST = "hash-list.sql";

    private static final int MOST_ROWS = 50;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Connection connection;

    private Rows(Connection connection) {
        this.connection = connection;
    }

    /** Opens the Parquet files of a store. */
    static Rows of(Path store) throws SQLException {
        Rows rows = new Rows(open());
        try (Statement statement = rows.connection.createStatement()) {
            for (RowTable table : RowTable.values()) {
                statement.execute("CREATE VIEW " + table + " AS SELECT * FROM read_parquet("
                        + quoted(parquet(store, table)) + ")");
            }
            statement.execute("CREATE TABLE hashes (sha256 VARCHAR)");
        } catch (SQLException e) {
            rows.close();
            throw e;
        }
        return rows;
    }

    private static Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:");
    }

    private static Path parquet(Path store, RowTable table) {
        return store.resolve("parquet").resolve(table + ".parquet");
    }

    /** Makes one Parquet file for each table of the JSON Lines. */
    static void writeParquet(Path store) throws SQLException, IOException {
        Files.createDirectories(store.resolve("parquet"));
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            for (RowTable table : RowTable.values()) {
                Path beside = store.resolve("parquet").resolve(table + ".partial");
                statement.execute("COPY (" + lines(store, table) + ") TO " + quoted(beside)
                        + " (FORMAT parquet, COMPRESSION zstd)");
                Files.move(
                        beside,
                        parquet(store, table),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static String lines(Path store, RowTable table) throws IOException {
        if (isEmpty(store.resolve(table.toString()))) {
            return table.columns().stream()
                    .map(column -> "CAST(NULL AS " + type(column) + ") AS " + column.name())
                    .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
        }
        String columns = table.columns().stream()
                .map(column -> column.name() + ": '" + type(column) + "'")
                .collect(Collectors.joining(", ", "{", "}"));
        return "SELECT * FROM read_json("
                + quoted(store.resolve(table.toString()).resolve("*.jsonl"))
                + ", format = 'newline_delimited', maximum_object_size = 1073741824, columns = " + columns + ")";
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.noneMatch(file -> file.toString().endsWith(".jsonl"));
        }
    }

    private static String type(Column column) {
        return switch (column.type()) {
            case TEXT -> "VARCHAR";
            case NUMBER -> "BIGINT";
            case FLAG -> "BOOLEAN";
            case TEXTS -> "VARCHAR[]";
            case NUMBERS -> "MAP(VARCHAR, BIGINT)";
        };
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    /** Reads a list of SHA-256, one a line; lines that are none are left out. */
    void setHashes(Path list) throws SQLException, IOException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO hashes VALUES (?)")) {
            for (String line : Files.readAllLines(list)) {
                String hash = line.strip().toLowerCase(Locale.ROOT);
                if (SHA256.matcher(hash).matches()) {
                    insert.setString(1, hash);
                    insert.execute();
                }
            }
        }
    }

    /** Where a content is: the first paths that a layer gave it. */
    List<String> places(String sha256) throws SQLException {
        List<String> places = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT l.paths[1] || ' ' || f.volume || ' ' || f.path FROM files f"
                        + " JOIN layers l ON l.layer_key = f.layer_key WHERE f.sha256 = ? ORDER BY 1 LIMIT 10")) {
            select.setString(1, sha256);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    places.add(found.getString(1));
                }
            }
        }
        return places;
    }

    /** Asks a question of a file, and prints the answer: a line for each row, with tabs between columns. */
    void ask(Path question, PrintStream out) throws SQLException, IOException {
        String sql = Files.readString(question);
        out.println(sql.lines().findFirst().orElse("").replaceFirst("^-- *", "== "));
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql.strip().replaceFirst(";$", ""))) {
            int columns = answer.getMetaData().getColumnCount();
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                cells.add(answer.getMetaData().getColumnLabel(i));
            }
            out.println(String.join("\t", cells));
            int rows = 0;
            while (answer.next()) {
                if (rows++ < MOST_ROWS) {
                    cells.clear();
                    for (int i = 1; i <= columns; i++) {
                        cells.add(SafeText.escape(String.valueOf(answer.getObject(i))));
                    }
                    out.println(String.join("\t", cells));
                }
            }
            out.println(rows > MOST_ROWS ? "(" + MOST_ROWS + " of " + rows + " rows)" : "(" + rows + " rows)");
        }
        out.println();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

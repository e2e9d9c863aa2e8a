package io.github.vhdlayers.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.vhdlayers.rows.RowTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The questions of the lab sample, word for word, in Spark and in DuckDB, over the tables as Spark wrote them. */
@SupportedJava
class QuestionsTest {
    private static final Path ROOT = Path.of("..", "..");

    @TempDir
    Path folder;

    @Test
    void sparkAndDuckDbGiveTheSameAnswers() throws Exception {
        Path disks = Files.createDirectories(folder.resolve("lab"));
        MadeLab.write(disks, 3);
        // The same content on another base, as far as its file's time tells.
        Path copy = Files.createDirectories(disks.resolve("case2")).resolve("base.vhd");
        Files.copy(ROOT.resolve("samples").resolve("evidence").resolve("base.vhd"), copy);
        Files.setLastModifiedTime(copy, FileTime.fromMillis(1_700_000_000_000L));
        // With views of its own; what compiles queries takes longer than they do.
        SparkSession spark = LocalSpark.session().newSession();
        spark.conf().set("spark.sql.codegen.wholeStage", "false");
        spark.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        spark.conf().set("spark.sql.adaptive.enabled", "false");
        spark.conf().set("spark.sql.shuffle.partitions", "2");
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
            for (RowTable table : RowTable.values()) {
                Dataset<Row> rows = spark.read()
                        .format("vhd")
                        .option("table", table.toString())
                        .load(disks.toString());
                addViews(spark, duckDb, table.toString(), rows);
            }
            Dataset<Row> hashes =
                    spark.sql("SELECT DISTINCT sha256 FROM files WHERE path IN ('/plan.html', '/handbook.txt')");
            addViews(spark, duckDb, "hashes", hashes);
            try (Stream<Path> questions =
                    Files.list(ROOT.resolve("samples").resolve("lab").resolve("questions"))) {
                for (Path question : questions.sorted().toList()) {
                    String sql = Files.readString(question);
                    List<String> answer = spark(spark, sql);
                    assertFalse(answer.isEmpty(), question::toString);
                    assertEquals(duckDb(duckDb, sql), answer, question::toString);
                }
            }
        }
    }

    private void addViews(SparkSession spark, Connection duckDb, String name, Dataset<Row> rows) throws SQLException {
        Path written = folder.resolve(name);
        rows.coalesce(1).write().parquet(written.toString());
        spark.read().parquet(written.toString()).createOrReplaceTempView(name);
        try (Statement statement = duckDb.createStatement()) {
            statement.execute("CREATE VIEW " + name + " AS SELECT * FROM read_parquet('" + written + "/*.parquet')");
        }
    }

    private static List<String> spark(SparkSession spark, String sql) {
        List<String> rows = new ArrayList<>();
        for (Row row : spark.sql(sql).collectAsList()) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.length(); i++) {
                cells.add(String.valueOf(row.get(i)));
            }
            rows.add(cells.toString());
        }
        return rows.stream().sorted().toList();
    }

    private static List<String> duckDb(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            while (answer.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(answer.getObject(i)));
                }
                rows.add(cells.toString());
            }
        }
        return rows.stream().sorted().toList();
    }
}

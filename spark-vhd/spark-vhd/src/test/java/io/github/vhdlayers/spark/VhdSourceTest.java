package io.github.vhdlayers.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.rows.Column;
import io.github.vhdlayers.rows.Lab;
import io.github.vhdlayers.rows.LabDisk;
import io.github.vhdlayers.rows.LabFiles;
import io.github.vhdlayers.rows.RowRequest;
import io.github.vhdlayers.rows.RowTable;
import io.github.vhdlayers.rows.TableRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The tables as Spark gives them, beside the rows that the same disks give without it. */
@SupportedJava
class VhdSourceTest {
    private static final int CHAINS = 6;
    private static final int CHILDREN = 16;

    @TempDir
    static Path folder;

    private final SparkSession spark = LocalSpark.session();

    @BeforeAll
    static void makeLab() throws IOException {
        MadeLab.write(folder, CHAINS);
    }

    private Dataset<Row> table(RowTable table) {
        return spark.read().format("vhd").option("table", table.toString()).load(folder.toString());
    }

    /** The same rows without Spark. */
    private static List<Map<String, @Nullable Object>> plain(RowTable table) throws IOException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        FileSystemReader reader = FileSystemReaders.named("java");
        try (LabFiles files = new LabFiles()) {
            for (LabDisk disk : Lab.list(List.of(folder))) {
                TableRows.write(RowRequest.all(table), disk, files, reader, row -> rows.add(row.columns()));
            }
        }
        return rows;
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new TreeMap<>(map).toString();
        }
        return String.valueOf(value);
    }

    @Test
    void everyTableHasTheRowsThatTheDisksGiveWithoutSpark() throws IOException {
        for (RowTable table : RowTable.values()) {
            List<String> names = table.columns().stream().map(Column::name).toList();
            Dataset<Row> read = table(table);
            assertEquals(names, Arrays.asList(read.columns()));
            List<String> found = new ArrayList<>();
            for (Row row : read.collectAsList()) {
                List<String> values = new ArrayList<>();
                for (Column column : table.columns()) {
                    int at = row.fieldIndex(column.name());
                    Object value =
                            switch (column.type()) {
                                case TEXTS -> row.isNullAt(at) ? null : row.getList(at);
                                case NUMBERS -> row.isNullAt(at) ? null : row.getJavaMap(at);
                                case TEXT, NUMBER, FLAG -> row.get(at);
                            };
                    values.add(text(value));
                }
                found.add(values.toString());
            }
            List<String> expected = new ArrayList<>();
            for (Map<String, @Nullable Object> row : plain(table)) {
                expected.add(
                        names.stream().map(name -> text(row.get(name))).toList().toString());
            }
            assertEquals(sorted(expected), sorted(found), table::toString);
            assertTrue(expected.size() > CHAINS, table::toString);
        }
        assertEquals(0, NativeReader.LOADED.get(), "only Java reads file systems");
    }

    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }

    @Test
    void aDamagedDiskIsARowWithItsErrorAndNoFailedJob() {
        for (RowTable table : RowTable.values()) {
            List<Row> errors = table(table).where("error_code is not null").collectAsList();
            List<Row> damaged = errors.stream()
                    .filter(row -> row.<String>getAs("error").contains("damaged.vhd"))
                    .toList();
            assertEquals(1, damaged.size(), table::toString);
            assertTrue(damaged.get(0).<String>getAs("error_code").contains("HEADER"), errors::toString);
        }
        Row row = table(RowTable.DISKS).where("path like '%damaged.vhd'").first();
        assertNull(row.getAs("virtual_size"));
        assertNull(row.getAs("unknown_sectors"));
    }

    @Test
    void whatIsUnknownIsNullAndCounted() {
        Row alone = table(RowTable.DISKS).where("path like '%/alone/copy.vhd'").first();
        assertFalse(alone.<Boolean>getAs("complete"));
        assertNull(alone.getAs("base_key"));
        assertTrue(alone.<Long>getAs("unknown_sectors") > 0);
        long unknown = table(RowTable.RUNS)
                .where("kind = 'unknown'")
                .selectExpr("sum(sectors)")
                .first()
                .getLong(0);
        assertTrue(unknown >= alone.<Long>getAs("unknown_sectors"));
    }

    @Test
    void filtersOnKeysPathsAndSectorsSaveTasks() throws IOException {
        String leaf = table(RowTable.DISKS)
                .where("path like '%case1%leaf.vhd'")
                .first()
                .getAs("layer_key");
        Dataset<Row> one = table(RowTable.RUNS).where("leaf_key = '" + leaf + "'");
        assertEquals(1, one.rdd().getNumPartitions());
        assertTrue(one.count() > 1);
        String plan = one.queryExecution().executedPlan().toString();
        assertTrue(plan.contains("pushed filters: [EqualTo(leaf_key"), plan);

        String uuid = table(RowTable.LAYERS)
                .where("layer_key = '" + leaf + "'")
                .first()
                .getAs("uuid");
        assertEquals(
                1,
                table(RowTable.LAYERS)
                        .where("uuid IN ('" + uuid + "', 'another')")
                        .rdd()
                        .getNumPartitions());

        Dataset<Row> below = table(RowTable.DISKS).where("path like '" + folder.resolve("case1") + "%'");
        assertEquals(3, below.count());
        assertTrue(below.rdd().getNumPartitions() <= 3);

        Dataset<Row> far = large(RowTable.RUNS).where("first_sector >= " + (5L << 21));
        assertTrue(far.rdd().getNumPartitions() <= 2, "the end of the large disk, and the damaged one");
        Dataset<Row> near = large(RowTable.BLOCKS).where("first_sector < 4096");
        assertEquals(
                plain(RowTable.BLOCKS).stream()
                        .filter(row -> Objects.equals(row.get("sectors"), 4096L))
                        .filter(row -> Objects.equals(row.get("first_sector"), 0L))
                        .count(),
                near.where("sectors = 4096 and first_sector = 0").count());
    }

    private Dataset<Row> large(RowTable table) {
        return spark.read()
                .format("vhd")
                .option("table", table.toString())
                .option("partBytes", 1L << 30)
                .load(folder.toString());
    }

    @Test
    void aLargeDiskIsCutIntoTasksAndGivesTheSameRows() throws IOException {
        List<LabDisk> lab = Lab.list(List.of(folder));
        for (RowTable table : List.of(RowTable.RUNS, RowTable.BLOCKS)) {
            List<String> columns = table.columns().stream().map(Column::name).toList();
            long parts = new Dealer(new VhdSettings(folder.toString(), table, 1L << 21), columns, Selection.all(table))
                    .deal(lab, 100).stream()
                            .flatMap(partition -> partition.parts().stream())
                            .filter(part -> part.paths().get(0).endsWith("large.vhd"))
                            .count();
            assertEquals(6, parts);
            assertEquals(LocalSpark.rows(table(table)), LocalSpark.rows(large(table)));
        }
    }

    @Test
    void chainsOfOneBaseAreDealtTogether() throws IOException {
        List<VhdPartition> dealt = new Dealer(
                        new VhdSettings(folder.toString(), RowTable.FILES, 1L << 25),
                        List.of("path"),
                        Selection.all(RowTable.FILES))
                .deal(Lab.list(List.of(folder)), 1);
        assertTrue(dealt.size() <= 5, dealt::toString);
        Set<String> bases = dealt.stream()
                .flatMap(partition -> partition.parts().stream())
                .filter(part -> part.paths().get(0).contains("case1"))
                .map(part -> part.disk().last())
                .collect(Collectors.toSet());
        assertEquals(1, bases.size());
    }

    @Test
    void aBaseAndItsChildrenAreOneTaskForEachProcessorAtMost(@TempDir Path own) throws IOException {
        Path shared = MadeLab.writeSharedBase(own, CHILDREN);
        List<LabDisk> lab = Lab.list(List.of(shared));
        for (int processors : new int[] {1, 2}) {
            List<VhdPartition> dealt = new Dealer(
                            new VhdSettings(shared.toString(), RowTable.FILES, 1L << 25),
                            List.of("path"),
                            Selection.all(RowTable.FILES))
                    .deal(lab, processors);
            assertEquals(processors, dealt.size());
            assertEquals(
                    CHILDREN + 1,
                    dealt.stream().mapToInt(task -> task.parts().size()).sum());
        }
    }

    /** With two processors, what both tasks need is read by each. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Linux counts what a process reads")
    void aBaseWithManyChildrenIsReadOnceForEachTask(@TempDir Path own) throws IOException {
        Path shared = MadeLab.writeSharedBase(own, CHILDREN);
        long all = 0;
        try (Stream<Path> files = Files.list(shared)) {
            for (Path file : files.toList()) {
                all += Files.size(file);
            }
        }
        Dataset<Row> files = spark.read().format("vhd").option("table", "files").load(shared.toString());
        // Classes are read the first time.
        long rows = files.count();
        files.collectAsList();
        long before = readBytes();
        Lab.list(List.of(shared));
        long listed = readBytes() - before;
        assertEquals(rows, files.collectAsList().size());
        long read = readBytes() - before - 2 * listed;
        long most = all + Files.size(shared.resolve("base.vhd")) + all / 10;
        assertTrue(read < most, read + " bytes of " + all + ", beside " + listed + " for the list");
    }

    private static long readBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith("rchar: "))
                .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
                .sum();
    }

    @Test
    void sqlAloneIsEnough() {
        spark.sql("CREATE OR REPLACE TEMPORARY VIEW lab_chains USING vhd OPTIONS (path '" + folder
                + "', table 'chains')");
        Row row = spark.sql("SELECT base_key, count(*) AS children FROM lab_chains WHERE depth > 1 AND complete"
                        + " GROUP BY base_key ORDER BY children DESC LIMIT 1")
                .first();
        assertNotNull(row.getAs("base_key"));
        assertTrue(row.<Long>getAs("children") >= 1);
    }

    /** The statements of the page, with another folder. */
    @Test
    void theStatementsOfThePageGiveTheChildrenOfEachBase() throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "spark.md"));
        String block = page.substring(page.indexOf("```sql") + "```sql".length());
        // With views of its own.
        SparkSession session = spark.newSession();
        List<Row> rows = new ArrayList<>();
        for (String statement : block.substring(0, block.indexOf("```")).split(";", -1)) {
            if (!statement.isBlank()) {
                rows = session.sql(statement.replace("'/lab'", "'" + folder + "'"))
                        .collectAsList();
            }
        }
        assertTrue(rows.get(0).<Long>getAs("children") >= 2, rows::toString);
    }

    @Test
    void theCallOfThePageFindsSharedBlocks() {
        String lab = folder.toString();
        Dataset<Row> blocks =
                spark.read().format("vhd").option("table", "blocks").load(lab);
        Dataset<Row> shared = blocks.where("not zero").groupBy("sha256").count().where("count > 1");
        assertTrue(shared.count() >= MadeLab.SHARED_BLOCKS, shared.collectAsList()::toString);
    }

    @Test
    void filesShowWhatTheLayersChanged() {
        Row plan = table(RowTable.FILES)
                .where("path = '/plan.html' and status = 'new'")
                .first();
        assertEquals(64, plan.<String>getAs("sha256").length());
        assertEquals(
                0, table(RowTable.FILES).where("path is null and error is null").count());
    }

    @Test
    void aMistakeInAnOptionSaysWhatThereIs() {
        Throwable table = assertThrows(
                Exception.class,
                () -> spark.read().format("vhd").option("table", "file").load(folder.toString()));
        assertTrue(messages(table).contains("partitions, blocks, files"), messages(table));
        Throwable option = assertThrows(
                Exception.class,
                () -> spark.read().format("vhd").option("tabel", "files").load(folder.toString()));
        assertTrue(messages(option).contains("tabel"), messages(option));
        assertThrows(Exception.class, () -> spark.read().format("vhd").load());
        Throwable none = assertThrows(Exception.class, () -> spark.read()
                .format("vhd")
                .load(folder.resolve("none").toString())
                .count());
        assertTrue(messages(none).contains("none"), messages(none));
    }

    private static String messages(Throwable thrown) {
        StringBuilder all = new StringBuilder();
        for (Throwable one = thrown; one != null; one = one.getCause()) {
            all.append(one.getMessage()).append('\n');
        }
        return all.toString();
    }
}

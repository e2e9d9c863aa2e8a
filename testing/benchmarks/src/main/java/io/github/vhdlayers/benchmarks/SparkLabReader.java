package io.github.vhdlayers.benchmarks;

import io.github.vhdlayers.rows.RowTable;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** A lab through the data source of Spark, in this process. All columns are made, and none is kept. */
final class SparkLabReader implements Labs.LabReader {
    private final SparkSession spark;

    SparkLabReader(int cores) {
        spark = SparkSession.builder()
                .master("local[" + cores + "]")
                .appName("labs")
                .config("spark.ui.enabled", "false")
                .config("spark.log.level", "ERROR")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
    }

    @Override
    public long count(Path lab, RowTable table) {
        return spark.read()
                .format("vhd")
                .option("table", table.toString())
                .load(lab.toString())
                .javaRDD()
                .count();
    }

    @Override
    public void close() {
        spark.stop();
    }
}

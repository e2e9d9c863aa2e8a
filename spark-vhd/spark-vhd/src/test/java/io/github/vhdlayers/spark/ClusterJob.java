package io.github.vhdlayers.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** A job that is submitted to a cluster: writes all rows of some tables as JSON. */
public final class ClusterJob {
    private ClusterJob() {}

    /**
     * Runs.
     *
     * @param arguments the folder of the disks, that of the results, and the tables
     * @throws Exception if the job fails
     */
    public static void main(String[] arguments) throws Exception {
        Path results = Path.of(arguments[1]);
        try (SparkSession spark = SparkSession.builder().appName("vhd tables").getOrCreate()) {
            for (int i = 2; i < arguments.length; i++) {
                // Says how far the job is.
                Files.createFile(results.resolve("begun-" + arguments[i]));
                write(spark, arguments[0], arguments[i], results);
            }
        }
    }

    static void write(SparkSession spark, String disks, String table, Path results) {
        spark.read()
                .format("vhd")
                .option("table", table)
                .load(disks)
                .write()
                .json(results.resolve(table).toString());
    }
}

package io.github.vhdlayers.spark

import java.io.File
import org.apache.spark.sql.SparkSession
import org.apache.spark.sql.functions.col
import org.apache.spark.sql.functions.sum
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.condition.EnabledForJreRange

/** The same source from Kotlin. */
@EnabledForJreRange(
    maxVersion = 23,
    disabledReason = "not run from Kotlin: lines of Spark before 4.2 do not start on Java 24 and later",
)
class KotlinTest {
    private val spark: SparkSession = SparkSession.builder()
        .master("local[2]")
        .appName("spark-vhd")
        .config("spark.ui.enabled", "false")
        .config("spark.log.level", "ERROR")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()

    @Test
    fun sumsTheSectorsOfEachOwner() {
        val lab = File("../../samples/evidence").path
        val runs = spark.read().format("vhd").option("table", "runs").load(lab)
        val owned = runs.where(col("owner_index").isNotNull).groupBy("leaf_key").agg(sum("sectors"))
        assertEquals(3, owned.count())
        assertTrue(owned.collectAsList().all { it.getLong(1) > 0 })
    }
}

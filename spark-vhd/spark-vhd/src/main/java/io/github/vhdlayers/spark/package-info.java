/**
 * A data source of Apache Spark: {@code spark.read().format("vhd").option("table", "runs").load(FOLDER)} gives a lab of virtual disks
 * as tables.
 *
 * <p>The driver lists the disks; tasks read them, each by the path that the driver saw. File systems are read in Java alone, so that no
 * native library loads in an executor. Nothing is ever written.
 */
@NullMarked
package io.github.vhdlayers.spark;

import org.jspecify.annotations.NullMarked;

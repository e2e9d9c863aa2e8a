package io.github.vhdlayers.spark;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The data source {@code vhd}. Options:
 *
 * <ul>
 *   <li>{@code path}: the folder with the disks, in it and below it; every worker sees it under this path
 *   <li>{@code table}: {@code disks} (unless set), {@code layers}, {@code chains}, {@code runs}, {@code partitions}, {@code blocks} or
 *       {@code files}
 *   <li>{@code partBytes}: how much of a disk one task reads at most where a table can be divided, in bytes; 16 GiB unless set
 * </ul>
 *
 * <p>Spark makes it. Thread-safe: it keeps nothing.
 */
public final class VhdSource implements TableProvider, DataSourceRegister {
    /** Found as a service. */
    public VhdSource() {}

    @Override
    public String shortName() {
        return "vhd";
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return Schemas.of(VhdSettings.of(options).table());
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new VhdTable(VhdSettings.of(new CaseInsensitiveStringMap(properties)));
    }
}

package io.github.vhdlayers.spark;

import io.github.vhdlayers.rows.Column;
import io.github.vhdlayers.rows.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** One read of a table: lists the disks in the driver, and deals them out. The listing is made once for all that Spark asks of a read. */
final class VhdScan implements Scan, Batch {
    private final VhdSettings settings;
    private final StructType schema;
    private final Selection selection;
    private VhdPartition @Nullable [] partitions;

    VhdScan(VhdSettings settings, StructType schema, Selection selection) {
        this.settings = settings;
        this.schema = schema;
        this.selection = selection;
    }

    @Override
    public StructType readSchema() {
        return schema;
    }

    @Override
    public String description() {
        return "vhd " + settings.table() + " of " + settings.folder() + ", pushed filters: " + selection.used();
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public synchronized InputPartition[] planInputPartitions() {
        if (partitions == null) {
            List<String> columns = Schemas.columns(settings.table(), schema).stream()
                    .map(Column::name)
                    .toList();
            int processors = SparkContext.getOrCreate().defaultParallelism();
            try {
                partitions = new Dealer(settings, columns, selection)
                        .deal(Lab.list(List.of(settings.path())), processors)
                        .toArray(VhdPartition[]::new);
            } catch (IOException e) {
                throw new UncheckedIOException("the folder " + settings.folder() + " cannot be listed", e);
            }
        }
        return partitions.clone();
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new VhdReaderFactory();
    }
}

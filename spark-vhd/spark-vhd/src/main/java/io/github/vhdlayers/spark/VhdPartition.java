package io.github.vhdlayers.spark;

import io.github.vhdlayers.rows.RowTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * What one task reads.
 *
 * @param table which table
 * @param columns the columns that are looked at, in the order in which they are wanted
 * @param parts the disks, and parts of disks
 */
@SuppressWarnings("serial") // The lists are those of the JDK, which are serializable.
record VhdPartition(RowTable table, List<String> columns, List<DiskPart> parts) implements InputPartition {
    private static final long serialVersionUID = 1L;

    VhdPartition {
        columns = new ArrayList<>(columns);
        parts = new ArrayList<>(parts);
    }
}

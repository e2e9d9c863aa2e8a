package io.github.vhdlayers.tool.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * A table of comma-separated values: it begins with the names of its columns, and its lines end as on Unix.
 *
 * @param <R> what a row is made of
 */
public final class CsvTable<R> implements Table<R> {
    private final CSVPrinter csv;
    private final List<Column<R>> columns;

    private CsvTable(CSVPrinter csv, List<Column<R>> columns) {
        this.csv = csv;
        this.columns = columns;
    }

    /** Begins a table. The output stays open. */
    public static <R> CsvTable<R> begin(Appendable out, List<Column<R>> columns) throws IOException {
        CSVPrinter csv = CSVFormat.DEFAULT
                .builder()
                .setRecordSeparator('\n')
                .setHeader(columns.stream().map(Column::name).toArray(String[]::new))
                .get()
                .print(out);
        return new CsvTable<>(csv, columns);
    }

    @Override
    public void row(R row) throws IOException {
        List<@Nullable Object> fields = new ArrayList<>(columns.size());
        for (Column<R> column : columns) {
            fields.add(column.field(row));
        }
        csv.printRecord(fields);
    }
}

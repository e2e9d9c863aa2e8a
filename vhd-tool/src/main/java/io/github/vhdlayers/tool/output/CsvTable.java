package io.github.vhdlayers.tool.output;

import java.io.IOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** How tables of comma-separated values begin: with the names of their columns, and lines that end as on Unix. */
public final class CsvTable {
    private CsvTable() {}

    /** Begins a table. */
    public static CSVPrinter begin(Appendable out, List<String> columns) throws IOException {
        return CSVFormat.DEFAULT
                .builder()
                .setRecordSeparator('\n')
                .setHeader(columns.toArray(new String[0]))
                .get()
                .print(out);
    }
}

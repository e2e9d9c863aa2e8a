package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.tool.output.JsonTable;
import io.github.vhdlayers.tool.output.Table;
import java.io.IOException;
import java.io.Writer;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Files as lines for programs that read nothing but lines, with no head and nothing behind them. */
final class FileLines implements FileRows {
    private final Table<FileRow> table;
    private final Flush flush;

    private FileLines(Table<FileRow> table, Flush flush) {
        this.table = table;
        this.flush = flush;
    }

    @FunctionalInterface
    private interface Flush {
        void run() throws IOException;
    }

    /** JSON Lines: a document for each file. */
    static FileLines ofJson(Writer out, @Nullable ZoneId zone) throws IOException {
        JsonTable<FileColumns.Listed> json = JsonTable.lines(out, FileColumns.fields());
        return new FileLines(row -> json.row(row.listed(zone)), json::flush);
    }

    /** The lines that {@code mactime} reads. */
    static FileLines ofBody(Writer out, @Nullable ZoneId zone, String layer) {
        return new FileLines(
                row -> out.write(BodyLine.of(
                        row.file(), row.path(), layer, zone, row.hashes().get(HashAlgorithm.MD5))),
                out::flush);
    }

    @Override
    public void file(FileRow row) throws IOException {
        table.row(row);
    }

    @Override
    public void end(LayerFilesReport report, @Nullable Integer since, String name, String reader) throws IOException {
        flush.run();
    }
}

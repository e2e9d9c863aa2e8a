package io.github.vhdlayers.tool.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Rows as JSON, each an object on a line of its own.
 *
 * @param <R> what a row is made of
 */
public final class JsonTable<R> implements Table<R> {
    private final JsonGenerator json;
    private final List<Column<R>> columns;
    private final boolean isLines;

    private JsonTable(JsonGenerator json, List<Column<R>> columns, boolean isLines) {
        this.json = json;
        this.columns = columns;
        this.isLines = isLines;
    }

    /** Rows of an array that was begun. */
    static <R> JsonTable<R> inArray(JsonGenerator json, List<Column<R>> columns) {
        return new JsonTable<>(json, columns, false);
    }

    /** Begins JSON Lines: documents of one row each. */
    public static <R> JsonTable<R> lines(Writer out, List<Column<R>> columns) throws IOException {
        JsonGenerator json = JsonDocument.generator(out);
        json.setRootValueSeparator(null);
        return new JsonTable<>(json, columns, true);
    }

    @Override
    public void row(R row) throws IOException {
        if (!isLines) {
            json.writeRaw('\n');
        }
        Column.write(columns, row, json);
        if (isLines) {
            json.writeRaw('\n');
        }
    }

    /** Hands on to the output what was printed. */
    public void flush() throws IOException {
        json.flush();
    }
}

package io.github.vhdlayers.tool.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command lists, printed as it is found: for a person tables and what they sum up to, for a program comma-separated rows alone, or
 * a document with arrays and fields. For one thread.
 */
public final class Listing {
    /** The field of documents that show a disk with what makes its bytes or owners doubtful. */
    public static final String DOUBTS = "doubts";

    private final Writer out;
    private final RunFormat format;
    private final @Nullable JsonGenerator json;
    private boolean isArrayOpen;

    private Listing(Writer out, RunFormat format, @Nullable JsonGenerator json) {
        this.out = out;
        this.format = format;
        this.json = json;
    }

    /**
     * Begins.
     *
     * @param command the command that lists
     */
    public static Listing begin(Writer out, RunFormat format, String command) throws IOException {
        if (format != RunFormat.json) {
            return new Listing(out, format, null);
        }
        JsonGenerator json = JsonDocument.generator(out);
        json.writeStartObject();
        JsonEnvelope.write(json, command);
        return new Listing(out, format, json);
    }

    /** Whether it is for a program that reads nothing but the rows. */
    public boolean isRowsOnly() {
        return format == RunFormat.csv;
    }

    /**
     * Begins a table.
     *
     * @param name what a document calls its rows
     * @param columns its columns in every format
     */
    public <R> Table<R> table(String name, List<Column<R>> columns) throws IOException {
        return table(name, columns, columns);
    }

    /**
     * Begins a table with columns for a person and others for a program.
     *
     * @param name what a document calls its rows
     * @param seen the columns that a person sees
     * @param read the columns that a program reads
     */
    public <R> Table<R> table(String name, List<Column<R>> seen, List<Column<R>> read) throws IOException {
        if (json != null) {
            beginArray(name, json);
            return JsonTable.inArray(json, read);
        }
        return format == RunFormat.csv ? CsvTable.begin(out, read) : TextTable.begin(out, seen);
    }

    /** Prints a table that has no rows because they were not looked for: an empty array for a program, and nothing for a person. */
    public void noTable(String name) throws IOException {
        if (json != null) {
            beginArray(name, json);
        }
    }

    private void beginArray(String name, JsonGenerator document) throws IOException {
        if (isArrayOpen) {
            document.writeEndArray();
            document.writeRaw('\n');
        }
        document.writeArrayFieldStart(name);
        isArrayOpen = true;
    }

    /** Prints a text for a person. */
    public void text(String text) throws IOException {
        if (format == RunFormat.text) {
            out.write(text);
        }
    }

    /** Prints a field of the document, before the first table or behind the last. */
    public void field(String name, @Nullable Object value) throws IOException {
        if (json != null) {
            closeArray(json);
            json.writePOJOField(name, value);
        }
    }

    /** The same with an array of rows. */
    public <R> void rows(String name, @Nullable Iterable<R> rows, List<Column<R>> columns) throws IOException {
        if (json != null && rows != null) {
            closeArray(json);
            json.writeArrayFieldStart(name);
            for (R row : rows) {
                Column.write(columns, row, json);
            }
            json.writeEndArray();
        }
    }

    /** Begins a new line of the document. */
    public void line() throws IOException {
        if (json != null) {
            closeArray(json);
            json.writeRaw('\n');
        }
    }

    private void closeArray(JsonGenerator document) throws IOException {
        if (isArrayOpen) {
            document.writeEndArray();
            isArrayOpen = false;
        }
    }

    /**
     * Ends with what is known only now.
     *
     * @param text what a person reads
     * @param fields what the document has in addition, each on a line
     */
    public void end(String text, Map<String, ? extends @Nullable Object> fields) throws IOException {
        for (Map.Entry<String, ? extends @Nullable Object> field : fields.entrySet()) {
            line();
            field(field.getKey(), field.getValue());
        }
        text("\n" + text);
        end();
    }

    /** Ends. The output stays open. */
    public void end() throws IOException {
        if (json != null) {
            closeArray(json);
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        }
        out.flush();
    }
}

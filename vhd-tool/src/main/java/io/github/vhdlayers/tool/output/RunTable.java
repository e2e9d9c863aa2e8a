package io.github.vhdlayers.tool.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.vhdlayers.diag.SafeText;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Prints runs as they are found, and at the end what they sum up to. */
public final class RunTable {
    private static final String FIRST_SECTOR = "first_sector";
    private static final String SECTOR_COUNT = "sector_count";

    private final Writer out;
    private final RunFormat format;
    private final List<String> numbers;
    private final List<String> columns;
    private final @Nullable CSVPrinter csv;
    private final @Nullable JsonGenerator json;

    private RunTable(
            Writer out,
            RunFormat format,
            List<String> numbers,
            List<String> columns,
            @Nullable CSVPrinter csv,
            @Nullable JsonGenerator json) {
        this.out = out;
        this.format = format;
        this.numbers = numbers;
        this.columns = columns;
        this.csv = csv;
        this.json = json;
    }

    /**
     * Begins a table of runs of sectors.
     *
     * @param command the command that prints it
     * @param columns the columns behind the first sector and the count
     */
    public static RunTable begin(Writer out, RunFormat format, String command, List<String> columns)
            throws IOException {
        return begin(out, format, command, List.of(FIRST_SECTOR, SECTOR_COUNT), columns);
    }

    /**
     * Begins a table.
     *
     * @param command the command that prints it
     * @param numbers the first columns, which are numbers
     * @param columns the columns behind them
     */
    public static RunTable begin(
            Writer out, RunFormat format, String command, List<String> numbers, List<String> columns)
            throws IOException {
        return switch (format) {
            case text -> {
                String first = numbers.stream().map(RunTable::cell).collect(Collectors.joining(" "));
                out.write(first + "  " + String.join("  ", columns) + "\n");
                yield new RunTable(out, format, numbers, columns, null, null);
            }
            case csv -> {
                List<String> header = new ArrayList<>(numbers);
                header.addAll(columns);
                CSVPrinter printer = CSVFormat.DEFAULT
                        .builder()
                        .setRecordSeparator('\n')
                        .setHeader(header.toArray(String[]::new))
                        .get()
                        .print(out);
                yield new RunTable(out, format, numbers, columns, printer, null);
            }
            case json -> {
                JsonGenerator json = generator(out);
                json.writeStartObject();
                JsonEnvelope.write(json, command);
                json.writeArrayFieldStart("runs");
                yield new RunTable(out, format, numbers, columns, null, json);
            }
        };
    }

    /** A generator that leaves a document open that breaks off, so that it is not taken for whole. */
    public static JsonGenerator generator(Writer out) throws IOException {
        return JsonMapper.builder()
                .build()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /** Prints a run of sectors, with a value for every column. */
    public void run(long firstSector, long sectorCount, List<? extends @Nullable Object> values) throws IOException {
        row(List.of(firstSector, sectorCount), values);
    }

    /**
     * Prints a row.
     *
     * @param first the numbers, one for each of their columns
     * @param values a text for every column behind them, or a map, whose entries are joined where there is but one column
     */
    public void row(List<Long> first, List<? extends @Nullable Object> values) throws IOException {
        if (json != null) {
            json.writeRaw('\n');
            json.writeStartObject();
            for (int i = 0; i < first.size(); i++) {
                json.writeNumberField(numbers.get(i), first.get(i));
            }
            for (int i = 0; i < values.size(); i++) {
                json.writePOJOField(columns.get(i), values.get(i));
            }
            json.writeEndObject();
        } else if (csv != null) {
            List<@Nullable Object> row = new ArrayList<>(first);
            for (Object value : values) {
                String text = text(value);
                row.add(text == null || value instanceof Number ? text : SafeText.cell(text));
            }
            csv.printRecord(row);
        } else {
            StringBuilder row = new StringBuilder(
                    first.stream().map(number -> cell(Long.toString(number))).collect(Collectors.joining(" ")));
            for (Object value : values) {
                row.append("  ").append(Objects.requireNonNullElse(text(value), "-"));
            }
            out.write(row.append('\n').toString());
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining(";"));
        }
        return value == null ? null : value.toString();
    }

    private static String cell(String text) {
        return String.format(Locale.ROOT, "%14s", text);
    }

    /** Whether it is for a program that reads nothing but the rows. */
    public boolean isRowsOnly() {
        return format == RunFormat.csv;
    }

    /**
     * Begins a list of other things behind the runs.
     *
     * @param name what the document calls it
     * @param text what a person reads between the runs and its rows; null for nothing
     */
    public void next(String name, @Nullable String text) throws IOException {
        if (json != null) {
            json.writeEndArray();
            json.writeRaw('\n');
            json.writeArrayFieldStart(name);
        } else if (format == RunFormat.text && text != null) {
            out.write("\n" + text);
        }
    }

    /**
     * Prints one thing of such a list.
     *
     * @param fields for a program
     * @param text for a person, with the line's end
     */
    public void item(Map<String, ? extends @Nullable Object> fields, String text) throws IOException {
        if (json != null) {
            json.writeRaw('\n');
            json.writePOJO(fields);
        } else if (format == RunFormat.text) {
            out.write(text);
        }
    }

    /**
     * Ends the table.
     *
     * @param text what a person reads behind it
     * @param fields what the document has in addition to the runs
     */
    public void end(String text, Map<String, ? extends @Nullable Object> fields) throws IOException {
        if (json != null) {
            json.writeEndArray();
            for (Map.Entry<String, ? extends @Nullable Object> field : fields.entrySet()) {
                json.writeRaw('\n');
                json.writePOJOField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        } else if (format == RunFormat.text) {
            out.write("\n" + text);
        }
        out.flush();
    }
}

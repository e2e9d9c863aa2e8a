package io.github.vhdlayers.samples.tool;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Prints runs of sectors as they are found, and at the end what they sum up to. */
final class RunTable {
    private static final String FIRST_SECTOR = "first_sector";
    private static final String SECTOR_COUNT = "sector_count";

    private final Writer out;
    private final RunFormat format;
    private final List<String> columns;
    private final @Nullable CSVPrinter csv;
    private final @Nullable JsonGenerator json;

    private RunTable(
            Writer out,
            RunFormat format,
            List<String> columns,
            @Nullable CSVPrinter csv,
            @Nullable JsonGenerator json) {
        this.out = out;
        this.format = format;
        this.columns = columns;
        this.csv = csv;
        this.json = json;
    }

    /**
     * Begins a table.
     *
     * @param columns the columns behind the first sector and the count
     */
    static RunTable begin(Writer out, RunFormat format, List<String> columns) throws IOException {
        return switch (format) {
            case text -> {
                out.write(String.format(
                        Locale.ROOT, "%14s %14s  %s\n", FIRST_SECTOR, SECTOR_COUNT, String.join("  ", columns)));
                yield new RunTable(out, format, columns, null, null);
            }
            case csv -> {
                List<String> header = new ArrayList<>(List.of(FIRST_SECTOR, SECTOR_COUNT));
                header.addAll(columns);
                CSVPrinter printer = CSVFormat.DEFAULT
                        .builder()
                        .setRecordSeparator('\n')
                        .setHeader(header.toArray(String[]::new))
                        .get()
                        .print(out);
                yield new RunTable(out, format, columns, printer, null);
            }
            case json -> {
                JsonGenerator json = generator(out);
                json.writeStartObject();
                json.writeArrayFieldStart("runs");
                yield new RunTable(out, format, columns, null, json);
            }
        };
    }

    /** A generator that leaves a document open that breaks off, so that nobody takes it for whole. */
    static JsonGenerator generator(Writer out) throws IOException {
        return JsonMapper.builder()
                .build()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /** Prints a run, with a value for every column. */
    void run(long firstSector, long sectorCount, List<@Nullable String> values) throws IOException {
        if (json != null) {
            json.writeRaw('\n');
            json.writeStartObject();
            json.writeNumberField(FIRST_SECTOR, firstSector);
            json.writeNumberField(SECTOR_COUNT, sectorCount);
            for (int i = 0; i < values.size(); i++) {
                json.writeStringField(columns.get(i), values.get(i));
            }
            json.writeEndObject();
        } else if (csv != null) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(firstSector);
            row.add(sectorCount);
            row.addAll(values);
            csv.printRecord(row);
        } else {
            StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%14d %14d", firstSector, sectorCount));
            for (String value : values) {
                row.append("  ").append(value == null ? "-" : value);
            }
            out.write(row.append('\n').toString());
        }
    }

    /**
     * Ends the table.
     *
     * @param text what a person reads behind it
     * @param fields what the document has besides the runs
     */
    void end(String text, Map<String, ? extends @Nullable Object> fields) throws IOException {
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

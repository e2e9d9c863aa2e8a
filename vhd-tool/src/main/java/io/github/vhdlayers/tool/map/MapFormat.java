package io.github.vhdlayers.tool.map;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.tool.output.JsonEnvelope;
import io.github.vhdlayers.tool.output.RunFormat;
import io.github.vhdlayers.tool.output.RunTable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.LongConsumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** How a map is printed. */
public enum MapFormat {
    /** Columns for a person. */
    text {
        @Override
        public void write(MergedSource disk, RunCursor runs, Writer out, IntPredicate fits, LongConsumer sectors)
                throws IOException {
            List<String> files = files(disk);
            int longest = files.stream().mapToInt(String::length).max().orElse(0);
            boolean hasNames = fits.test(BEFORE_FILE + longest);
            out.write(String.format(
                            Locale.ROOT,
                            "%14s %14s %8s %14s  %s",
                            FIRST_SECTOR,
                            SECTOR_COUNT,
                            OWNER,
                            FILE_SECTOR,
                            hasNames ? FILE : "")
                    .stripTrailing());
            out.write('\n');
            while (runs.next()) {
                boolean stored = runs.isStored();
                String row = String.format(
                        Locale.ROOT,
                        "%14d %14d %8s %14s  %s",
                        runs.firstSector(),
                        runs.sectorCount(),
                        runs.owner(),
                        stored ? Long.toString(runs.fileOffset() / SECTOR) : "",
                        stored && hasNames ? files.get(runs.layer()) : "");
                out.write(row.stripTrailing());
                out.write('\n');
                sectors.accept(runs.firstSector() + runs.sectorCount());
            }
            for (int layer = 0; !hasNames && layer < files.size(); layer++) {
                out.write((layer == 0 ? "\n" : "") + "layer " + layer + "  " + files.get(layer) + "\n");
            }
        }
    },
    /** Comma-separated values with a header; lines end with a line feed on every system. */
    csv {
        @Override
        public void write(MergedSource disk, RunCursor runs, Writer out, IntPredicate fits, LongConsumer sectors)
                throws IOException {
            List<String> files = files(disk);
            CSVFormat format = CSVFormat.DEFAULT
                    .builder()
                    .setRecordSeparator('\n')
                    .setHeader(FIRST_SECTOR, SECTOR_COUNT, OWNER, FILE, FILE_SECTOR)
                    .get();
            // Not closed, because that would close the output.
            CSVPrinter printer = format.print(out);
            while (runs.next()) {
                boolean stored = runs.isStored();
                printer.printRecord(
                        runs.firstSector(),
                        runs.sectorCount(),
                        runs.owner(),
                        stored ? SafeText.cell(files.get(runs.layer())) : null,
                        stored ? runs.fileOffset() / SECTOR : null);
                sectors.accept(runs.firstSector() + runs.sectorCount());
            }
        }
    },
    /** One document with an array of runs; a document that breaks off is not closed, so that it is not taken for whole. */
    json {
        @Override
        public void write(MergedSource disk, RunCursor runs, Writer out, IntPredicate fits, LongConsumer sectors)
                throws IOException {
            List<String> files = files(disk);
            JsonGenerator json = RunTable.generator(out);
            json.writeStartObject();
            JsonEnvelope.write(json, "map");
            json.writeNumberField("sectors", disk.sectors());
            json.writeNumberField("top_layer", disk.topLayer());
            json.writeArrayFieldStart("runs");
            while (runs.next()) {
                json.writeRaw('\n');
                writeRun(runs, files, json);
                sectors.accept(runs.firstSector() + runs.sectorCount());
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        }
    };

    private static final int SECTOR = 512;
    private static final String FIRST_SECTOR = "first_sector";
    private static final String SECTOR_COUNT = "sector_count";
    private static final String OWNER = "owner";
    private static final String FILE = "file";
    private static final String FILE_SECTOR = "file_sector";
    /** How wide the columns before the file are. */
    private static final int BEFORE_FILE = 55;

    /** The way that an option names. */
    public static MapFormat of(RunFormat format) {
        return switch (format) {
            case text -> text;
            case csv -> csv;
            case json -> json;
        };
    }

    /**
     * Prints the runs of a disk as they come.
     *
     * @param fits whether a line of so many characters can be shown to a person; otherwise the files are below the runs
     * @param sectors receives up to which sector of the disk they were printed
     */
    public abstract void write(MergedSource disk, RunCursor runs, Writer out, IntPredicate fits, LongConsumer sectors)
            throws IOException;

    private static void writeRun(RunCursor runs, List<String> files, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField(FIRST_SECTOR, runs.firstSector());
        json.writeNumberField(SECTOR_COUNT, runs.sectorCount());
        json.writeStringField(OWNER, runs.owner().toString());
        if (runs.isStored()) {
            json.writeStringField(FILE, files.get(runs.layer()));
            json.writeNumberField(FILE_SECTOR, runs.fileOffset() / SECTOR);
        } else {
            json.writeNullField(FILE);
            json.writeNullField(FILE_SECTOR);
        }
        json.writeEndObject();
    }

    private static List<String> files(MergedSource disk) {
        return disk.chain().layers().stream()
                .map(DiskLayer::name)
                .map(SafeText::escape)
                .toList();
    }
}

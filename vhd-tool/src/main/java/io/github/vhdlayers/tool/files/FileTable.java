package io.github.vhdlayers.tool.files;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.FileStatus;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.analysis.files.NonFileSectors;
import io.github.vhdlayers.analysis.files.SectorTally;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.internal.text.PathText;
import io.github.vhdlayers.tool.output.CsvTable;
import io.github.vhdlayers.tool.output.JsonEnvelope;
import io.github.vhdlayers.tool.output.RunTable;
import java.io.IOException;
import java.io.Writer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Prints files as they are found, and at the end what they sum up to. */
public final class FileTable implements FileRows {
    private static final String[] COLUMNS = {
        "path",
        "kind",
        "size",
        "status",
        "content_sectors",
        "owned_sectors",
        "changed_sectors",
        "layers",
        "allocated",
        "path_hex",
        "slack_sectors",
        "slack_owned",
        "slack_changed",
        "metadata_sectors",
        "metadata_owned",
        "metadata_changed",
        "doubt",
        "reasons",
        "former_path",
        "former_size",
        "modified",
        "former_modified",
        "accessed",
        "former_accessed",
        "changed",
        "former_changed",
        "created",
        "former_created",
        "owner",
        "former_owner",
        "group",
        "former_group",
        "mode",
        "former_mode",
        "made_in_layer",
        "gone_in_layer",
        "md5",
        "sha1",
        "sha256",
        "known"
    };

    private static final char[] SPACES = " ".repeat(32).toCharArray();

    /** How wide a line is that has room for a path of usual length. */
    static final int WIDTH = 130;

    private final Writer out;
    private final FileFormat format;
    private final @Nullable ZoneId zone;
    private final @Nullable CSVPrinter csv;
    private final @Nullable JsonGenerator json;
    private final String layer;
    private final boolean isWide;
    private @Nullable SectorTally lastTally;
    private String lastLayers = "";

    private FileTable(
            Writer out,
            FileFormat format,
            @Nullable ZoneId zone,
            String layer,
            boolean isWide,
            @Nullable CSVPrinter csv,
            @Nullable JsonGenerator json) {
        this.isWide = isWide;
        this.zone = zone;
        this.layer = layer;
        this.out = out;
        this.format = format;
        this.csv = csv;
        this.json = json;
    }

    /**
     * Begins a table.
     *
     * @param zone in which local times are converted to UTC, or null if they are printed as they are recorded
     * @param layer the layer in question and its file, for a person
     * @param isWide whether lines of {@link #WIDTH} characters can be read
     */
    static FileTable begin(Writer out, FileFormat format, @Nullable ZoneId zone, String layer, boolean isWide)
            throws IOException {
        return switch (format) {
            case text -> {
                out.write(
                        isWide
                                ? wide("status", "size", "sectors", "owned", "changed", "metadata", "layers", "path")
                                : narrow("status", "size", "path"));
                yield new FileTable(out, format, zone, layer, isWide, null, null);
            }
            case csv -> {
                yield new FileTable(out, format, zone, layer, isWide, CsvTable.begin(out, List.of(COLUMNS)), null);
            }
            case json -> {
                JsonGenerator json = RunTable.generator(out);
                json.writeStartObject();
                JsonEnvelope.write(json, "files");
                json.writeArrayFieldStart("files");
                yield new FileTable(out, format, zone, layer, isWide, null, json);
            }
            case jsonl -> {
                JsonGenerator json = RunTable.generator(out);
                json.setRootValueSeparator(null);
                yield new FileTable(out, format, zone, layer, isWide, null, json);
            }
            case bodyfile -> new FileTable(out, format, zone, layer, isWide, null, null);
            case dfxml, timesketch -> throw new IllegalArgumentException(format + " is no table");
        };
    }

    /** The path as it is printed and found again: with the partition before it where there are several. */
    public static String path(FileOwnership file, boolean several) {
        return several ? prefix(file, true) + file.printedPath() : file.printedPath();
    }

    /** What stands before a path where there are several file systems. */
    public static String prefix(FileOwnership file, boolean several) {
        return several ? file.file().fileSystem().label() + ":" : "";
    }

    /** The bytes of the path and the stream's name if the path is printed in escapes, otherwise null. */
    private static @Nullable String hex(FileOwnership file) {
        return file.printedPath().equals(file.path()) ? null : PathText.hex(file.path());
    }

    @Override
    public void file(FileRow row) throws IOException {
        FileOwnership file = row.file();
        FileState state = row.state();
        FileHashes hashes = row.hashes();
        boolean several = row.several();
        String path = path(file, several);
        if (json != null) {
            if (format == FileFormat.json) {
                json.writeRaw('\n');
            }
            json(json, file, path, state, FileState.former(file, several, zone), hashes);
            if (format == FileFormat.jsonl) {
                json.writeRaw('\n');
            }
        } else if (format == FileFormat.bodyfile) {
            out.write(BodyLine.of(file, path, layer, zone, hashes.get(HashAlgorithm.MD5)));
        } else if (csv != null) {
            FileState former = FileState.former(file, several, zone);
            csv.printRecord(
                    SafeText.cell(path),
                    kind(file),
                    file.size(),
                    file.status(),
                    file.content().sectors(),
                    file.owned(),
                    file.changed(),
                    layersOf(file.content()),
                    file.allocated(),
                    hex(file),
                    file.slack().sectors(),
                    file.slack().owned(),
                    file.slack().changed(),
                    file.metadata().sectors(),
                    file.metadata().owned(),
                    file.metadata().changed(),
                    file.doubt() == null ? null : SafeText.cell(SafeText.escape(file.doubt())),
                    String.join(" ", WhatHappened.reasons(file)),
                    former == null || former.path() == null ? null : SafeText.cell(former.path()),
                    former == null ? null : former.size(),
                    state.times().modified(),
                    former == null ? null : former.times().modified(),
                    state.times().accessed(),
                    former == null ? null : former.times().accessed(),
                    state.times().changed(),
                    former == null ? null : former.times().changed(),
                    state.times().created(),
                    former == null ? null : former.times().created(),
                    state.details().owner(),
                    former == null ? null : former.details().owner(),
                    state.details().group(),
                    former == null ? null : former.details().group(),
                    state.mode(),
                    former == null ? null : former.mode(),
                    file.madeIn(),
                    file.goneIn(),
                    hashes.get(HashAlgorithm.MD5),
                    hashes.get(HashAlgorithm.SHA1),
                    hashes.get(HashAlgorithm.SHA256),
                    hashes.known());
        } else {
            String status = file.doubt() == null ? file.status().toString() : file.status() + "?";
            out.write(
                    isWide
                            ? wide(
                                    status,
                                    text(file.size()),
                                    text(file.content().sectors()),
                                    text(file.owned()),
                                    text(file.changed()),
                                    text(file.metadata().owned()),
                                    layersOf(file.content()),
                                    path)
                            : narrow(status, text(file.size()), path));
            String happened = WhatHappened.text(file, several);
            if (happened != null) {
                out.write("  " + happened + "\n");
            }
            for (HashAlgorithm algorithm : HashAlgorithm.values()) {
                String digits = hashes.get(algorithm);
                if (digits != null) {
                    out.write("  " + algorithm.id() + " " + digits + "\n");
                }
            }
            if (hashes.known() != null) {
                out.write(hashes.known() ? "  known\n" : "  not known\n");
            }
        }
    }

    // By hand: a disk has hundreds of thousands of rows, and a format is read anew for each.

    private static String wide(
            String status,
            String size,
            String sectors,
            String owned,
            String changed,
            String metadata,
            String layers,
            String path) {
        StringBuilder line = new StringBuilder(128);
        left(line, status, 17).append(' ');
        right(line, size, 14).append(' ');
        right(line, sectors, 10).append(' ');
        right(line, owned, 10).append(' ');
        right(line, changed, 10).append(' ');
        right(line, metadata, 10).append("  ");
        left(line, layers, 16).append(' ');
        return line.append(path).append('\n').toString();
    }

    /** For a terminal in which the columns leave no room for paths. */
    private static String narrow(String status, String size, String path) {
        StringBuilder line = new StringBuilder(128);
        left(line, status, 17).append(' ');
        right(line, size, 14).append("  ");
        return line.append(path).append('\n').toString();
    }

    private static StringBuilder left(StringBuilder line, String text, int width) {
        line.append(text);
        return pad(line, width - text.length());
    }

    private static StringBuilder right(StringBuilder line, String text, int width) {
        return pad(line, width - text.length()).append(text);
    }

    private static StringBuilder pad(StringBuilder line, int spaces) {
        return spaces <= 0 ? line : line.append(SPACES, 0, spaces);
    }

    /** A number for a person. */
    private static String text(@Nullable Long number) {
        return number == null ? "unknown" : number.toString();
    }

    private static String kind(FileOwnership file) {
        boolean main = file.stream() == null || file.stream().name().isEmpty();
        return main ? file.file().kind().toString() : "stream";
    }

    /** The text of a tally; most files have the tally of the file before. */
    @SuppressWarnings("ReferenceEquality") // an equal one that is another object is only written out again
    private String layersOf(SectorTally tally) {
        if (tally != lastTally) {
            lastLayers = layers(tally);
            lastTally = tally;
        }
        return lastLayers;
    }

    /** Sectors by owner: {@code 0:8 1:120 unwritten:4}. */
    private static String layers(SectorTally tally) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Integer, Long> layer : tally.byLayer().entrySet()) {
            add(text, layer.getKey().toString(), layer.getValue());
        }
        if (tally.unwritten() > 0) {
            add(text, "unwritten", tally.unwritten());
        }
        if (tally.unknown() > 0) {
            add(text, "unknown", tally.unknown());
        }
        return !text.isEmpty() ? text.toString() : tally.sectors() == null ? "unknown" : "-";
    }

    private static void add(StringBuilder text, String owner, long sectors) {
        text.append(text.isEmpty() ? "" : " ").append(owner).append(':').append(sectors);
    }

    private static void json(
            JsonGenerator json,
            FileOwnership file,
            String path,
            FileState state,
            @Nullable FileState former,
            FileHashes hashes)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("path", path);
        json.writeStringField("path_hex", hex(file));
        json.writeStringField("kind", kind(file));
        number(json, "size", file.size());
        json.writeStringField("status", file.status().toString());
        json.writeArrayFieldStart("reasons");
        for (String reason : WhatHappened.reasons(file)) {
            json.writeString(reason);
        }
        json.writeEndArray();
        json.writeObjectField("made_in_layer", file.madeIn());
        json.writeObjectField("gone_in_layer", file.goneIn());
        json.writeObjectField("allocated", file.allocated());
        json.writeNumberField("metadata_address", file.file().name().address());
        state(json, state);
        json.writeStringField("link_target", state.linkTarget());
        json.writeStringField("object_id", state.details().objectId());
        nameTimes(json, state.nameTimes());
        if (former == null) {
            json.writeNullField("former");
        } else {
            json.writeObjectFieldStart("former");
            json.writeStringField("path", former.path());
            json.writeStringField("path_hex", former.pathHex());
            number(json, "size", former.size());
            state(json, former);
            json.writeEndObject();
        }
        json.writeBooleanField(
                "resident", file.stream() != null && file.stream().resident());
        number(json, "owned", file.owned());
        number(json, "changed_sectors", file.changed());
        tally(json, "content", file.content());
        tally(json, "slack", file.slack());
        tally(json, "metadata", file.metadata());
        for (HashAlgorithm algorithm : HashAlgorithm.values()) {
            json.writeStringField(algorithm.id(), hashes.get(algorithm));
        }
        json.writeObjectField("known", hashes.known());
        json.writeStringField("problem", file.problem());
        json.writeStringField("doubt", file.doubt());
        json.writeEndObject();
    }

    private static void state(JsonGenerator json, FileState state) throws IOException {
        time(json, "modified", state.times().modified());
        time(json, "accessed", state.times().accessed());
        time(json, "changed", state.times().changed());
        time(json, "created", state.times().created());
        json.writeStringField("owner", state.details().owner());
        json.writeStringField("group", state.details().group());
        json.writeStringField("mode", state.mode());
    }

    private static void nameTimes(JsonGenerator json, @Nullable FileTimes times) throws IOException {
        if (times == null) {
            json.writeNullField("name_times");
            return;
        }
        json.writeObjectFieldStart("name_times");
        time(json, "modified", times.modified());
        time(json, "accessed", times.accessed());
        time(json, "changed", times.changed());
        time(json, "created", times.created());
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String name, @Nullable RecordedTime time) throws IOException {
        json.writeStringField(name, time == null ? null : time.toString());
    }

    private static void number(JsonGenerator json, String name, @Nullable Long value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }

    private static void tally(JsonGenerator json, String name, SectorTally tally) throws IOException {
        json.writeObjectFieldStart(name);
        number(json, "sectors", tally.sectors());
        number(json, "owned", tally.owned());
        number(json, "changed", tally.changed());
        if (tally.isKnownInPart()) {
            json.writeObjectFieldStart("layers");
            for (Map.Entry<Integer, Long> layer : tally.byLayer().entrySet()) {
                json.writeNumberField(layer.getKey().toString(), layer.getValue());
            }
            json.writeEndObject();
        } else {
            json.writeNullField("layers");
        }
        // Of the unknown sectors some may be unwritten.
        boolean isUnwrittenKnown = tally.isKnownInPart() && (tally.unwritten() > 0 || tally.unknown() == 0);
        number(json, "unwritten", isUnwrittenKnown ? tally.unwritten() : null);
        number(json, "unknown", tally.isKnownInPart() ? tally.unknown() : null);
        json.writeEndObject();
    }

    @Override
    public void end(LayerFilesReport report, @Nullable Integer since, String name, String reader) throws IOException {
        if (json != null && format == FileFormat.jsonl) {
            json.flush();
        } else if (json != null) {
            json.writeEndArray();
            json.writeRaw('\n');
            json.writeNumberField("layer", report.layer());
            json.writeObjectField("since", since);
            json.writeStringField("file", name);
            json.writeStringField("reader", reader);
            json.writeArrayFieldStart("file_systems");
            for (FileSystemInfo system : report.fileSystems()) {
                json.writeStartObject();
                json.writeStringField("label", system.label());
                json.writeStringField("type", system.type());
                json.writeStringField("state", system.state().toString());
                json.writeStringField("reader", system.reader());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("zone", zone == null ? null : zone.getId());
            json.writeObjectFieldStart("counts");
            for (Map.Entry<FileStatus, @Nullable Long> count : report.counts().entrySet()) {
                number(json, count.getKey().toString(), count.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("held");
            for (NonFileSectors data : report.held()) {
                json.writeStartObject();
                json.writeStringField("kind", data.kind().toString());
                number(json, "sectors", data.sectors());
                number(json, "changed", data.changed());
                number(json, "files", data.files());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("problems");
            for (String problem : report.problems()) {
                json.writeString(problem);
            }
            json.writeEndArray();
            json.writeBooleanField("complete", report.complete());
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        } else if (format == FileFormat.text) {
            text(report, since, name, reader);
        }
        out.flush();
    }

    /** Which file system it is, who read it, and in which state it is shown. */
    public static String line(FileSystemInfo system) {
        return system.label() + ": " + system.type() + (system.reader().isEmpty() ? "" : ", read by " + system.reader())
                + switch (system.state()) {
                    case AS_STORED -> "";
                    case RECOVERED -> "; it was not unmounted, and is shown with its journal replayed, in memory";
                    case JOURNAL_IGNORED ->
                        "; it was not unmounted, and is shown without what is in its journal, as asked";
                    case LOG_NOT_REPLAYED ->
                        "; its log was not closed and is not replayed: newer changes may be missing";
                    case JOURNAL_UNREADABLE ->
                        "; it was not unmounted, and its journal cannot be replayed, so only names are shown;"
                                + " --journal ignore shows the files without it";
                };
    }

    private void text(LayerFilesReport report, @Nullable Integer since, String name, String reader) throws IOException {
        List<String> counts = new ArrayList<>();
        report.counts().forEach((status, count) -> {
            if (count != null && count > 0) {
                counts.add(count + " " + status);
            }
        });
        out.write("\nLayer " + report.layer() + ", " + name + (since == null ? "" : ", since layer " + since) + ": "
                + (!counts.isEmpty() ? String.join(", ", counts) : report.complete() ? "no files" : "files: unknown")
                + (report.complete() ? "" : "; incomplete") + "\nread by " + SafeText.escape(reader)
                + "\n");
        for (FileSystemInfo system : report.fileSystems()) {
            out.write("  " + line(system) + "\n");
        }
        if (!isWide) {
            out.write("\nA terminal of " + WIDTH + " columns also shows the sectors of each file and their layers\n");
        }
        if (!report.held().isEmpty()) {
            out.write("\nThe layer also stores\n");
            for (NonFileSectors data : report.held()) {
                out.write(String.format(
                        Locale.ROOT,
                        "  %-24s %12s sectors, %s of them changed%s\n",
                        data.kind(),
                        text(data.sectors()),
                        text(data.changed()),
                        data.files() == null
                                ? ", files: unknown"
                                : data.files() == 0 ? "" : ", files: " + data.files()));
            }
        }
    }
}

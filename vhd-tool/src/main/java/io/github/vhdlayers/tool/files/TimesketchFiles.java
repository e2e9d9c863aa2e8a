package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.tool.output.Column;
import io.github.vhdlayers.tool.output.CsvTable;
import io.github.vhdlayers.tool.output.Table;
import io.github.vhdlayers.tool.output.Words;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row for each time of each file, with the columns that Timesketch asks for: {@code message}, {@code datetime}, {@code timestamp_desc}. */
final class TimesketchFiles implements FileRows {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    /** What a signed number of nanoseconds since 1970 can be, in which Timesketch counts. */
    private static final Instant FIRST = Instant.parse("1678-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("2262-01-01T00:00:00Z");

    private static final List<Column<Entry>> COLUMNS = List.of(
            Column.text("message", Entry::message),
            Column.word("datetime", one -> DATE.format(one.instant())),
            Column.word("timestamp_desc", Entry::description),
            Column.text("path", one -> one.row().path()),
            Column.word("recorded", Entry::time),
            Column.word("status", one -> one.row().file().status()),
            Column.word("layer", Entry::layer),
            Column.number("size", one -> one.row().file().size()),
            Column.flag("allocated", one -> one.row().file().allocated()),
            Column.number(
                    "metadata_address", one -> one.row().file().file().name().address()),
            Column.word("md5", one -> one.row().hashes().get(HashAlgorithm.MD5)),
            Column.word("sha1", one -> one.row().hashes().get(HashAlgorithm.SHA1)),
            Column.word("sha256", one -> one.row().hashes().get(HashAlgorithm.SHA256)),
            Column.flag("known", one -> one.row().hashes().known()),
            Column.text("doubt", Entry::doubt));

    /** One time of a file. */
    private record Entry(FileRow row, String layer, RecordedTime time, Instant instant, String description) {
        String message() {
            String happened = WhatHappened.layers(row.file());
            return row.path() + " (" + layer + ": " + row.file().status() + (happened == null ? "" : ", " + happened)
                    + ")";
        }

        @Nullable
        String doubt() {
            String doubt = row.file().doubt();
            return doubt == null ? null : SafeText.escape(doubt);
        }
    }

    private final Writer out;
    private final Table<Entry> table;
    private final ZoneId zone;
    private final String layer;
    private final Streams streams;
    private long withoutTimes;
    private long leftOut;

    private TimesketchFiles(Writer out, Table<Entry> table, ZoneId zone, String layer, Streams streams) {
        this.out = out;
        this.table = table;
        this.zone = zone;
        this.layer = layer;
        this.streams = streams;
    }

    static TimesketchFiles begin(Writer out, @Nullable ZoneId zone, String layer, Streams streams) throws IOException {
        return new TimesketchFiles(
                out, CsvTable.begin(out, COLUMNS), Objects.requireNonNullElse(zone, ZoneOffset.UTC), layer, streams);
    }

    @Override
    public void file(FileRow row) throws IOException {
        FileTimes times = row.file().times();
        if (times.equals(FileTimes.NONE)) {
            withoutTimes++;
            return;
        }
        row(row, times.modified(), "Content Modification Time");
        row(row, times.accessed(), "Last Access Time");
        row(row, times.changed(), "Metadata Modification Time");
        row(row, times.created(), "Creation Time");
    }

    private void row(FileRow row, @Nullable RecordedTime time, String description) throws IOException {
        if (time == null) {
            return;
        }
        Instant instant = instant(time);
        if (instant.isBefore(FIRST) || !instant.isBefore(LAST)) {
            leftOut++;
            return;
        }
        table.row(new Entry(row, layer, time, instant, description));
    }

    /** A local time in the zone that was named; a date at its first moment there. */
    private Instant instant(RecordedTime time) {
        if (time instanceof RecordedTime.Utc utc) {
            return utc.instant();
        } else if (time instanceof RecordedTime.Local local) {
            return local.dateTime().atZone(zone).toInstant();
        }
        return ((RecordedTime.Day) time).date().atStartOfDay(zone).toInstant();
    }

    @Override
    public void end(LayerFilesReport report, @Nullable Integer since, String name, String reader) throws IOException {
        out.flush();
        if (withoutTimes > 0) {
            streams.message("note: " + Words.number(withoutTimes)
                    + (withoutTimes == 1 ? " row has no time and is" : " rows have no time and are")
                    + " not in the timeline");
        }
        if (leftOut > 0) {
            streams.message("note: " + Words.number(leftOut)
                    + (leftOut == 1 ? " time" : " times")
                    + " before 1678 or after 2261 left out, which Timesketch cannot have; --format csv has them");
        }
    }
}

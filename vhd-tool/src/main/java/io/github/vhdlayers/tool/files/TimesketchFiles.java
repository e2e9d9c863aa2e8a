package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.tool.output.Words;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** A row for each time of each file, with the columns that Timesketch asks for: {@code message}, {@code datetime}, {@code timestamp_desc}. */
final class TimesketchFiles implements FileRows {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    /** What a signed number of nanoseconds since 1970 can be, in which Timesketch counts. */
    private static final Instant FIRST = Instant.parse("1678-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("2262-01-01T00:00:00Z");

    private final Writer out;
    private final CSVPrinter csv;
    private final ZoneId zone;
    private final String layer;
    private final Streams streams;
    private long withoutTimes;
    private long leftOut;

    private TimesketchFiles(Writer out, CSVPrinter csv, ZoneId zone, String layer, Streams streams) {
        this.out = out;
        this.csv = csv;
        this.zone = zone;
        this.layer = layer;
        this.streams = streams;
    }

    static TimesketchFiles begin(Writer out, @Nullable ZoneId zone, String layer, Streams streams) throws IOException {
        CSVPrinter csv = CSVFormat.DEFAULT
                .builder()
                .setRecordSeparator('\n')
                .setHeader(
                        "message",
                        "datetime",
                        "timestamp_desc",
                        "path",
                        "recorded",
                        "status",
                        "layer",
                        "size",
                        "allocated",
                        "metadata_address",
                        "md5",
                        "sha1",
                        "sha256",
                        "known",
                        "doubt")
                .get()
                .print(out);
        return new TimesketchFiles(out, csv, Objects.requireNonNullElse(zone, ZoneOffset.UTC), layer, streams);
    }

    @Override
    public void file(FileRow row) throws IOException {
        FileOwnership file = row.file();
        FileHashes hashes = row.hashes();
        String path = row.path();
        FileTimes times = file.times();
        if (times.equals(FileTimes.NONE)) {
            withoutTimes++;
            return;
        }
        row(file, path, hashes, times.modified(), "Content Modification Time");
        row(file, path, hashes, times.accessed(), "Last Access Time");
        row(file, path, hashes, times.changed(), "Metadata Modification Time");
        row(file, path, hashes, times.created(), "Creation Time");
    }

    private void row(
            FileOwnership file, String path, FileHashes hashes, @Nullable RecordedTime time, String description)
            throws IOException {
        if (time == null) {
            return;
        }
        Instant instant = instant(time);
        if (instant.isBefore(FIRST) || !instant.isBefore(LAST)) {
            leftOut++;
            return;
        }
        String happened = WhatHappened.layers(file);
        csv.printRecord(
                SafeText.cell(
                        path + " (" + layer + ": " + file.status() + (happened == null ? "" : ", " + happened) + ")"),
                DATE.format(instant),
                description,
                SafeText.cell(path),
                time,
                file.status(),
                layer,
                file.size(),
                file.allocated(),
                file.file().name().address(),
                hashes.get(HashAlgorithm.MD5),
                hashes.get(HashAlgorithm.SHA1),
                hashes.get(HashAlgorithm.SHA256),
                hashes.known(),
                file.doubt() == null ? null : SafeText.cell(SafeText.escape(file.doubt())));
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

package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.analysis.files.LayerFilesReport.NonFileSectors;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.tool.output.Column;
import io.github.vhdlayers.tool.output.FindingInfo;
import io.github.vhdlayers.tool.output.Listing;
import io.github.vhdlayers.tool.output.RunFormat;
import io.github.vhdlayers.tool.output.Table;
import java.io.IOException;
import java.io.Writer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints files as they are found, and at the end what they sum up to. */
public final class FileTable implements FileRows {
    private static final List<Column<FileSystemInfo>> FILE_SYSTEMS = List.of(
            Column.text("label", FileSystemInfo::label),
            Column.word("type", FileSystemInfo::type),
            Column.word("state", FileSystemInfo::state),
            Column.word("reader", FileSystemInfo::reader));
    private static final List<Column<NonFileSectors>> HELD = List.of(
            Column.word("kind", NonFileSectors::kind),
            Column.number("sectors", NonFileSectors::sectors),
            Column.number("changed", NonFileSectors::changed),
            Column.number("files", NonFileSectors::files));

    /** How wide a line is that has room for a path of usual length. */
    static final int WIDTH = 130;

    private final Listing listing;
    private final Table<FileColumns.Listed> table;
    private final @Nullable ZoneId zone;
    private final boolean isWide;

    private FileTable(Listing listing, Table<FileColumns.Listed> table, @Nullable ZoneId zone, boolean isWide) {
        this.listing = listing;
        this.table = table;
        this.zone = zone;
        this.isWide = isWide;
    }

    /**
     * Begins a table.
     *
     * @param zone in which local times are converted to UTC, or null if they are printed as they are recorded
     * @param isWide whether lines of {@link #WIDTH} characters can be read
     * @param doubts what makes bytes or owners of the disk doubtful
     */
    static FileTable begin(Writer out, RunFormat format, @Nullable ZoneId zone, boolean isWide, List<Finding> doubts)
            throws IOException {
        FileColumns columns = new FileColumns();
        Listing listing = Listing.begin(out, format, "files");
        listing.field(Listing.DOUBTS, FindingInfo.of(doubts));
        Table<FileColumns.Listed> table = listing.table(
                "files",
                isWide ? columns.wide() : FileColumns.narrow(),
                format == RunFormat.csv ? columns.plain() : FileColumns.fields());
        return new FileTable(listing, table, zone, isWide);
    }

    /** The path as it is printed and found again: with the partition before it where there are several. */
    public static String path(FileOwnership file, boolean several) {
        return several ? prefix(file, true) + file.printedPath() : file.printedPath();
    }

    /** What stands before a path where there are several file systems. */
    public static String prefix(FileOwnership file, boolean several) {
        return several ? file.file().fileSystem().label() + ":" : "";
    }

    @Override
    public void file(FileRow row) throws IOException {
        table.row(row.listed(zone));
        String happened = WhatHappened.text(row.file(), row.several());
        if (happened != null) {
            listing.text("  " + happened + "\n");
        }
        for (HashAlgorithm algorithm : HashAlgorithm.values()) {
            String digits = row.hashes().get(algorithm);
            if (digits != null) {
                listing.text("  " + algorithm.id() + " " + digits + "\n");
            }
        }
        Boolean known = row.hashes().known();
        if (known != null) {
            listing.text(known ? "  known\n" : "  not known\n");
        }
    }

    @Override
    public void end(LayerFilesReport report, @Nullable Integer since, String name, String reader) throws IOException {
        text(report, since, name, reader);
        Map<String, @Nullable Long> counts = new LinkedHashMap<>();
        report.counts().forEach((status, count) -> counts.put(status.toString(), count));
        listing.line();
        listing.field("layer", report.layer());
        listing.field("since", since);
        listing.field("file", name);
        listing.field("reader", reader);
        listing.rows("file_systems", report.fileSystems(), FILE_SYSTEMS);
        listing.field("zone", zone == null ? null : zone.getId());
        listing.field("counts", counts);
        listing.rows("held", report.held(), HELD);
        listing.field("problems", report.problems());
        listing.field("complete", report.complete());
        listing.end();
    }

    /** A number for a person. */
    private static String text(@Nullable Long number) {
        return number == null ? "unknown" : number.toString();
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
        listing.text("\nLayer " + report.layer() + ", " + name + (since == null ? "" : ", since layer " + since) + ": "
                + (!counts.isEmpty() ? String.join(", ", counts) : report.complete() ? "no files" : "files: unknown")
                + (report.complete() ? "" : "; incomplete") + "\nread by " + SafeText.escape(reader)
                + "\n");
        for (FileSystemInfo system : report.fileSystems()) {
            listing.text("  " + line(system) + "\n");
        }
        if (!isWide) {
            listing.text(
                    "\nA terminal of " + WIDTH + " columns also shows the sectors of each file and their layers\n");
        }
        if (!report.held().isEmpty()) {
            listing.text("\nThe layer also stores\n");
            for (NonFileSectors data : report.held()) {
                listing.text(String.format(
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

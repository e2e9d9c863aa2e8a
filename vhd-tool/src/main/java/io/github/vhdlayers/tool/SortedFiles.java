package io.github.vhdlayers.tool;

import io.github.vhdlayers.analysis.FileOwnership;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.RecordedTime;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps files until all are there, and prints them in an order. What is not known of them comes last. */
final class SortedFiles {
    /** More would fill the memory of a small machine. */
    static final int MOST = 200_000;

    private final FileOrder order;
    private final @Nullable ZoneId zone;
    private final List<Row> rows = new ArrayList<>();
    private boolean isFull;

    SortedFiles(FileOrder order, @Nullable ZoneId zone) {
        this.order = order;
        this.zone = zone;
    }

    private record Row(FileOwnership file, FileState state, boolean several) {}

    /** Keeps a file; false if there are too many. */
    boolean add(FileOwnership file, DiskFileSystems systems) {
        isFull |= rows.size() >= MOST;
        if (!isFull) {
            rows.add(new Row(
                    file,
                    FileState.of(file, systems, zone, true),
                    systems.fileSystems().size() > 1));
        }
        return !isFull;
    }

    /** Prints them, or returns false if there were too many. */
    boolean print(FileTable table) throws IOException {
        if (isFull) {
            return false;
        }
        Comparator<Row> byPath = Comparator.comparing(row -> FileTable.path(row.file(), row.several()));
        Comparator<Row> comparator =
                switch (order) {
                    case path -> byPath;
                    case size ->
                        Comparator.comparing(
                                (Row row) -> row.file().size(), Comparator.nullsLast(Comparator.reverseOrder()));
                    case time ->
                        Comparator.comparing(
                                row -> instant(row.state().times().modified()),
                                Comparator.nullsLast(Comparator.<Instant>naturalOrder()));
                };
        rows.sort(comparator.thenComparing(byPath));
        for (Row row : rows) {
            table.file(row.file(), row.state(), row.several());
        }
        return true;
    }

    /** A local time is taken for one of UTC, unless a zone was named, which has converted it; a day for its begin. */
    private static @Nullable Instant instant(@Nullable RecordedTime time) {
        if (time instanceof RecordedTime.Utc utc) {
            return utc.instant();
        }
        if (time instanceof RecordedTime.Local local) {
            return local.dateTime().toInstant(ZoneOffset.UTC);
        }
        return time instanceof RecordedTime.Day day ? day.date().atStartOfDay().toInstant(ZoneOffset.UTC) : null;
    }
}

package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.filesystem.RecordedTime;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps files until all are there, and prints them in an order. What is not known of them comes last. */
public final class SortedFiles {
    /** More would fill the memory of a small machine. */
    public static final int MOST = 200_000;

    private final FileOrder order;
    private final List<FileRow> rows = new ArrayList<>();
    private boolean isFull;

    public SortedFiles(FileOrder order) {
        this.order = order;
    }

    /** Whether there is no room for another one; then nothing is printed. */
    public boolean isFull() {
        isFull |= rows.size() >= MOST;
        return isFull;
    }

    /** Keeps a row. */
    public void add(FileRow row) {
        rows.add(row);
    }

    /** Prints them, or returns false if there were too many. */
    public boolean print(FileRows table) throws IOException {
        if (isFull) {
            return false;
        }
        Comparator<FileRow> byPath = Comparator.comparing(FileRow::path);
        Comparator<FileRow> comparator =
                switch (order) {
                    case path -> byPath;
                    case size ->
                        Comparator.comparing(
                                (FileRow row) -> row.file().size(), Comparator.nullsLast(Comparator.reverseOrder()));
                    case time ->
                        Comparator.comparing(
                                row -> instant(row.state().times().modified()),
                                Comparator.nullsLast(Comparator.<Instant>naturalOrder()));
                };
        rows.sort(comparator.thenComparing(byPath));
        for (FileRow row : rows) {
            table.file(row);
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

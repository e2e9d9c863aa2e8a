package io.github.vhdlayers.tool.history;

import io.github.vhdlayers.tool.history.HistoryReport.FilesInfo;
import io.github.vhdlayers.tool.history.HistoryReport.LayerInfo;
import io.github.vhdlayers.tool.output.Column;
import io.github.vhdlayers.tool.output.CsvTable;
import io.github.vhdlayers.tool.output.Table;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A history as a table: a row for each layer, or for each version of a file. What is not known is empty. */
public final class HistoryCsv {
    private static final List<Column<LayerInfo>> LAYER = List.of(
            Column.number("layer", LayerInfo::layer),
            Column.text("file", LayerInfo::file),
            Column.word("format", layer -> layer.format().name().toLowerCase(Locale.ROOT)),
            Column.word("type", LayerInfo::type),
            Column.word("span_begin", layer -> layer.span().begin()),
            Column.word("span_end", layer -> layer.span().end()),
            Column.word("file_modified", layer -> layer.span().fileModified()),
            Column.number("sectors", LayerInfo::sectors),
            Column.number("owned_sectors", LayerInfo::ownedSectors),
            Column.number("visible_sectors", LayerInfo::visibleSectors),
            Column.number(
                    "differing_sectors",
                    layer -> layer.audit() == null ? null : layer.audit().differingSectors()),
            Column.flag(
                    "files_complete",
                    layer -> layer.files() == null ? null : layer.files().complete()));
    private static final List<String> STATUSES =
            List.of("new", "content-changed", "metadata-changed", "deleted", "came-and-went", "unknown");
    private static final List<Column<PathHistory.Version>> VERSION = List.of(
            Column.number("layer", PathHistory.Version::layer),
            Column.text("file", PathHistory.Version::layerFile),
            Column.word("begin", PathHistory.Version::begin),
            Column.word("end", PathHistory.Version::end),
            Column.word("status", PathHistory.Version::status),
            Column.words("reasons", PathHistory.Version::reasons),
            Column.text("path", PathHistory.Version::path),
            Column.text("former_path", PathHistory.Version::formerPath),
            Column.number("size", PathHistory.Version::size),
            Column.word("modified", PathHistory.Version::modified),
            Column.word("accessed", PathHistory.Version::accessed),
            Column.word("changed", PathHistory.Version::changed),
            Column.word("created", PathHistory.Version::created),
            Column.word("owner", PathHistory.Version::owner),
            Column.word("group", PathHistory.Version::group),
            Column.word("mode", PathHistory.Version::mode),
            Column.text("link_target", PathHistory.Version::linkTarget),
            Column.word("object_id", PathHistory.Version::objectId),
            Column.word("name_modified", version -> ofName(version, PathHistory.NameTimes::modified)),
            Column.word("name_accessed", version -> ofName(version, PathHistory.NameTimes::accessed)),
            Column.word("name_changed", version -> ofName(version, PathHistory.NameTimes::changed)),
            Column.word("name_created", version -> ofName(version, PathHistory.NameTimes::created)),
            Column.word("sha256", PathHistory.Version::sha256),
            Column.text("saved_as", PathHistory.Version::savedAs),
            Column.text("problem", PathHistory.Version::problem),
            Column.text("doubt", PathHistory.Version::doubt));

    private HistoryCsv() {}

    /** Prints a row for each layer. */
    public static void print(HistoryReport report, Writer out) throws IOException {
        List<Column<LayerInfo>> columns = new ArrayList<>(LAYER);
        add(columns, "documents", FilesInfo::documents);
        add(columns, "streams", FilesInfo::streams);
        add(columns, "folders", FilesInfo::folders);
        add(columns, "system", FilesInfo::system);
        print(report.layers(), CsvTable.begin(out, columns));
    }

    /** Prints a row for each version. */
    public static void print(PathHistory history, Writer out) throws IOException {
        print(history.versions(), CsvTable.begin(out, VERSION));
    }

    private static <R> void print(List<R> rows, Table<R> table) throws IOException {
        for (R row : rows) {
            table.row(row);
        }
    }

    /** A column for each status that files of a group can have. */
    private static void add(
            List<Column<LayerInfo>> columns, String group, Function<FilesInfo, Map<String, @Nullable Long>> counts) {
        for (String status : STATUSES) {
            columns.add(Column.number(group + "_" + status.replace('-', '_'), layer -> {
                FilesInfo files = layer.files();
                return files == null ? null : counts.apply(files).get(status);
            }));
        }
    }

    private static @Nullable String ofName(
            PathHistory.Version version, Function<PathHistory.NameTimes, @Nullable String> time) {
        PathHistory.NameTimes name = version.nameTimes();
        return name == null ? null : time.apply(name);
    }
}

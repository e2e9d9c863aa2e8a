package io.github.vhdlayers.tool.history;

import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.tool.history.HistoryReport.FilesInfo;
import io.github.vhdlayers.tool.history.HistoryReport.LayerInfo;
import io.github.vhdlayers.tool.output.CsvTable;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** A history as a table: a row for each layer, or for each version of a file. What is not known is empty. */
public final class HistoryCsv {
    private static final List<String> LAYER = List.of(
            "layer",
            "file",
            "format",
            "type",
            "span_begin",
            "span_end",
            "file_modified",
            "sectors",
            "owned_sectors",
            "visible_sectors",
            "differing_sectors",
            "files_complete");
    private static final List<String> STATUSES =
            List.of("new", "content-changed", "metadata-changed", "deleted", "came-and-went", "unknown");
    private static final List<String> VERSION = List.of(
            "layer",
            "file",
            "begin",
            "end",
            "status",
            "reasons",
            "path",
            "former_path",
            "size",
            "modified",
            "accessed",
            "changed",
            "created",
            "owner",
            "group",
            "mode",
            "link_target",
            "object_id",
            "name_modified",
            "name_accessed",
            "name_changed",
            "name_created",
            "sha256",
            "saved_as",
            "problem",
            "doubt");

    private HistoryCsv() {}

    /** Prints a row for each layer. */
    public static void print(HistoryReport report, Writer out) throws IOException {
        List<String> columns = new ArrayList<>(LAYER);
        for (String group : List.of("documents", "streams", "folders", "system")) {
            STATUSES.forEach(status -> columns.add(group + "_" + status.replace('-', '_')));
        }
        CSVPrinter csv = CsvTable.begin(out, columns);
        for (LayerInfo layer : report.layers()) {
            FilesInfo files = layer.files();
            List<@Nullable Object> row = new ArrayList<>();
            row.add(layer.layer());
            row.add(SafeText.cell(layer.file()));
            row.add(layer.format());
            row.add(layer.type());
            row.add(layer.span().begin());
            row.add(layer.span().end());
            row.add(layer.span().fileModified());
            row.add(layer.sectors());
            row.add(layer.ownedSectors());
            row.add(layer.visibleSectors());
            row.add(layer.audit() == null ? null : layer.audit().differingSectors());
            row.add(files == null ? null : files.complete());
            if (files != null) {
                for (Map<String, @Nullable Long> counts :
                        List.of(files.documents(), files.streams(), files.folders(), files.system())) {
                    STATUSES.forEach(status -> row.add(counts.get(status)));
                }
            }
            while (row.size() < columns.size()) {
                row.add(null);
            }
            csv.printRecord(row);
        }
    }

    /** Prints a row for each version. */
    public static void print(PathHistory history, Writer out) throws IOException {
        CSVPrinter csv = CsvTable.begin(out, VERSION);
        for (PathHistory.Version version : history.versions()) {
            PathHistory.NameTimes name = version.nameTimes();
            csv.printRecord(
                    version.layer(),
                    SafeText.cell(version.layerFile()),
                    version.begin(),
                    version.end(),
                    version.status(),
                    String.join(" ", version.reasons()),
                    SafeText.cell(version.path()),
                    cell(version.formerPath()),
                    version.size(),
                    version.modified(),
                    version.accessed(),
                    version.changed(),
                    version.created(),
                    version.owner(),
                    version.group(),
                    version.mode(),
                    cell(version.linkTarget()),
                    version.objectId(),
                    name == null ? null : name.modified(),
                    name == null ? null : name.accessed(),
                    name == null ? null : name.changed(),
                    name == null ? null : name.created(),
                    version.sha256(),
                    cell(version.savedAs()),
                    cell(version.problem()),
                    cell(version.doubt()));
        }
    }

    private static @Nullable String cell(@Nullable String text) {
        return text == null ? null : SafeText.cell(text);
    }
}

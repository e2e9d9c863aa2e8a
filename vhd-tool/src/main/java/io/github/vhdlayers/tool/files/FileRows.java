package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.tool.output.RunFormat;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.io.Writer;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints files as they are found, in one of the formats. For one thread. */
public interface FileRows {
    /** Prints a file. */
    void file(FileRow row) throws IOException;

    /**
     * Ends the table.
     *
     * @param since the layer after which everything is listed, or null
     * @param name the file of the layer in question
     * @param reader who read the file systems
     */
    void end(LayerFilesReport report, @Nullable Integer since, String name, String reader) throws IOException;

    /**
     * Begins.
     *
     * @param source the file that was named
     * @param zone in which local times are converted to UTC, or null if they are printed as they are recorded
     * @param layer the layer in question and its file, for a person
     * @param doubts what makes bytes or owners of the disk doubtful
     * @param streams where results and messages go
     */
    static FileRows begin(
            Streams streams,
            FileFormat format,
            String source,
            @Nullable ZoneId zone,
            String layer,
            List<Finding> doubts)
            throws IOException {
        Writer out = streams.textOut(format == FileFormat.text);
        return switch (format) {
            case text -> FileTable.begin(out, RunFormat.text, zone, streams.fits(FileTable.WIDTH), doubts);
            case csv -> FileTable.begin(out, RunFormat.csv, zone, true, doubts);
            case json -> FileTable.begin(out, RunFormat.json, zone, true, doubts);
            case jsonl -> FileLines.ofJson(out, zone);
            case bodyfile -> FileLines.ofBody(out, zone, layer);
            case dfxml -> DfxmlFiles.begin(out, source);
            case timesketch -> TimesketchFiles.begin(out, zone, layer, streams);
        };
    }
}

package io.github.vhdlayers.tool.report;

import io.github.vhdlayers.diag.SafeText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a page says of the case that it is made for. */
public final class CaseOptions {
    @Option(names = "--case", paramLabel = "NUMBER", description = "the number of the case, for the head of the page")
    private @Nullable String number;

    @Option(names = "--exhibit", paramLabel = "TEXT", description = "the exhibit that the disk is or is of")
    private @Nullable String exhibit;

    @Option(names = "--examiner", paramLabel = "NAME", description = "who examined it")
    private @Nullable String examiner;

    @Option(names = "--notes", paramLabel = "TEXT", description = "remarks")
    private @Nullable String notes;

    /** What was given, in the order in which a page shows it. */
    public List<ReportView.Row> rows() {
        List<ReportView.Row> rows = new ArrayList<>();
        add(rows, "Case", number);
        add(rows, "Exhibit", exhibit);
        add(rows, "Examiner", examiner);
        add(rows, "Notes", notes);
        return rows;
    }

    private static void add(List<ReportView.Row> rows, String label, @Nullable String value) {
        if (value != null) {
            rows.add(new ReportView.Row(label, SafeText.escape(value)));
        }
    }
}

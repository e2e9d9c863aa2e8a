package io.github.vhdlayers.tool.options;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Warns, before a command shows a disk's bytes or owners, of what makes some of them doubtful. */
final class DoubtWarnings {
    private static final int MOST = 5;

    private DoubtWarnings() {}

    /**
     * Prints what is odd enough, up to a few lines; not that a parent is missing, which a user of {@code --orphan} knows. Reads every block
     * allocation table.
     *
     * @return all of it
     */
    static List<Finding> print(VirtualDisk disk, PrintWriter err) throws IOException {
        List<Finding> findings = new ArrayList<>(disk.findings());
        findings.addAll(disk.examineBlocks());
        List<Finding> doubts =
                findings.stream().filter(finding -> finding.code().isDoubt()).toList();
        for (Finding doubt : doubts.subList(0, Math.min(MOST, doubts.size()))) {
            err.println("vhd: warning: " + SafeText.escape(doubt.place()) + ": " + doubt.code() + ": "
                    + doubt.code().meaning() + " (" + SafeText.escape(doubt.structure() + ": " + doubt.detail()) + ")");
        }
        if (doubts.size() > MOST) {
            err.println("vhd: warning: and " + (doubts.size() - MOST) + " more; 'vhd info' lists all findings");
        }
        err.flush();
        return doubts;
    }
}

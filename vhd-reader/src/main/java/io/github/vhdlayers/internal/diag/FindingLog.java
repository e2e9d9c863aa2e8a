package io.github.vhdlayers.internal.diag;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects findings up to a limit, and says when there were more. Not thread-safe; a log belongs to one reader of one
 * file.
 */
public final class FindingLog {
    private final String source;
    private final int limit;
    private final List<Finding> kept = new ArrayList<>();
    private long leftOut;

    /**
     * An empty log.
     *
     * @param source the name of the file that the findings are about
     * @param limit how many findings are kept, at least 1
     */
    public FindingLog(String source, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit of " + limit + " findings keeps none");
        }
        this.source = source;
        this.limit = limit;
    }

    /** Adds a finding about a structure of which no place can be named. */
    public void add(FindingCode code, String structure, String detail) {
        keep(code, structure, detail, null);
    }

    /** Adds a finding about a structure, with the place in the file, in bytes. */
    public void add(FindingCode code, String structure, String detail, long fileOffset) {
        keep(code, structure, detail, fileOffset);
    }

    private void keep(FindingCode code, String structure, String detail, @Nullable Long fileOffset) {
        if (kept.size() < limit) {
            kept.add(new Finding(code, source, structure, detail, fileOffset));
        } else {
            leftOut++;
        }
    }

    /** Whether what is added from now on is only counted, so that its words need not be found. */
    public boolean isFull() {
        return kept.size() == limit;
    }

    /** Counts findings that are not kept. */
    public void leaveOut(long count) {
        leftOut += count;
    }

    /** What was found, in the order in which it was found, with a last entry where some were left out. */
    public List<Finding> findings() {
        if (leftOut == 0) {
            return List.copyOf(kept);
        }
        List<Finding> all = new ArrayList<>(kept);
        String detail = "the first " + limit + " are listed, " + leftOut + " more were found";
        all.add(new Finding(FindingCode.FINDINGS_LEFT_OUT, source, "findings", detail, null));
        return List.copyOf(all);
    }
}

package io.github.vhdlayers.chain;

import io.github.vhdlayers.chain.ChainLink.SizeVerdict;
import io.github.vhdlayers.chain.ChainLink.TimeVerdict;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.file.CopyComparison;
import io.github.vhdlayers.internal.io.Closing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Files with the id of one parent, of which one is taken: the one that the caller named, or the only one of which time and size are the
 * recorded ones; otherwise their bytes are compared. Not thread-safe.
 */
final class ParentCopies {
    /** Why one of several was taken, or why none can be. */
    enum Verdict {
        ONLY_ONE,
        NAMED,
        /** Nothing but the caller speaks for it: another one has other bytes, and the recorded time is not this one's alone. */
        NAMED_OF_DIFFERENT,
        SINGLED_OUT,
        /** Others have the recorded time too, and none of them has the child's size. */
        SINGLED_OUT_BY_SIZE,
        IDENTICAL,
        NOT_COMPARED,
        DIFFERENT
    }

    /** More are counted and not opened: each keeps a file open. */
    private static final int MOST = 16;

    private final List<Fit> fits = new ArrayList<>();
    private int more;

    boolean isEmpty() {
        return fits.isEmpty();
    }

    /** Whether the caller named one, or one has the recorded time: a copy under any other name changes nothing then. */
    boolean isSettled() {
        return fits.stream().anyMatch(fit -> fit.named() || fit.time() == TimeVerdict.MATCHES);
    }

    /** Whether one more would only be counted. */
    boolean isFull() {
        return fits.size() == MOST;
    }

    /** Counts one more, which was not opened. */
    void countOne() {
        more++;
    }

    /** Adds one; its file is closed if another is taken. */
    void add(Fit fit) {
        fits.add(fit);
        fits.sort(Fit.LIKELIEST_FIRST);
    }

    /** Whether a file is among them already, under another path. */
    boolean has(Object fileKey) {
        return fits.stream().anyMatch(fit -> fileKey.equals(fit.candidate().fileKey()));
    }

    /** The likeliest. */
    Fit best() {
        return fits.get(0);
    }

    Verdict decide(CopyComparison comparison) {
        if (fits.size() == 1 && more == 0) {
            return Verdict.ONLY_ONE;
        }
        Fit singledOut = more == 0 ? singledOut() : null;
        if (best().named()) {
            boolean isProven = best().equals(singledOut);
            return !isProven && compare(comparison) == Verdict.DIFFERENT ? Verdict.NAMED_OF_DIFFERENT : Verdict.NAMED;
        }
        if (singledOut == null) {
            return compare(comparison);
        }
        return timed().size() == 1 ? Verdict.SINGLED_OUT : Verdict.SINGLED_OUT_BY_SIZE;
    }

    /** The only one with the recorded time, or else the only one with that and the child's size. */
    private @Nullable Fit singledOut() {
        List<Fit> timed = timed();
        if (timed.size() == 1) {
            return timed.get(0);
        }
        List<Fit> sized =
                timed.stream().filter(fit -> fit.size() == SizeVerdict.EQUAL).toList();
        return sized.size() == 1 ? sized.get(0) : null;
    }

    private List<Fit> timed() {
        return fits.stream().filter(fit -> fit.time() == TimeVerdict.MATCHES).toList();
    }

    private Verdict compare(CopyComparison comparison) {
        Verdict verdict = more == 0 ? Verdict.IDENTICAL : Verdict.NOT_COMPARED;
        for (Fit copy : fits.subList(1, fits.size())) {
            switch (comparison.compare(best().file(), copy.file())) {
                case DIFFERENT -> {
                    return Verdict.DIFFERENT;
                }
                case NOT_COMPARED -> verdict = Verdict.NOT_COMPARED;
                case IDENTICAL -> {}
            }
        }
        return verdict;
    }

    /** What the ones are called that are not taken. */
    String others() {
        return fits.subList(1, fits.size()).stream().map(ParentCopies::describe).collect(Collectors.joining(", "))
                + (more == 0 ? "" : " and " + more + " more");
    }

    /** What all of them are called, with their times. */
    String all() {
        return describe(best()) + ", " + others();
    }

    private static String describe(Fit fit) {
        return SafeText.escape(fit.candidate().name())
                + (fit.candidate().lastModified() == null
                        ? ""
                        : " (last changed " + fit.candidate().lastModified() + ")");
    }

    /** Closes all but the likeliest. */
    void closeOthers() throws IOException {
        Closing.all(files().subList(1, fits.size()));
    }

    /** The opened files, the likeliest first. */
    List<LayerFile> files() {
        return fits.stream().map(Fit::file).toList();
    }
}

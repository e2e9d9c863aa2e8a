package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.SafeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Files with the id of one parent, of which one is taken: the one that the caller named, or the only one whose time and size are the
 * recorded ones; otherwise their bytes are compared. Not thread-safe.
 */
final class ParentCopies {
    /** Why one of several was taken, or why none can be. */
    enum Verdict {
        ONLY_ONE,
        NAMED,
        SINGLED_OUT,
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

    /** Whether one more would only be counted. */
    boolean isFull() {
        return fits.size() == MOST;
    }

    /** Counts one more, which was not opened. */
    void countOne() {
        more++;
    }

    /** Adds one, whose file this closes if another is taken. */
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
        if (best().named()) {
            return Verdict.NAMED;
        }
        if (more == 0
                && fits.stream()
                                .filter(fit -> fit.time() == TimeVerdict.MATCHES)
                                .count()
                        == 1) {
            return Verdict.SINGLED_OUT;
        }
        if (more == 0 && fits.stream().filter(Fit::isAsRecorded).count() == 1) {
            return Verdict.SINGLED_OUT;
        }
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
        DiskChain.closeAll(fits.subList(1, fits.size()).stream().map(Fit::file).toList());
    }

    /** Closes all. */
    void closeAll() throws IOException {
        DiskChain.closeAll(fits.stream().map(Fit::file).toList());
    }
}

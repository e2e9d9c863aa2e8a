package io.github.vhdlayers.tika;

import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import org.apache.tika.parser.ParseContext;
import org.jspecify.annotations.Nullable;

/**
 * How many files, bytes and seconds the disks of one document may take together: the outermost one and all that are within it, at any
 * depth. A small disk can hold the same disk under many names, again and again. For one thread.
 */
final class FileBudget implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long nestedNanos;
    private long files;
    private long bytes;
    private long nestedSince;
    private long nestedTaken;
    private int depth;
    private boolean spent;

    private FileBudget(VhdParserConfig config) {
        this.nestedNanos = TimeUnit.SECONDS.toNanos(config.getMaxNestedSeconds());
    }

    /** That of the disk around, or a new one; {@link #leave} is to follow. */
    static FileBudget enter(ParseContext context, VhdParserConfig config) {
        FileBudget around = context.get(FileBudget.class);
        FileBudget budget = around == null ? new FileBudget(config) : around;
        if (around == null) {
            context.set(FileBudget.class, budget);
        }
        budget.depth++;
        if (budget.depth == 2) {
            budget.nestedSince = System.nanoTime();
        }
        return budget;
    }

    /** Notes that a disk's files are all given. */
    void leave(ParseContext context) {
        if (depth == 2) {
            nestedTaken += System.nanoTime() - nestedSince;
        }
        depth--;
        if (depth == 0) {
            context.set(FileBudget.class, null);
        }
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    void take(long length) {
        files++;
        bytes += length;
    }

    /** Why no more may be given of a disk that is within another; null if more may. */
    @Nullable
    String nestedLimit() {
        if (depth < 2 || nestedTaken + System.nanoTime() - nestedSince <= nestedNanos) {
            return null;
        }
        spent = true;
        return limitText();
    }

    /** Why files of disks within this one were left out; null if none were for the time. */
    @Nullable
    String limitMet() {
        return spent ? limitText() : null;
    }

    private String limitText() {
        return "disks within the disk took more than " + TimeUnit.NANOSECONDS.toSeconds(nestedNanos) + " s in all";
    }
}

package io.github.vhdlayers.samples.tool;

import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How far a long command is, its rate and the time left, for somebody who watches and has waited for a second; or nothing. What is
 * over sooner shows nothing, and nothing stays when it is over. For one thread.
 */
final class ProgressLine implements LongConsumer, AutoCloseable {
    private static final long PATIENCE_NANOS = 1_000_000_000L;
    private static final long UPDATE_NANOS = 500_000_000L;
    private static final int WIDEST = 100;
    private static final int LEAST_BAR = 12;
    private static final double NANOS = 1e9;
    private static final long UNKNOWN = -1;

    private final @Nullable Screen screen;
    private final String task;
    private final long bytes;
    private final long begin = System.nanoTime();
    private long next = begin + PATIENCE_NANOS;

    private ProgressLine(@Nullable Screen screen, String task, long bytes) {
        this.screen = screen;
        this.task = task;
        this.bytes = bytes;
    }

    /** A progress that is not shown. */
    static ProgressLine silent() {
        return new ProgressLine(null, "", 0);
    }

    /**
     * A line on a terminal.
     *
     * @param task what is done, in a word or two
     * @param bytes how many bytes there are to do
     */
    static ProgressLine on(Screen screen, String task, long bytes) {
        return new ProgressLine(screen, task, bytes);
    }

    /**
     * A line for what is counted and has no end that is known.
     *
     * @param task what is counted, in a word
     */
    static ProgressLine counting(Screen screen, String task) {
        return new ProgressLine(screen, task, UNKNOWN);
    }

    @Override
    public void accept(long bytesDone) {
        if (screen == null) {
            return;
        }
        long now = System.nanoTime();
        if (now - next >= 0) {
            next = now + UPDATE_NANOS;
            screen.show(
                    bytes == UNKNOWN
                            ? count(task, bytesDone, now - begin, screen.columns())
                            : text(task, bytesDone, bytes, now - begin, screen.columns()));
        }
    }

    @Override
    public void close() {
        if (screen != null) {
            screen.wipe();
        }
    }

    /**
     * The line. On a narrow terminal first the bar is left out, then the amount, the rate, and the time left.
     *
     * @param nanos since the work began
     * @param columns how long the line may be
     */
    static String text(String task, long done, long total, long nanos, int columns) {
        long share = total == 0 ? 0 : Math.min(100, (long) (100.0 * done / total));
        String head = String.format(Locale.ROOT, "%s %3d%%", task, share);
        int room = Math.min(columns, WIDEST) - head.length();
        StringBuilder tail = new StringBuilder();
        for (String part : List.of(left(done, total, nanos), rate(done, nanos), amount(done, total))) {
            if (!part.isEmpty() && tail.length() + part.length() + 2 <= room) {
                tail.insert(0, "  " + part);
            }
        }
        int bar = room - tail.length() - 4;
        if (bar >= LEAST_BAR) {
            int full = (int) (bar * share / 100);
            tail.insert(0, "  [" + "=".repeat(full) + " ".repeat(bar - full) + "]");
        }
        String line = head + tail;
        return line.length() <= columns ? line : line.substring(line.length() - Math.max(0, columns));
    }

    /** The line of something that is counted. */
    static String count(String task, long done, long nanos, int columns) {
        String line = String.format(Locale.ROOT, "%s %,d  %,d/s", task, done, (long) (done / (nanos / NANOS)));
        return line.length() <= columns ? line : line.substring(0, Math.max(0, columns));
    }

    private static String amount(long done, long total) {
        return Words.bytes(done) + " of " + Words.bytes(total);
    }

    private static String rate(long done, long nanos) {
        return done == 0 ? "" : Words.bytes((long) (done / (nanos / NANOS))) + "/s";
    }

    /** As if the rest took as long as the part that is done. */
    private static String left(long done, long total, long nanos) {
        if (done == 0) {
            return "";
        }
        long seconds = (long) Math.ceil(Math.max(0, total - done) * (nanos / NANOS) / done);
        String minutes = String.format(Locale.ROOT, "%d:%02d left", seconds / 60, seconds % 60);
        return seconds < 3600
                ? minutes
                : String.format(Locale.ROOT, "%d:%02d:%02d left", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}

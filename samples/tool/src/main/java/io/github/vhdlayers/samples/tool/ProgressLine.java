package io.github.vhdlayers.samples.tool;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far a long command is, its rate and the time left, for somebody who watches and has waited for a second; or nothing. What is
 * over sooner shows nothing. For one thread.
 */
final class ProgressLine implements LongConsumer, AutoCloseable {
    private static final int WIDTH = 100;
    private static final int UPDATE_MILLIS = 500;
    private static final long PATIENCE_NANOS = 1_000_000_000L;
    private static final long MEBIBYTE = 1 << 20;

    private final @Nullable PrintStream terminal;
    private final String task;
    private final long bytes;
    private final long begin = System.nanoTime();
    private @Nullable ProgressBar bar;

    private ProgressLine(@Nullable PrintStream terminal, String task, long bytes) {
        this.terminal = terminal;
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
    static ProgressLine on(PrintStream terminal, String task, long bytes) {
        return new ProgressLine(terminal, task, bytes);
    }

    @Override
    public void accept(long bytesDone) {
        if (terminal == null) {
            return;
        }
        long waited = System.nanoTime() - begin;
        if (bar == null && waited >= PATIENCE_NANOS) {
            bar = start(terminal, bytesDone, Duration.ofNanos(waited));
        }
        if (bar != null) {
            bar.stepTo(bytesDone);
        }
    }

    private ProgressBar start(PrintStream target, long bytesDone, Duration waited) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(bytes)
                .setUnit(" MiB", MEBIBYTE)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .startsFrom(bytesDone, waited)
                .setConsumer(new ConsoleProgressBarConsumer(target, WIDTH))
                .build();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}

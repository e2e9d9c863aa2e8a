package io.github.vhdlayers.samples.tool;

import java.io.PrintStream;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far a long command is, its rate and the time left, for somebody who watches; or nothing. */
final class ExportProgress implements LongConsumer, AutoCloseable {
    private static final int WIDTH = 100;
    private static final int UPDATE_MILLIS = 500;
    private static final long MEBIBYTE = 1 << 20;

    private final @Nullable ProgressBar bar;

    private ExportProgress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /** A progress that is not shown. */
    static ExportProgress silent() {
        return new ExportProgress(null);
    }

    /** A bar, if somebody watches and wants one. */
    static ExportProgress of(Streams streams, boolean quiet, String task, long bytes) {
        return quiet || !streams.progress() ? silent() : on(streams.err(), task, bytes);
    }

    /** A bar on a terminal. */
    static ExportProgress on(PrintStream terminal, String task, long bytes) {
        return new ExportProgress(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(bytes)
                .setUnit(" MiB", MEBIBYTE)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(terminal, WIDTH))
                .build());
    }

    @Override
    public void accept(long bytesDone) {
        if (bar != null) {
            bar.stepTo(bytesDone);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}

package io.github.vhdlayers.tool.terminal;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far a long command is, its rate and the time left, for somebody who watches and has waited for a second; or nothing. What is
 * over sooner shows nothing, and nothing stays when it is over. For one thread.
 */
public final class ProgressLine implements LongConsumer, AutoCloseable {
    private static final int UPDATE_MILLIS = 500;
    private static final long PATIENCE_NANOS = 1_000_000_000L;
    private static final long MEBIBYTE = 1 << 20;
    /** What the library takes for an end that is not known. */
    private static final long UNKNOWN = -1;

    private final @Nullable Screen screen;
    private final String task;
    private final long bytes;
    private final LongSupplier nanos;
    private final long begin;
    private @Nullable ProgressBar bar;

    private ProgressLine(@Nullable Screen screen, String task, long bytes, LongSupplier nanos) {
        this.screen = screen;
        this.task = task;
        this.bytes = bytes;
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
    }

    /** A progress that is not shown. */
    public static ProgressLine silent() {
        return new ProgressLine(null, "", 0, System::nanoTime);
    }

    /**
     * A line on a terminal.
     *
     * @param task what is done, in a word or two
     * @param bytes how many bytes there are to do
     */
    public static ProgressLine on(Screen screen, String task, long bytes) {
        return on(screen, task, bytes, System::nanoTime);
    }

    /** The same by another clock, which counts nanoseconds. */
    static ProgressLine on(Screen screen, String task, long bytes, LongSupplier nanos) {
        return new ProgressLine(screen, task, bytes, nanos);
    }

    /**
     * A line for what is counted and has no end that is known.
     *
     * @param task what is counted, in a word
     */
    public static ProgressLine counting(Screen screen, String task) {
        return on(screen, task, UNKNOWN, System::nanoTime);
    }

    @Override
    public void accept(long bytesDone) {
        if (screen == null) {
            return;
        }
        if (bar != null || nanos.getAsLong() - begin >= PATIENCE_NANOS) {
            show(bytesDone);
        }
    }

    /** Shows it without waiting. */
    void show(long bytesDone) {
        if (bar == null) {
            bar = start(Objects.requireNonNull(screen), bytesDone, Duration.ofNanos(nanos.getAsLong() - begin));
        }
        bar.stepTo(bytesDone);
    }

    private ProgressBar start(Screen shownOn, long bytesDone, Duration waited) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(bytes)
                .setUnit(bytes == UNKNOWN ? "" : " MiB", bytes == UNKNOWN ? 1 : MEBIBYTE)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .startsFrom(bytesDone, waited)
                .setConsumer(new ScreenConsumer(shownOn))
                .build();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            // A bar that is closed before it was shown once is shown by closing, and stays.
            Objects.requireNonNull(screen).wipe();
        }
    }
}

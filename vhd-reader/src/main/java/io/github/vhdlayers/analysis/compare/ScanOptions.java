package io.github.vhdlayers.analysis.compare;

import io.github.vhdlayers.io.Progress;

/**
 * How a scan works.
 *
 * @param threads how many threads read and compare, 1 to 64; each holds half a megabyte
 * @param progress receives, in the thread that started the scan, how many sectors of the disk are done, of how many, and how
 *     many bytes of both sides together were read
 * @since 0.1.0
 */
public record ScanOptions(int threads, Progress progress) {
    private static final int MOST_THREADS = 64;

    /** Checks that there is a possible number of threads. */
    public ScanOptions {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(threads + " threads");
        }
    }

    /** All processors, without progress. */
    public static ScanOptions defaults() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new ScanOptions(Math.min(MOST_THREADS, processors), Progress.NONE);
    }

    /** The same with another number of threads. */
    public ScanOptions withThreads(int number) {
        return new ScanOptions(number, progress);
    }

    /** The same with another progress. */
    public ScanOptions withProgress(Progress other) {
        return new ScanOptions(threads, other);
    }
}

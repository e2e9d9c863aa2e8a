package io.github.vhdlayers.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/**
 * Two pieces of work that took turns, so that whatever else the machine did meanwhile slowed both.
 *
 * @param plainNanos median time of the one that sets the measure
 * @param oursNanos median time of the other
 * @param ratio median of the ratios of the rounds, ours to plain
 * @param low the ratio that a quarter of the rounds stayed below
 * @param high the ratio that a quarter of the rounds went above
 * @param processorRatio median of the ratios of the processor time that the measuring thread itself took
 */
record Duel(double plainNanos, double oursNanos, double ratio, double low, double high, double processorRatio) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Lets the two take turns. The first quarter of the rounds warms up and is not counted. */
    static Duel of(Pass plain, Pass ours, int rounds) throws Exception {
        int warmUp = Math.max(1, rounds / 3);
        double[] plainTimes = new double[rounds];
        double[] ourTimes = new double[rounds];
        double[] ratios = new double[rounds];
        double[] processorRatios = new double[rounds];
        for (int round = -warmUp; round < rounds; round++) {
            // The first one changes, because it may find the processor's caches as the other left them.
            boolean plainFirst = round % 2 == 0;
            Sample first = Sample.of(plainFirst ? plain : ours);
            Sample second = Sample.of(plainFirst ? ours : plain);
            if (round >= 0) {
                Sample plainSample = plainFirst ? first : second;
                Sample ourSample = plainFirst ? second : first;
                plainTimes[round] = plainSample.nanos;
                ourTimes[round] = ourSample.nanos;
                ratios[round] = (double) ourSample.nanos / plainSample.nanos;
                processorRatios[round] = (double) ourSample.processorNanos / plainSample.processorNanos;
            }
        }
        return new Duel(
                quantile(plainTimes, 0.5),
                quantile(ourTimes, 0.5),
                quantile(ratios, 0.5),
                quantile(ratios, 0.25),
                quantile(ratios, 0.75),
                quantile(processorRatios, 0.5));
    }

    /** As cells of a table: both times in milliseconds, ratio, its quartiles, ratio of processor time. */
    String cells() {
        return String.format(
                Locale.ROOT,
                "%.2f | %.2f | **%.2f** | %.2f-%.2f | %.2f",
                plainNanos / 1e6,
                oursNanos / 1e6,
                ratio,
                low,
                high,
                processorRatio);
    }

    private static double quantile(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(part * (sorted.length - 1))];
    }

    private record Sample(long nanos, long processorNanos) {
        static Sample of(Pass pass) throws Exception {
            long processor = THREADS.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            pass.run();
            long nanos = System.nanoTime() - start;
            return new Sample(nanos, Math.max(1, THREADS.getCurrentThreadCpuTime() - processor));
        }
    }
}

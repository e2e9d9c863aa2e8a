package io.github.vhdlayers.analysis.compare;

import io.github.vhdlayers.diag.Problem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Compares two disks with several threads and reports runs in the order of the disk.
 *
 * <p>One thread plans and reports, the others read and compare. What is under way at any time is bounded: two batches for each
 * thread.
 */
final class SectorComparer<K extends Enum<K>> {
    private final ComparedDisk sideA;
    private final ComparedDisk sideB;
    private final PairRules<K> rules;
    private final ScanOptions options;
    private final ScanRanges ranges;
    private final long sectors;
    private final Runs<K> runs;
    private final Queue<ScanWorker> idle = new ConcurrentLinkedQueue<>();
    private long bytesRead;
    private long unknownOfA;
    private @Nullable Problem problem;

    /** Takes the runs: longest possible, sorted, each of one kind. */
    @FunctionalInterface
    interface Runs<K> {
        void run(K kind, long firstSector, long sectorCount) throws IOException;
    }

    SectorComparer(
            ComparedDisk sideA,
            ComparedDisk sideB,
            ScanRanges ranges,
            PairRules<K> rules,
            ScanOptions options,
            Runs<K> runs) {
        this.sideA = sideA;
        this.sideB = sideB;
        this.rules = rules;
        this.options = options;
        this.sectors = ranges.sectors();
        this.ranges = ranges;
        this.runs = runs;
    }

    /** How many bytes were read, of both sides together. */
    long bytesRead() {
        return bytesRead;
    }

    /** How many sectors are unknown on side A by its tables and files alone, after the scan. */
    long unknownOfA() {
        return unknownOfA;
    }

    /** Why a sector could not be read, the first time that one could not; null if all could. */
    @Nullable
    Problem problem() {
        return problem;
    }

    /**
     * Scans to the end.
     *
     * @throws CancellationException if the progress says so
     * @throws io.github.vhdlayers.diag.LimitException if blocks of a layer share too many places
     */
    void run() throws IOException {
        sideA.requireFewShared();
        sideB.requireFewShared();
        ScanPlan plan = new ScanPlan(sideA, sideB, ranges, rules);
        RunJoiner joiner =
                new RunJoiner((code, first, count) -> runs.run(rules.kinds().get(code), first, count));
        ScanBatch begin = plan.hasNext() ? plan.next() : null;
        if (begin == null || !plan.hasNext() || options.threads() == 1) {
            for (ScanBatch batch = begin; batch != null; batch = plan.hasNext() ? plan.next() : null) {
                take(work(batch), joiner);
            }
        } else {
            runWithThreads(begin, plan, joiner);
        }
        joiner.finish();
        unknownOfA = plan.unknownOfA();
    }

    private void runWithThreads(ScanBatch begin, ScanPlan plan, RunJoiner joiner) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(options.threads(), SectorComparer::daemon);
        Deque<Future<ScanResult>> underWay = new ArrayDeque<>();
        try {
            ScanBatch next = begin;
            while (next != null || !underWay.isEmpty()) {
                if (next != null && underWay.size() < 2 * options.threads()) {
                    ScanBatch batch = next;
                    underWay.add(threads.submit(() -> work(batch)));
                    next = plan.hasNext() ? plan.next() : null;
                } else {
                    take(await(underWay.remove()), joiner);
                }
            }
        } finally {
            // Not interrupted: that would close the files under their other readers.
            underWay.forEach(future -> future.cancel(false));
            threads.shutdown();
            awaitEnd(threads);
        }
    }

    private ScanResult work(ScanBatch batch) throws IOException {
        ScanWorker worker = idle.poll();
        if (worker == null) {
            worker = new ScanWorker(sideA, sideB, rules);
        }
        try {
            return worker.work(batch);
        } finally {
            idle.add(worker);
        }
    }

    private void take(ScanResult result, RunJoiner joiner) throws IOException {
        result.tell(joiner);
        bytesRead += result.bytesRead();
        if (problem == null) {
            problem = result.problem();
        }
        if (!options.progress().onProgress(result.endSector(), sectors, bytesRead)) {
            throw new CancellationException("ended at sector " + result.endSector() + " of " + sectors);
        }
    }

    private static ScanResult await(Future<ScanResult> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while scanning").initCause(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Nothing reads any more when a scan returns, so that its disks can be closed. */
    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "vhd-scan");
        thread.setDaemon(true);
        return thread;
    }
}

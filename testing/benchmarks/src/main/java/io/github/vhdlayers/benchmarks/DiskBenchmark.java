package io.github.vhdlayers.benchmarks;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.AuditReport;
import io.github.vhdlayers.analysis.compare.ComparisonReport;
import io.github.vhdlayers.analysis.compare.DiskComparison;
import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.ownership.SectorCounts;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** What is done with a whole disk: open it, map it, audit its leaf, compare it with the raw file. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DiskBenchmark {
    private static final long WINDOW_SECTORS = 2048;

    @Benchmark
    public long open(DealtDisk disk) throws IOException {
        try (VirtualDisk opened = VirtualDisk.open(disk.leaf)) {
            return opened.sectors();
        }
    }

    /** With no window kept from before, so that every bitmap is read. */
    @Benchmark
    public SectorCounts map(DealtDisk disk) throws IOException {
        return disk.disk.asOf(0).ownership().summary();
    }

    /** The map of one mebibyte in the middle of the disk; its windows are kept. */
    @Benchmark
    public SectorCounts mapOfAWindow(DealtDisk disk) throws IOException {
        return disk.disk
                .ownership()
                .window(disk.disk.sectors() / 2, WINDOW_SECTORS)
                .summary();
    }

    @Benchmark
    public AuditReport audit(DealtDisk disk) throws IOException {
        return LayerAudit.of(disk.disk).scan();
    }

    @Benchmark
    public ComparisonReport compareWithRaw(DealtDisk disk) throws IOException {
        return DiskComparison.of(disk.disk, disk.raw).scan();
    }
}

package io.github.vhdlayers.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Single reads of the merged disk, and of the raw file; {@code -t 2} reads with two threads, {@code -prof gc} shows allocation. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReadBenchmark {
    private static final int SMALL = 4 << 10;
    private static final int MEDIUM = 64 << 10;
    private static final int LARGE = 1 << 20;

    @Benchmark
    public ByteBuffer sequential64K(DealtDisk disk, ReadState state) throws IOException {
        return state.next(disk.disk, MEDIUM);
    }

    @Benchmark
    public ByteBuffer sequential64KRaw(DealtDisk disk, ReadState state) throws IOException {
        return state.next(disk.raw, MEDIUM);
    }

    @Benchmark
    public ByteBuffer sequential1M(DealtDisk disk, ReadState state) throws IOException {
        return state.next(disk.disk, LARGE);
    }

    @Benchmark
    public ByteBuffer sequential1MRaw(DealtDisk disk, ReadState state) throws IOException {
        return state.next(disk.raw, LARGE);
    }

    @Benchmark
    public ByteBuffer random4K(DealtDisk disk, ReadState state) throws IOException {
        return state.anywhere(disk.disk, SMALL);
    }

    @Benchmark
    public ByteBuffer random4KRaw(DealtDisk disk, ReadState state) throws IOException {
        return state.anywhere(disk.raw, SMALL);
    }
}

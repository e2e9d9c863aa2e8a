package io.github.vhdlayers.benchmarks;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A chain and the raw file of the same bytes, both open and in the page cache. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class DealtDisk {
    /** How many layers the chain has. */
    @Param({"1", "3", "16", "64"})
    public int depth;

    /** How many sectors follow each other in one layer. */
    @Param({"8", "64", "4096"})
    public int run;

    Path leaf;
    VirtualDisk disk;
    RandomAccessSource raw;

    /** Writes the disk if it is not there, and opens it. */
    @Setup(Level.Trial)
    public void open() throws Exception {
        MeasuredDisk measured = MeasuredDisk.of(MeasuredDisk.usualBytes(), depth, run);
        leaf = measured.leaf();
        disk = VirtualDisk.open(leaf);
        raw = RandomAccessSources.ofChannel("raw", FileChannel.open(measured.raw()));
    }

    /** Closes it. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        disk.close();
        raw.close();
    }
}

package io.github.vhdlayers.spark;

import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.partition.PartitionTable;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands for one that loads a native library: of the highest rank, on the class path of all tests, and never to be used. */
public final class NativeReader implements FileSystemReader {
    /** How often it was asked for anything that would load the library. */
    static final AtomicInteger LOADED = new AtomicInteger();

    /** Found as a service. */
    public NativeReader() {}

    @Override
    public int rank() {
        return Integer.MAX_VALUE;
    }

    @Override
    public String description() {
        LOADED.incrementAndGet();
        return "native";
    }

    @Override
    public DiskFileSystems open(RandomAccessData disk, PartitionTable table) {
        LOADED.incrementAndGet();
        throw new IllegalStateException("a native library was asked for");
    }
}

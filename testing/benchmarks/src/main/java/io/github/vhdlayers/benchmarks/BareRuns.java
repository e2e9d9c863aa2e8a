package io.github.vhdlayers.benchmarks;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The runs of a disk, found beforehand, and read with one bare call each: what any reader pays that makes one call a run, however
 * quickly it finds them.
 */
final class BareRuns implements AutoCloseable {
    private static final int SECTOR = 512;

    private final List<FileChannel> files = new ArrayList<>();
    private int[] layers = new int[1024];
    private long[] fileOffsets = new long[1024];
    private int[] lengths = new int[1024];
    private int count;

    private BareRuns(VirtualDisk disk) throws IOException {
        for (var layer : disk.chain().layers()) {
            Path path = Objects.requireNonNull(layer.path());
            files.add(FileChannel.open(path));
        }
    }

    /**
     * The stored runs of a whole disk.
     *
     * @param longest what is read at once at most, as by the buffer that the disk is read with
     */
    static BareRuns whole(VirtualDisk disk, int longest) throws IOException {
        BareRuns runs = new BareRuns(disk);
        runs.addStored(disk, 0, disk.size(), longest);
        return runs;
    }

    /** The stored runs of what {@link Pass#random} reads. */
    static BareRuns random(VirtualDisk disk, int length, int reads) throws IOException {
        BareRuns runs = new BareRuns(disk);
        for (long place : Pass.randomPlaces(disk.size(), length, reads)) {
            runs.addStored(disk, place, place + length, length);
        }
        return runs;
    }

    /** Whole sectors only. */
    private void addStored(VirtualDisk disk, long start, long stop, int longest) throws IOException {
        RunCursor runs = disk.ownership().runs(start / SECTOR, (stop - start) / SECTOR);
        while (runs.next()) {
            long at = runs.firstSector() * SECTOR;
            long end = at + runs.sectorCount() * SECTOR;
            for (long from = at; runs.isStored() && from < end; ) {
                long to = Math.min(end, (from / longest + 1) * longest);
                add(runs.layer(), runs.fileOffset() + from - at, (int) (to - from));
                from = to;
            }
        }
    }

    private void add(int layer, long fileOffset, int length) {
        if (count == layers.length) {
            layers = Arrays.copyOf(layers, 2 * count);
            fileOffsets = Arrays.copyOf(fileOffsets, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        layers[count] = layer;
        fileOffsets[count] = fileOffset;
        lengths[count++] = length;
    }

    /** Reads them all, one behind the other into a buffer of the length that was given. */
    Pass pass(ByteBuffer buffer) {
        return () -> {
            int place = 0;
            for (int run = 0; run < count; run++) {
                if (place + lengths[run] > buffer.capacity()) {
                    place = 0;
                }
                buffer.limit(place + lengths[run]).position(place);
                files.get(layers[run]).read(buffer, fileOffsets[run]);
                place += lengths[run];
            }
        };
    }

    @Override
    public void close() throws IOException {
        for (FileChannel file : files) {
            file.close();
        }
    }
}

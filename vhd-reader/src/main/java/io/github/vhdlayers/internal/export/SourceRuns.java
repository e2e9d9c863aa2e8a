package io.github.vhdlayers.internal.export;

import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Which parts of a source need not be read because they are zeros: known of a merged disk, and of no other source. For one thread. */
final class SourceRuns {
    private static final int SECTOR = MergedSource.SECTOR_BYTES;

    private final @Nullable RunCursor runs;
    private long end;
    private boolean zeros;

    private SourceRuns(@Nullable RunCursor runs, long size) {
        this.runs = runs;
        this.end = runs == null ? size : 0;
    }

    /** All of a source of a size in bytes. */
    static SourceRuns of(RandomAccessData source, long size) {
        MergedSource disk = merged(source);
        return new SourceRuns(disk == null ? null : disk.ownership().runs(0, disk.sectors()), size);
    }

    /** Goes to the run in which a byte is; bytes are asked for in ascending order. */
    void seek(long at) throws IOException {
        while (runs != null && end <= at && runs.next()) {
            end = (runs.firstSector() + runs.sectorCount()) * SECTOR;
            zeros = runs.readsAsZeros();
        }
    }

    /** The first byte past the run. */
    long end() {
        return end;
    }

    /** Whether the run reads as zeros, so that it need not be read. */
    boolean readsAsZeros() {
        return zeros;
    }

    private static @Nullable MergedSource merged(RandomAccessData source) {
        if (source instanceof MergedSource.Filled filled) {
            return filled.disk();
        }
        return source instanceof MergedSource disk ? disk : null;
    }
}

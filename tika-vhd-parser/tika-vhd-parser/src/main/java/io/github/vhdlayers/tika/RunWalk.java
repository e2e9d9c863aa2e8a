package io.github.vhdlayers.tika;

import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.OwnershipMap;
import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a disk's runs with a {@link Pulse}. A single run can span terabytes of bitmaps, so the disk is walked in stretches,
 * and a run that a stretch's end cut is put together again. For one thread.
 */
final class RunWalk {
    private static final long STRETCH_SECTORS = 1L << 21;
    private static final int RUNS_PER_BEAT = 1 << 12;

    private final OwnershipMap map;
    private final long sectors;
    private final Pulse pulse;
    private @Nullable RunCursor stretch;
    private long stretchEnd;
    private boolean stretchBegins;
    private @Nullable OwnershipRun ahead;
    private long steps;

    /** A walk over the whole disk. */
    RunWalk(MergedSource disk, Pulse pulse) {
        this(disk, disk.sectors(), pulse);
    }

    /** A walk over a disk's first sectors. */
    RunWalk(MergedSource disk, long sectors, Pulse pulse) {
        this.map = disk.ownership();
        this.sectors = sectors;
        this.pulse = pulse;
    }

    /**
     * The next run, or null if there is none.
     *
     * @throws java.io.InterruptedIOException if the thread was interrupted; it stays so
     * @throws IOException if a table or bitmap cannot be read
     */
    @Nullable
    OwnershipRun next() throws IOException {
        OwnershipRun run = ahead != null ? ahead : piece();
        ahead = null;
        if (run == null) {
            return null;
        }
        // Only what comes first in a stretch can go on with what came before.
        while (run.endSector() == stretchEnd) {
            OwnershipRun more = piece();
            if (more == null || !stretchBegins || !run.continuesIn(more)) {
                ahead = more;
                return run;
            }
            run = run.part(0, run.sectorCount() + more.sectorCount());
        }
        return run;
    }

    private @Nullable OwnershipRun piece() throws IOException {
        if (++steps % RUNS_PER_BEAT == 0) {
            pulse.beat();
        }
        stretchBegins = false;
        while (stretch == null || !stretch.next()) {
            if (stretchEnd == sectors) {
                return null;
            }
            pulse.beat();
            long count = Math.min(STRETCH_SECTORS, sectors - stretchEnd);
            stretch = map.window(stretchEnd, count).runs();
            stretchEnd += count;
            stretchBegins = true;
        }
        return stretch.current();
    }
}

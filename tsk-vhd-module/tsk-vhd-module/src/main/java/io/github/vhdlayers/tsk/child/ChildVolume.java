package io.github.vhdlayers.tsk.child;

import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.Volume;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A volume, what is known of its file system, and what of it must not be asked for again. Guarded by the lock of its file systems. */
final class ChildVolume {
    private static final int MOST_ENDS = 4;

    final int number;
    final @Nullable Partition partition;
    final Volume.Kind kind;
    final long firstSector;

    /** The file system, once it was opened. */
    @Nullable
    FileSystemInfo info;

    /** Addresses that must not be asked for, and why. */
    final Map<Long, String> refused = new LinkedHashMap<>();

    /** Why nothing of it may be asked for any more; null if something may. */
    @Nullable
    String broken;

    private int ends;

    ChildVolume(int number, @Nullable Partition partition, Volume.Kind kind, long firstSector) {
        this.number = number;
        this.partition = partition;
        this.kind = kind;
        this.firstSector = firstSector;
    }

    /** Notes that a process has ended while it was asked for something of this volume. */
    void ended(long address, String why) {
        ends++;
        if (address == -1) {
            broken = "it " + why;
        } else {
            refused.put(address, "it " + why);
            if (ends > MOST_ENDS) {
                broken = "libtsk's process has ended " + ends + " times over it; the last time: it " + why;
            }
        }
    }

    /** Notes that a process has ended over it, without a sign of what ended it. */
    void ended(String why) {
        ends++;
        if (ends > MOST_ENDS) {
            broken = "libtsk's process has ended " + ends + " times over it; the last time: it " + why;
        }
    }
}

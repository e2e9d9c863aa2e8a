package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import io.github.vhdlayers.partition.Partition;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A volume of which no file system was opened; the message says why. */
public final class UnopenedVolumeException extends IOException {
    private static final long serialVersionUID = 1L;

    private final VolumeProblem.Kind kind;

    /**
     * One with a reason.
     *
     * @param kind what is known of its files
     * @param message why, in one line
     */
    public UnopenedVolumeException(VolumeProblem.Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What is known of its files. */
    public VolumeProblem.Kind kind() {
        return kind;
    }

    /** The same as a problem of a partition, or of a disk without a table that is known. */
    public VolumeProblem problem(@Nullable Partition partition) {
        return new VolumeProblem(partition, kind, String.valueOf(getMessage()));
    }
}

package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import java.io.IOException;

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
}

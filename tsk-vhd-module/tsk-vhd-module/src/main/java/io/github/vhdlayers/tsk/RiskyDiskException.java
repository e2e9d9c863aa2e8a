package io.github.vhdlayers.tsk;

import java.io.IOException;

/**
 * A disk that ended libtsk, or kept it busy too long, when that read the disk's file systems in a process of its own. It was not added to the
 * case, in which the same could happen to the program itself. {@link AddOptions.Builder#trial(boolean)} adds it without a trial.
 */
public final class RiskyDiskException extends IOException {
    private static final long serialVersionUID = 1L;

    RiskyDiskException(String disk, String failure) {
        super(disk + ": not added: " + failure
                + ", when libtsk was tried in a process of its own; the same could end or block this program");
    }
}

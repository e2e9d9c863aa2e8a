package io.github.vhdlayers.diag;

import java.io.Serializable;

/**
 * A place where a parent was looked for, and why what is there is not the parent.
 *
 * @param place the path or name that was tried, safe to show
 * @param cause why it is not the parent, for programs
 * @param reason why it is not the parent, in words that follow the place
 * @param hasRecordedName whether it is a disk with the name that the child records, and with another id: it may be the parent of a
 *     program that gave it a new id, and a caller who knows can name it
 * @since 0.1.0
 */
public record RejectedParent(String place, RejectionCause cause, String reason, boolean hasRecordedName)
        implements Serializable {
    /** A place without a disk of the recorded name. */
    public RejectedParent(String place, RejectionCause cause, String reason) {
        this(place, cause, reason, false);
    }

    @Override
    public String toString() {
        return place + ": " + reason;
    }
}

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
public record RejectedParent(String place, Cause cause, String reason, boolean hasRecordedName)
        implements Serializable {
    /** A place without a disk of the recorded name. */
    public RejectedParent(String place, Cause cause, String reason) {
        this(place, cause, reason, false);
    }

    @Override
    public String toString() {
        return place + ": " + reason;
    }

    /**
     * Why what is in a place is not the parent, for programs; {@link RejectedParent#reason()} says it to people.
     *
     * @since 0.1.0
     */
    public enum Cause {
        /** There is nothing in that place. */
        NOT_THERE,
        /** What is there is a folder, a pipe or a device, and was not opened. */
        NOT_A_FILE,
        /** What is there is a link to something outside of the folders that may be searched, and was not opened. */
        OUTSIDE_FOLDER,
        /** It cannot be looked at or read: no permission, or a fault of the system. */
        UNREADABLE,
        /** It was read, and is no VHD that can be opened. */
        NOT_A_READABLE_VHD,
        /** It is a VHD with another id. */
        OTHER_ID,
        /** It is a state of the same disk, and its id is another: it was changed since the child was created, or is another snapshot. */
        CHANGED_SINCE,
        /** It is a disk in another format than the child. */
        OTHER_FORMAT,
        /** It is in the chain already, or has the id of a file that is: the chain would run in a circle. */
        CIRCLE,
        /** It was not looked at, because enough others were; see {@link Limits#maxCandidates()}. It may be the parent. */
        TOO_MANY,
        /** The resolver refused it, for a reason of its own. */
        REFUSED
    }
}

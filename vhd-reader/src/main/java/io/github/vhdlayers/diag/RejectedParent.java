package io.github.vhdlayers.diag;

import java.io.Serializable;

/**
 * A place where a parent was looked for, and why what is there is not the parent.
 *
 * @param place the path or name that was tried, safe to show
 * @param cause why it is not the parent, for programs
 * @param reason why it is not the parent, in words that follow the place
 */
public record RejectedParent(String place, RejectionCause cause, String reason) implements Serializable {
    @Override
    public String toString() {
        return place + ": " + reason;
    }
}

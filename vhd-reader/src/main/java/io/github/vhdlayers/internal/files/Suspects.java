package io.github.vhdlayers.internal.files;

/** Which sectors may hold other bytes in one view of a disk than in the other. All others are known to be equal. */
public interface Suspects {
    /** Whether a sector may differ. */
    boolean isSuspect(long sector);

    /** Whether any sector that a range of bytes touches may differ. */
    boolean isSuspect(long diskOffset, long length);
}

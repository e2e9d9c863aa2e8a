package io.github.vhdlayers.testkit;

/** The three kinds of disk the format has. */
public enum DiskKind {
    /** The disk's bytes as they are, then the footer. */
    FIXED(2),
    /** Blocks that exist once they are written to; what was never written reads as zeros. */
    DYNAMIC(3),
    /** As dynamic, but what was never written is asked of the parent. */
    DIFFERENCING(4);

    private final int typeCode;

    DiskKind(int typeCode) {
        this.typeCode = typeCode;
    }

    /** The footer's disk type. */
    int typeCode() {
        return typeCode;
    }
}

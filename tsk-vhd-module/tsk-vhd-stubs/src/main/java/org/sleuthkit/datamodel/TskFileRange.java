package org.sleuthkit.datamodel;

public class TskFileRange {
    public TskFileRange(long byteStart, long byteLen, long sequence) {
        throw new UnsupportedOperationException("a stub");
    }

    public long getByteStart() {
        throw new UnsupportedOperationException("a stub");
    }

    public long getByteLen() {
        throw new UnsupportedOperationException("a stub");
    }

    public long getSequence() {
        throw new UnsupportedOperationException("a stub");
    }
}

package org.sleuthkit.datamodel;

public class TskFileRange {
    private final long byteStart;
    private final long byteLen;
    private final long sequence;

    public TskFileRange(long byteStart, long byteLen, long sequence) {
        this.byteStart = byteStart;
        this.byteLen = byteLen;
        this.sequence = sequence;
    }

    public long getByteStart() {
        return byteStart;
    }

    public long getByteLen() {
        return byteLen;
    }

    public long getSequence() {
        return sequence;
    }
}

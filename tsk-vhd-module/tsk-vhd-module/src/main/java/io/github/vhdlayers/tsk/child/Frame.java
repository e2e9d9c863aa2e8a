package io.github.vhdlayers.tsk.child;

/** One message. */
final class Frame {
    /** The most bytes that a frame carries. */
    static final int MOST_BYTES = 1 << 25;

    private final Type type;
    private final int call;
    private final byte[] payload;

    /**
     * @param type what it is
     * @param call the number of the call that it belongs to, or 0
     * @param payload what it carries; it is not copied
     */
    Frame(Type type, int call, byte[] payload) {
        this.type = type;
        this.call = call;
        this.payload = payload;
    }

    Type type() {
        return type;
    }

    int call() {
        return call;
    }

    byte[] payload() {
        return payload;
    }

    /** What a message is. */
    enum Type {
        /** To the process: the disk's name and size. Comes first. */
        DISK,
        /** To the process: open a volume. */
        OPEN,
        /** To the process: walk over files. */
        WALK,
        /** To the process: walk over names. */
        NAMES,
        /** To the process: read all files, and send only how many there are. */
        TRY,
        /** To the process: one file. */
        FILE,
        /** To the process: open a content. */
        CONTENT,
        /** To the process: read of an open content. */
        READ,
        /** To the process: close a content. Has no answer. */
        CLOSE,
        /** To the process: free extents of a range. */
        FREE,
        /** To the process: one more batch of a call may be sent. Has no answer. */
        MORE,
        /** To the process: a call is to end. */
        STOP,
        /** To the process: what is the library asked for, and send what is at hand. Answered by {@link #STEP}. */
        WHERE,
        /** To the process: bytes of the disk. */
        DATA,
        /** To the process: why bytes of the disk cannot be read. */
        NO_DATA,
        /** From the process: which library it has loaded. Comes first. */
        HELLO,
        /** From the process: bytes of the disk are needed. */
        NEED,
        /** From the process: some of what a call finds. */
        BATCH,
        /** From the process: the end of a call, with its result. */
        RESULT,
        /** From the process: the end of a call that failed. */
        FAILED,
        /** From the process: the address that the library was asked for last. */
        STEP
    }
}

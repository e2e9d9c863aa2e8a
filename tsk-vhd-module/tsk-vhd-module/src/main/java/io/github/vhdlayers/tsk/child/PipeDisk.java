package io.github.vhdlayers.tsk.child;

import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.LinkedBlockingQueue;

/** The disk as the process sees it that has none: each read is a message, and waits for its answer. For one thread. */
final class PipeDisk implements RandomAccessSource {
    static final int MOST_AT_ONCE = 1 << 20;

    private final String name;
    private final long size;
    private final FrameOutput out;
    private final LinkedBlockingQueue<Frame> answers;

    PipeDisk(String name, long size, FrameOutput out, LinkedBlockingQueue<Frame> answers) {
        this.name = name;
        this.size = size;
        this.out = out;
        this.answers = answers;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position);
        }
        if (position >= size) {
            return -1;
        }
        int wanted = (int) Math.min(Math.min(MOST_AT_ONCE, target.remaining()), size - position);
        if (wanted == 0) {
            return 0;
        }
        WireOut request = new WireOut();
        request.number(position);
        request.number(wanted);
        out.send(Frame.Type.NEED, 0, request);
        Frame answer;
        try {
            answer = answers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        if (answer.type() != Frame.Type.DATA) {
            throw new IOException(new WireIn(answer.payload()).text());
        }
        if (answer.payload().length != wanted) {
            throw new IOException(answer.payload().length + " bytes where " + wanted + " were asked for");
        }
        target.put(answer.payload());
        return wanted;
    }

    @Override
    public void close() {
        // The disk is the other process's.
    }
}

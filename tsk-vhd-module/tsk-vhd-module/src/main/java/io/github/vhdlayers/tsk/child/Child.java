package io.github.vhdlayers.tsk.child;

import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.tsk.libtsk.Asking;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One process with libtsk in it. It is given the disk's bytes as it asks for them, and is ended when an answer takes too long, when it takes
 * too much memory, and with this. Thread-safe, but one call at a time waits for answers.
 */
final class Child implements AutoCloseable {
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long UNUSED_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int LOOK_MILLIS = 30;
    private static final int STEP_MILLIS = 300;
    private static final int MOST_COMPLAINT = 2_000;
    private static final int MOST_READ = 1 << 20;
    private static final int OUT_OF_MEMORY = 3;
    private static final int SIGNALLED = 128;
    private static final Frame END = new Frame(Frame.Type.FAILED, -1, new byte[0]);

    private final Process process;
    private final FrameOutput out;
    private final ChildLimits limits;
    private final boolean careful;
    private final long started = System.nanoTime();
    private final Map<Integer, LinkedBlockingQueue<Frame>> calls = new ConcurrentHashMap<>();
    private final AtomicInteger lastCall = new AtomicInteger();
    private final Set<Integer> volumes = new HashSet<>();
    private final StringBuilder complaint = new StringBuilder();
    private final Thread watch = new Thread(this::watch, "libtsk's limits");

    private volatile @Nullable RandomAccessData disk;
    private final AtomicLong served = new AtomicLong();
    private volatile long servingSince;
    private ByteBuffer dataFrame = ByteBuffer.allocate(0);
    private volatile Asking.@Nullable Question step;
    private volatile @Nullable Ending killedFor;
    private volatile boolean over;
    private boolean isCounted;

    private Child(Process process, ChildLimits limits, boolean careful) {
        this.process = process;
        this.limits = limits;
        this.careful = careful;
        this.out = new FrameOutput(process.getOutputStream());
        calls.put(0, new LinkedBlockingQueue<>());
    }

    /** Starts one; whether it works is known when it was asked for its {@link #description()}. */
    static Child start(ChildLimits limits, boolean careful) throws IOException {
        Child child = new Child(ChildCommand.start(limits, careful), limits, careful);
        Thread receive = new Thread(child::receive, "libtsk's answers");
        receive.setDaemon(true);
        receive.start();
        child.watch.setDaemon(true);
        child.watch.start();
        return child;
    }

    /** Whether it says what it asks the library before it does. */
    boolean isCareful() {
        return careful;
    }

    boolean isAlive() {
        return !over && killedFor == null;
    }

    /** The volumes that are open in it; for the thread that opens them. */
    Set<Integer> volumes() {
        return volumes;
    }

    /** Whether its end was counted; true from the second call on. */
    boolean count() {
        boolean was = isCounted;
        isCounted = true;
        return was;
    }

    /**
     * Which library it has loaded.
     *
     * @throws IOException if it has none; the message says why
     */
    String description() throws IOException {
        Frame hello;
        try {
            hello = await(0, START_NANOS);
        } catch (ChildEndedException e) {
            String said;
            synchronized (complaint) {
                said = complaint.toString().strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
            }
            throw new IOException(
                    "libtsk is not used: its process ended before it began: "
                            + (said.isEmpty() ? e.getMessage() : said),
                    e);
        }
        return new WireIn(hello.payload()).text();
    }

    /**
     * Gives it the disk that it may ask for.
     *
     * @param raw a raw file with its bytes, which it opens itself; null if it is to ask
     */
    void disk(RandomAccessData source, @Nullable Path raw) throws IOException {
        disk = source;
        WireOut payload = new WireOut();
        payload.text(source.name());
        payload.number(source.size());
        payload.text(raw == null ? "" : raw.toAbsolutePath().toString());
        send(Frame.Type.DISK, 0, payload);
    }

    /** Begins a call; its answers are to be awaited, and in the end it is to be forgotten. */
    int begin(Frame.Type type, WireOut payload) throws IOException {
        int call = lastCall.incrementAndGet();
        calls.put(call, new LinkedBlockingQueue<>());
        if (over) {
            finish(call);
        }
        send(type, call, payload);
        return call;
    }

    void send(Frame.Type type, int call, WireOut payload) throws IOException {
        try {
            out.send(type, call, payload);
        } catch (IOException e) {
            throw ended();
        }
    }

    void forget(int call) {
        calls.remove(call);
    }

    /**
     * The next answer to a call.
     *
     * @param allowance how long the process may take, without the time that reads of the disk take
     * @throws ChildEndedException if it ended
     * @throws InterruptedIOException if this thread was interrupted, which it stays; then the process is ended
     * @throws IOException if it answers that it failed
     */
    Frame await(int call, long allowance) throws IOException {
        LinkedBlockingQueue<Frame> answers = calls.get(call);
        if (answers == null) {
            throw ended();
        }
        long start = System.nanoTime() - served();
        Frame frame = null;
        while (frame == null) {
            try {
                frame = answers.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                kill(Ending.of("was ended because the thread was interrupted"), false);
                Thread.currentThread().interrupt();
                throw (InterruptedIOException)
                        new InterruptedIOException("interrupted while libtsk was asked").initCause(e);
            }
            if (frame == null && System.nanoTime() - served() - start > allowance) {
                kill(
                        Ending.limit(
                                "takes libtsk longer than " + Math.max(1, TimeUnit.NANOSECONDS.toSeconds(allowance))
                                        + " s",
                                ChildLimits.SECONDS),
                        true);
            }
        }
        if (frame == END) {
            answers.add(END);
            throw ended();
        }
        if (frame.type() == Frame.Type.FAILED) {
            throw new IOException(new WireIn(frame.payload()).text());
        }
        return frame;
    }

    /** How long it has waited for the disk so far. */
    private long served() {
        long since = servingSince;
        return served.get() + (since == 0 ? 0 : System.nanoTime() - since);
    }

    private ChildEndedException ended() {
        try {
            process.waitFor(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Ending reason = killedFor;
        if (reason == null) {
            int code = process.isAlive() ? 0 : process.exitValue();
            if (code == OUT_OF_MEMORY) {
                reason = Ending.leftOut("takes libtsk's process more memory than it may use");
            } else if (code > SIGNALLED) {
                reason = Ending.leftOut("makes libtsk crash (exit code " + code + " of its process)");
            } else {
                reason = Ending.leftOut("ends libtsk's process (exit code " + code + ")");
            }
        }
        boolean known = careful || killedFor != null;
        return new ChildEndedException(reason, this, known ? step : null);
    }

    private void receive() {
        FrameInput in = new FrameInput(process.getInputStream());
        try {
            while (true) {
                Frame frame = in.receive();
                switch (frame.type()) {
                    case NEED -> serve(new WireIn(frame.payload()));
                    case STEP -> {
                        WireIn step = new WireIn(frame.payload());
                        this.step = new Asking.Question((int) step.signed(), step.signed());
                    }
                    case HELLO -> put(0, frame);
                    case BATCH, RESULT, FAILED -> put(frame.call(), frame);
                    default -> throw new IOException("no answer: " + frame.type());
                }
            }
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
        } finally {
            over = true;
            calls.keySet().forEach(this::finish);
        }
    }

    private void put(int call, Frame frame) {
        LinkedBlockingQueue<Frame> answers = calls.get(call);
        // An answer that no call waits for any more is dropped.
        if (answers != null) {
            answers.add(frame);
        }
    }

    private void finish(int call) {
        put(call, END);
    }

    @SuppressWarnings("CatchingUnchecked") // The other process is waiting for an answer, whatever happened.
    private void serve(WireIn request) throws IOException {
        long position = request.size();
        int length = request.integer();
        RandomAccessData source = disk;
        if (source == null || length > MOST_READ) {
            throw new IOException("a read of " + length + " bytes at " + position);
        }
        servingSince = System.nanoTime();
        try {
            ByteBuffer frame = frameOf(length);
            source.readFully(position, frame.position(FrameOutput.HEADER));
            out.send(Frame.Type.DATA, 0, frame);
        } catch (Throwable e) {
            WireOut failure = new WireOut();
            failure.text(e.getMessage() == null ? e.toString() : e.getMessage());
            out.send(Frame.Type.NO_DATA, 0, failure);
        } finally {
            served.addAndGet(System.nanoTime() - servingSince);
            servingSince = 0;
        }
    }

    /** Memory for a frame, which is used again where it is large enough. For the thread that serves. */
    private ByteBuffer frameOf(int length) {
        int bytes = FrameOutput.HEADER + length;
        ByteBuffer frame = dataFrame;
        if (frame.capacity() < bytes) {
            frame = ByteBuffer.allocate(bytes);
            dataFrame = frame;
        }
        return frame.clear().limit(bytes);
    }

    /** Looks at the memory, and at what the process complains of, until it is over. */
    private void watch() {
        ResidentMemory memory = new ResidentMemory(process.pid());
        try {
            while (!over) {
                Thread.sleep(LOOK_MILLIS);
                listen();
                if (memory.bytes() > limits.residentBytes()) {
                    kill(
                            Ending.limit(
                                    "takes libtsk more than " + (limits.residentBytes() >> 20) + " MiB",
                                    ChildLimits.MEBIBYTES),
                            true);
                    return;
                }
                if (disk == null && System.nanoTime() - started > UNUSED_NANOS) {
                    kill(Ending.of("was never used"), false);
                    return;
                }
            }
            listen();
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void listen() {
        try {
            byte[] some = new byte[512];
            while (process.getErrorStream().available() > 0) {
                int count = process.getErrorStream().read(some);
                synchronized (complaint) {
                    if (count > 0 && complaint.length() < MOST_COMPLAINT) {
                        complaint.append(new String(some, 0, count, StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (IOException e) {
            // It has ended.
        }
    }

    private void kill(Ending reason, boolean ask) {
        synchronized (process) {
            if (killedFor != null) {
                return;
            }
            if (ask && !careful) {
                askWhere();
            }
            killedFor = reason;
            process.destroyForcibly();
        }
    }

    /** Asks what the library is doing, without waiting long: the process may do nothing any more. */
    private void askWhere() {
        step = null;
        Thread asking = new Thread(
                () -> {
                    try {
                        out.send(Frame.Type.WHERE, 0);
                    } catch (IOException e) {
                        // It has ended.
                    }
                },
                "libtsk's step");
        asking.setDaemon(true);
        asking.start();
        try {
            for (int i = 0; i < STEP_MILLIS && step == null && !over; i += 5) {
                Thread.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process, whatever it is doing. */
    @Override
    public void close() {
        kill(Ending.of("was closed"), false);
        disk = null;
        watch.interrupt();
        try {
            process.waitFor(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.github.vhdlayers.tsk.child;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.Volume;
import io.github.vhdlayers.tsk.libtsk.Asking;
import io.github.vhdlayers.tsk.libtsk.TskFileSystemReader;
import io.github.vhdlayers.tsk.libtsk.TskFileSystems;
import io.github.vhdlayers.tsk.libtsk.UnopenedVolumeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the library, in one thread. While a walk waits until more may be sent, and between two of its files, other commands are carried
 * out, so that contents can be read meanwhile.
 */
final class ChildWorker implements Runnable {
    /** How much of a content is sent along when it is opened. */
    static final int FIRST_BYTES = 1 << 16;

    private static final int MOST_CONTENT_BYTES = 1 << 18;
    /** How long a trial reads files until it sends their number. */
    private static final long COUNT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final Volume.Kind[] KINDS = Volume.Kind.values();

    private final FrameOutput out;
    private final LinkedBlockingQueue<Frame> data;
    private final LinkedBlockingQueue<Frame> commands;
    private final Asking asking;

    /** By the numbers of volumes, which count those too that could not be opened. */
    private final Map<Integer, FileSystemInfo> open = new HashMap<>();

    private final Map<Integer, Integer> volumes = new ConcurrentHashMap<>();
    private final Map<Integer, RandomAccessSource> contents = new HashMap<>();
    private final Map<Integer, Batches> running = new ConcurrentHashMap<>();
    private @Nullable TskFileSystems systems;

    ChildWorker(
            FrameOutput out,
            LinkedBlockingQueue<Frame> data,
            LinkedBlockingQueue<Frame> commands,
            boolean careful,
            boolean guarded) {
        this.out = out;
        this.data = data;
        this.commands = commands;
        this.asking = new Asking(guarded, question -> {
            if (careful) {
                tell(question);
            }
        });
    }

    @Override
    public void run() {
        try {
            WireOut hello = new WireOut();
            try {
                hello.text(TskFileSystemReader.library().toString());
                out.send(Frame.Type.HELLO, 0, hello);
            } catch (IOException e) {
                hello.text(String.valueOf(e.getMessage()));
                out.send(Frame.Type.FAILED, 0, hello);
            }
            while (true) {
                carryOut(commands.take());
            }
        } catch (IOException | InterruptedException e) {
            // The pipe is gone, and with it who could be answered.
            Runtime.getRuntime().halt(0);
        }
    }

    /** Carries out what has come meanwhile. */
    void carryOutAtHand() throws IOException {
        for (Frame frame = commands.poll(); frame != null; frame = commands.poll()) {
            carryOut(frame);
        }
    }

    /** Waits for a command, and carries it out. */
    void carryOutNext() throws IOException {
        try {
            carryOut(commands.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Sends what the library was asked for last, and before that all that was found until then. Any thread may call it. */
    void where() throws IOException {
        for (Batches batches : running.values()) {
            batches.sendNow();
        }
        tell(asking.last());
    }

    private void tell(Asking.Question question) {
        WireOut step = new WireOut();
        step.signed(volumes.getOrDefault(question.volume(), question.volume()));
        step.signed(question.address());
        try {
            out.send(Frame.Type.STEP, 0, step);
        } catch (IOException e) {
            Runtime.getRuntime().halt(0);
        }
    }

    private void carryOut(Frame frame) throws IOException {
        int call = frame.call();
        Batches batches = running.get(call);
        if (frame.type() == Frame.Type.MORE) {
            if (batches != null) {
                batches.more();
            }
            return;
        }
        if (frame.type() == Frame.Type.STOP) {
            if (batches != null) {
                batches.stop();
            }
            return;
        }
        WireOut answer = new WireOut();
        try {
            answer(frame, new WireIn(frame.payload()), answer);
        } catch (IOException e) {
            WireOut failure = new WireOut();
            failure.text(e.getMessage() == null ? e.toString() : e.getMessage());
            out.send(Frame.Type.FAILED, call, failure);
            return;
        } finally {
            running.remove(call);
        }
        if (frame.type() != Frame.Type.CLOSE && frame.type() != Frame.Type.DISK) {
            out.send(Frame.Type.RESULT, call, answer);
        }
    }

    private void answer(Frame frame, WireIn in, WireOut answer) throws IOException {
        switch (frame.type()) {
            case DISK -> disk(in);
            case OPEN -> open(in, answer);
            case WALK -> walk(frame.call(), in, answer, false);
            case NAMES -> walk(frame.call(), in, answer, true);
            case TRY -> tryOut(frame.call(), in, answer);
            case FILE -> file(in, answer);
            case CONTENT -> content(in, answer);
            case READ -> read(in, answer);
            case CLOSE -> close(in.integer());
            case FREE -> free(frame.call(), in);
            default -> throw new IOException("no command: " + frame.type());
        }
    }

    private void disk(WireIn in) throws IOException {
        String name = in.text();
        long size = in.size();
        String raw = in.text();
        // The system keeps what was read of a file, and it is read right into the library's memory.
        RandomAccessData disk = raw.isEmpty()
                ? RandomAccessSources.readAhead(new PipeDisk(name, size, out, data))
                : RandomAccessSources.ofPath(Path.of(raw));
        systems = TskFileSystems.of(TskFileSystemReader.library(), disk, asking);
    }

    private TskFileSystems systems() throws IOException {
        if (systems == null) {
            throw new IOException("no disk is open");
        }
        return systems;
    }

    private FileSystemInfo system(WireIn in) throws IOException {
        FileSystemInfo info = open.get(in.integer());
        if (info == null) {
            throw new IOException("a volume that is not open");
        }
        return info;
    }

    private void open(WireIn in, WireOut answer) throws IOException {
        int volume = in.integer();
        // The library's number of it, if it becomes one.
        volumes.put(systems().fileSystems().size(), volume);
        FileSystemInfo info;
        try {
            info = systems().openVolume(null, in.constant(KINDS), in.size());
        } catch (UnopenedVolumeException e) {
            answer.bool(false);
            answer.constant(e.kind());
            answer.text(String.valueOf(e.getMessage()));
            return;
        }
        open.put(volume, info);
        int count = in.count(Integer.MAX_VALUE, 2);
        for (int i = 0; i < count; i++) {
            systems().refuse(info, in.signed(), in.text());
        }
        answer.bool(true);
        Records.write(answer, info);
    }

    private void walk(int call, WireIn in, WireOut answer, boolean namesOnly) throws IOException {
        FileSystemInfo info = system(in);
        WalkOptions options = Records.options(in);
        Batches batches = new Batches(this, out, call, in.size());
        running.put(call, batches);
        WalkResult result = namesOnly
                ? systems().walkNames(info, options, name -> batches.add(record -> Records.write(record, name)))
                : systems().walk(info, options, file -> batches.add(file));
        batches.sendNow();
        Records.write(answer, batches.noted(result));
    }

    private void tryOut(int call, WireIn in, WireOut answer) throws IOException {
        FileSystemInfo info = system(in);
        WalkOptions options = Records.options(in);
        long[] sent = {System.nanoTime()};
        long[] all = new long[1];
        String complaint = systems().tryOut(info, options, files -> {
            all[0] = files;
            if (System.nanoTime() - sent[0] >= COUNT_NANOS) {
                WireOut count = new WireOut();
                count.number(files);
                out.send(Frame.Type.BATCH, call, count);
                sent[0] = System.nanoTime();
            }
        });
        answer.number(all[0]);
        answer.text(complaint == null ? "" : complaint);
    }

    private void file(WireIn in, WireOut answer) throws IOException {
        FileSystemInfo info = system(in);
        DiskFile file = systems().file(info, Records.name(in));
        answer.bool(file != null);
        if (file != null) {
            Records.write(answer, file);
        }
    }

    private void content(WireIn in, WireOut answer) throws IOException {
        FileSystemInfo info = system(in);
        int handle = in.integer();
        DiskFile file = Records.file(in, info);
        FileStream stream = file.streams().get(0);
        RandomAccessSource content = systems().content(file, stream);
        contents.put(handle, content);
        byte[] first = new byte[(int) Math.min(FIRST_BYTES, stream.size())];
        try {
            content.readFully(0, ByteBuffer.wrap(first));
            answer.bytes(first, 0, first.length);
        } catch (IOException e) {
            // It is reported when it is read.
            answer.bytes(first, 0, 0);
        }
    }

    private void read(WireIn in, WireOut answer) throws IOException {
        RandomAccessSource content = contents.get(in.integer());
        if (content == null) {
            throw new IOException("a content that is not open");
        }
        long position = in.size();
        byte[] bytes = new byte[Math.min(MOST_CONTENT_BYTES, in.integer())];
        int count = content.read(position, ByteBuffer.wrap(bytes));
        answer.bytes(bytes, 0, Math.max(0, count));
    }

    private void close(int handle) throws IOException {
        RandomAccessSource content = contents.remove(handle);
        if (content != null) {
            content.close();
        }
    }

    private void free(int call, WireIn in) throws IOException {
        FileSystemInfo info = system(in);
        Batches batches = new Batches(this, out, call, 0);
        running.put(call, batches);
        systems()
                .unallocated(
                        info,
                        in.size(),
                        in.size(),
                        extent -> batches.add(record -> {
                            record.number(extent.diskOffset());
                            record.number(extent.length());
                        }));
        batches.sendNow();
    }
}

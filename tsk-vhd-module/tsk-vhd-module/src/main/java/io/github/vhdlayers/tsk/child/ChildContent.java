package io.github.vhdlayers.tsk.child;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of one stream, as libtsk reads it in another process. Thread-safe: all of a disk's contents are read one at a time. */
final class ChildContent implements RandomAccessSource {
    private static final int AT_ONCE = 1 << 18;

    private final ChildFileSystems owner;
    private final ChildVolume volume;
    private final DiskFile file;
    private final FileStream stream;
    private final int number;

    private @Nullable Child openIn;
    private byte[] window = new byte[0];
    private long windowStart;
    private boolean isClosed;

    ChildContent(ChildFileSystems owner, ChildVolume volume, DiskFile file, FileStream stream, int number) {
        this.owner = owner;
        this.volume = volume;
        this.file = file;
        this.stream = stream;
        this.number = number;
    }

    void open() throws IOException {
        Frame answer = owner.ask(volume, file.name(), Frame.Type.CONTENT, request(), this);
        window = new WireIn(answer.payload()).bytes();
    }

    void isOpenIn(Child process) {
        openIn = process;
    }

    /** Opens it where it is not open yet. */
    void reopen(Child process) throws IOException {
        if (openIn != process) {
            owner.openAgain(process, request());
            openIn = process;
        }
    }

    /** Of the places only those that are lost, which is all that reading asks for. */
    private WireOut request() {
        List<FileExtent> lost = stream.extents().stream()
                .filter(extent -> extent.kind() == FileExtent.Kind.LOST)
                .toList();
        FileStream brief = new FileStream(
                stream.name(),
                stream.size(),
                stream.resident(),
                stream.compressed(),
                stream.encrypted(),
                stream.type(),
                stream.id(),
                lost);
        WireOut request = new WireOut();
        request.number(volume.number);
        request.number(number);
        Records.write(
                request,
                new DiskFile(
                        file.fileSystem(),
                        file.name(),
                        file.isRead(),
                        file.allocated(),
                        file.kind(),
                        file.size(),
                        file.links(),
                        FileTimes.NONE,
                        List.of(brief),
                        List.of(),
                        file.problem()));
        return request;
    }

    @Override
    public String name() {
        return file.path() + (stream.name().isEmpty() ? "" : ":" + stream.name());
    }

    @Override
    public long size() {
        return stream.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position);
        }
        synchronized (owner) {
            if (isClosed) {
                throw new ClosedChannelException();
            }
            owner.requireOpen();
            if (position >= stream.size()) {
                return -1;
            }
            if (!target.hasRemaining()) {
                return 0;
            }
            if (position < windowStart || position - windowStart >= window.length) {
                fetch(position, target.remaining());
            }
            int within = (int) (position - windowStart);
            int count = Math.min(target.remaining(), window.length - within);
            target.put(window, within, count);
            return count;
        }
    }

    private void fetch(long position, int wanted) throws IOException {
        byte[] bytes = read(position, Math.max(AT_ONCE, wanted));
        if (bytes.length == 0) {
            throw new IOException(name() + ": ends at byte " + position + " of " + stream.size());
        }
        window = bytes;
        windowStart = position;
    }

    private byte[] read(long position, int length) throws IOException {
        WireOut request = new WireOut();
        request.number(number);
        request.number(position);
        request.number(length);
        return new WireIn(owner.ask(volume, file.name(), Frame.Type.READ, request, this)
                        .payload())
                .bytes();
    }

    @Override
    public void close() {
        synchronized (owner) {
            if (!isClosed) {
                isClosed = true;
                window = new byte[0];
                owner.closeContent(openIn, number);
            }
        }
    }
}

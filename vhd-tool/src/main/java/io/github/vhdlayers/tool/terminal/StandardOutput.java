package io.github.vhdlayers.tool.terminal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The standard output. Its failures have types of their own: a reader that has seen enough is no error, a full disk is one, and
 * neither may be taken for an unreadable piece of evidence.
 */
public final class StandardOutput implements WritableByteChannel {
    private final WritableByteChannel channel;
    private final boolean pipe;
    private final @Nullable Screen screen;

    /**
     * An output.
     *
     * @param channel where the bytes go; never closed
     * @param pipe whether it is known to be a pipe or a socket, of which any failure means that the other end is gone
     * @param screen the terminal that it is, or null if it is none or is not watched
     */
    public StandardOutput(WritableByteChannel channel, boolean pipe, @Nullable Screen screen) {
        this.channel = channel;
        this.pipe = pipe;
        this.screen = screen;
    }

    /** Whether it is known to be a pipe or a socket. */
    public boolean isPipe() {
        return pipe;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = 0;
        if (screen != null && source.hasRemaining()) {
            screen.makeRoom(source.get(source.limit() - 1) == '\n');
        }
        try {
            while (source.hasRemaining()) {
                count += channel.write(source);
            }
        } catch (IOException e) {
            throw pipe || isClosedPipe(e) ? new ClosedByReaderException(e) : new FailedException(e);
        }
        return count;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() {}

    /** The system's own words, which on some systems depend on the language; "pipe" is in most of them. */
    private static boolean isClosedPipe(IOException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }

    /** The reader of the output closed it. */
    public static final class ClosedByReaderException extends IOException {
        private static final long serialVersionUID = 1L;

        ClosedByReaderException(IOException cause) {
            super(cause);
        }
    }

    /** The output cannot be written. */
    static final class FailedException extends IOException {
        private static final long serialVersionUID = 1L;

        FailedException(IOException cause) {
            super("standard output cannot be written: " + cause.getMessage(), cause);
        }
    }
}

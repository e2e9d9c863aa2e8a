package io.github.vhdlayers.samples.tool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Locale;

/**
 * The standard output. Its failures have types of their own: a reader that has seen enough is no error, a full disk is one, and
 * neither may be taken for an unreadable piece of evidence.
 */
final class StandardOutput implements WritableByteChannel {
    private final WritableByteChannel channel;
    private final boolean pipe;

    /**
     * An output.
     *
     * @param channel where the bytes go; never closed
     * @param pipe whether it is known to be a pipe or a socket, of which any failure means that the other end is gone
     */
    StandardOutput(WritableByteChannel channel, boolean pipe) {
        this.channel = channel;
        this.pipe = pipe;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = 0;
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

    /** Whoever read the output closed it. */
    static final class ClosedByReaderException extends IOException {
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

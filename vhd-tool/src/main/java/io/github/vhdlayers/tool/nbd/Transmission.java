package io.github.vhdlayers.tool.nbd;

import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The second part of a conversation: requests and replies, one after another. A client that wants several answers at once opens
 * several connections. For one thread.
 */
final class Transmission {
    private static final int SECTOR = MergedSource.SECTOR_BYTES;
    /** Shorter zeros between data are sent as they are: a chunk of their own costs more. */
    private static final int SHORTEST_HOLE = 16 << 10;

    private final Peer peer;
    private final Handshake.Agreed agreed;
    private final MergedSource source;
    private final Replies replies;
    private final Buffers buffers;
    private final ByteBuffer piece;
    private final Consumer<String> failures;

    private Transmission(
            Peer peer, Handshake.Agreed agreed, Buffers buffers, ByteBuffer piece, Consumer<String> failures) {
        this.peer = peer;
        this.agreed = agreed;
        this.source = agreed.source();
        this.replies = new Replies(peer, agreed.structured());
        this.buffers = buffers;
        this.piece = piece;
        this.failures = failures;
    }

    /**
     * Answers requests until the client disconnects or breaks the rules.
     *
     * @param failures receives a line for each request that failed because of the disk
     * @throws ClientGoneException if it went away
     */
    static void run(Peer peer, Handshake.Agreed agreed, Buffers buffers, Consumer<String> failures)
            throws ClientGoneException {
        ByteBuffer piece = buffers.takePiece();
        try {
            new Transmission(peer, agreed, buffers, piece, failures).answerAll();
        } finally {
            buffers.givePiece(piece);
        }
    }

    private void answerAll() throws ClientGoneException {
        while (true) {
            Request request = Request.decode(peer.nextMessage(Request.BYTES));
            if (request == null || request.type() == Wire.CMD_DISC) {
                return;
            }
            if (request.type() == Wire.CMD_WRITE) {
                if (request.length() > Wire.LONGEST_READ) {
                    return;
                }
                peer.skip(request.length());
            }
            answer(request);
        }
    }

    private void answer(Request request) throws ClientGoneException {
        switch (request.type()) {
            case Wire.CMD_READ -> read(request);
            case Wire.CMD_BLOCK_STATUS -> status(request);
            case Wire.CMD_FLUSH -> flush(request);
            case Wire.CMD_WRITE, Wire.CMD_TRIM, Wire.CMD_WRITE_ZEROES ->
                replies.failed(request, Wire.EPERM, "the disk is served for reading only");
            default -> replies.failed(request, Wire.EINVAL, "command " + request.type() + " is not known");
        }
    }

    /** All that was written is stored: nothing was. */
    private void flush(Request request) throws ClientGoneException {
        if (request.flags() != 0 || request.offset() != 0 || request.length() != 0) {
            replies.failed(request, Wire.EINVAL, "a flush has no flags, place or length");
        } else {
            replies.done(request);
        }
    }

    private void status(Request request) throws ClientGoneException {
        String wrong = agreed.contexts().isEmpty()
                ? "no context was chosen"
                : wrong(request, Wire.CMD_FLAG_REQ_ONE, "a status has a length");
        if (wrong != null) {
            replies.failed(request, Wire.EINVAL, wrong);
            return;
        }
        ByteBuffer reply;
        try {
            reply = BlockStatus.reply(request, source, agreed.contexts(), piece);
        } catch (IOException e) {
            replies.failed(request, error(e), said(request, e));
            return;
        }
        replies.send(reply);
    }

    private void read(Request request) throws ClientGoneException {
        String wrong = wrong(request, agreed.structured() ? Wire.CMD_FLAG_DF : 0, null);
        if (wrong != null) {
            replies.failed(request, Wire.EINVAL, wrong);
        } else if (request.length() > Wire.LONGEST_READ) {
            replies.failed(
                    request,
                    agreed.structured() ? Wire.EOVERFLOW : Wire.EINVAL,
                    "a read of more than " + Wire.LONGEST_READ + " bytes");
        } else if (request.length() == 0) {
            replies.done(request);
        } else if (agreed.structured() && (request.flags() & Wire.CMD_FLAG_DF) == 0) {
            readInPieces(request);
        } else if (request.length() <= Buffers.PIECE_BYTES) {
            readWhole(request, piece);
        } else {
            ByteBuffer large = buffers.takeLarge();
            try {
                readWhole(request, large);
            } finally {
                buffers.giveLarge(large);
            }
        }
    }

    /** What is wrong with a request about a stretch, or null. */
    private @Nullable String wrong(Request request, int permittedFlags, @Nullable String whenEmpty) {
        if ((request.flags() & ~permittedFlags) != 0) {
            return "flags " + request.flags() + " are not known here";
        } else if (!request.isWithin(source.size())) {
            return "not within the disk";
        }
        return request.length() == 0 ? whenEmpty : null;
    }

    private void readWhole(Request request, ByteBuffer buffer) throws ClientGoneException {
        try {
            fill(buffer, request.offset(), (int) request.length());
        } catch (IOException e) {
            Long unknown = agreed.structured() ? firstUnknown(request) : null;
            if (unknown == null) {
                replies.failed(request, error(e), said(request, e));
            } else {
                replies.failedAt(request, error(e), said(request, e), unknown);
            }
            return;
        }
        replies.data(request, buffer, request.offset(), true);
    }

    private @Nullable Long firstUnknown(Request request) {
        try {
            RunCursor runs = runs(request);
            while (runs.next()) {
                if (runs.unknownCause() != null) {
                    return Math.max(request.offset(), runs.firstSector() * SECTOR);
                }
            }
        } catch (IOException e) {
            // Then the place is not known either.
            return null;
        }
        return null;
    }

    private RunCursor runs(Request request) {
        long first = request.offset() / SECTOR;
        return source.ownership().runs(first, (request.end() + SECTOR - 1) / SECTOR - first);
    }

    /** Sends data and holes as they come, up to the first place that cannot be read. */
    private void readInPieces(Request request) throws ClientGoneException {
        long sent = request.offset();
        try {
            RunCursor runs = runs(request);
            while (runs.next()) {
                long start = Math.max(request.offset(), runs.firstSector() * SECTOR);
                long end = Math.min(request.end(), (runs.firstSector() + runs.sectorCount()) * SECTOR);
                if (runs.unknownCause() != null) {
                    sent = sendData(request, sent, start);
                    // Only reading says why.
                    fill(piece, start, 1);
                } else if (runs.readsAsZeros() && end - start >= SHORTEST_HOLE) {
                    sent = sendData(request, sent, start);
                    replies.hole(request, start, (int) (end - start), end == request.end());
                    sent = end;
                }
            }
            sendData(request, sent, request.end());
        } catch (ReadException e) {
            replies.failedAt(request, error(e.cause), said(request, e.cause), e.offset);
        } catch (ClientGoneException e) {
            throw e;
        } catch (IOException e) {
            replies.failedAt(request, error(e), said(request, e), sent);
        }
    }

    private long sendData(Request request, long from, long end) throws IOException {
        for (long at = from; at < end; ) {
            int count = (int) Math.min(Buffers.PIECE_BYTES, end - at);
            fill(piece, at, count);
            replies.data(request, piece, at, at + count == request.end());
            at += count;
        }
        return Math.max(from, end);
    }

    /** The disk could not be read. */
    private static final class ReadException extends IOException {
        private static final long serialVersionUID = 1L;

        private final IOException cause;
        private final long offset;

        ReadException(IOException cause, long offset) {
            super(cause);
            this.cause = cause;
            this.offset = offset;
        }
    }

    private void fill(ByteBuffer buffer, long offset, int count) throws IOException {
        buffer.clear().position(Buffers.HEAD_BYTES).limit(Buffers.HEAD_BYTES + count);
        try {
            source.readFully(offset, buffer);
        } catch (IOException e) {
            throw new ReadException(e, offset);
        }
    }

    private static int error(IOException failure) {
        Throwable cause = failure instanceof ReadException e ? e.cause : failure;
        return cause instanceof ClosedChannelException ? Wire.ESHUTDOWN : Wire.EIO;
    }

    private String said(Request request, IOException failure) {
        IOException cause = failure instanceof ReadException e ? e.cause : failure;
        String why = cause instanceof VhdException e
                ? e.problem().message()
                : String.valueOf(cause.getMessage() == null ? cause.toString() : cause.getMessage());
        String message = SafeText.escape(why);
        failures.accept(
                agreed.export().name() + ", " + request.length() + " bytes at " + request.offset() + ": " + message);
        return message;
    }
}

package io.github.vhdlayers.tika;

import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.tika.line.TikaCompat;
import java.io.InterruptedIOException;
import org.apache.tika.parser.ParseContext;

/** Beats in every loop of a length that a disk decides: shows Tika that the parser is at work, and stops it when it should stop. */
final class Pulse {
    private final ParseContext context;

    Pulse(ParseContext context) {
        this.context = context;
    }

    /**
     * One beat. Cheap, but not free: once in a few thousand steps is often enough.
     *
     * @throws InterruptedIOException if the thread was interrupted; it stays so
     */
    void beat() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the parser was interrupted");
        }
        TikaCompat.current().checkpoint(context);
    }

    /** The same for a scan of the reader: it beats, and ends the scan if the thread was interrupted. */
    Progress progress() {
        return (done, total, bytesRead) -> {
            TikaCompat.current().checkpoint(context);
            return !Thread.currentThread().isInterrupted();
        };
    }
}

package io.github.vhdlayers.io;

import java.io.Closeable;
import java.io.IOException;

/**
 * Bytes that can be read at any position until they are closed: a file, a channel, an object in a store. The program that opened a source closes
 * it; what was given a source to keep closes it with itself, and says so.
 *
 * <p>Thread-safe, also while it is closed: reads then end with an exception.
 *
 * @since 0.1.0
 */
public interface RandomAccessSource extends RandomAccessData, Closeable {
    @Override
    void close() throws IOException;
}

package io.github.vhdlayers.tika;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a document that a disk gives. They are opened when the first one is wanted; the pulse beats while they are read,
 * because reading a disk's image may take hours; and a failure is noted in the document's metadata, because a part of
 * a document must not pass for the whole. For one thread.
 */
final class EmbeddedStream extends InputStream {
    private static final long BYTES_PER_BEAT = 1 << 22;

    private final EmbeddedDocument.Content content;
    private final Pulse pulse;
    private final Metadata metadata;
    private @Nullable InputStream opened;
    private @Nullable IOException failure;
    private long sinceBeat;

    EmbeddedStream(EmbeddedDocument.Content content, Pulse pulse, Metadata metadata) {
        this.content = content;
        this.pulse = pulse;
        this.metadata = metadata;
    }

    /** Why the bytes could not be read, or null if all that were asked for could. */
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, target.length);
        if (failure != null) {
            throw failure;
        }
        try {
            if (opened == null) {
                opened = content.open();
            }
            int read = opened.read(target, from, count);
            count(Math.max(1, read));
            return read;
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            failure = e;
            metadata.add(
                    TikaCoreProperties.TIKA_META_EXCEPTION_WARNING,
                    "not all of it can be read: " + TikaFailures.text(e));
            throw e;
        }
    }

    private void count(long bytes) throws IOException {
        sinceBeat += bytes;
        if (sinceBeat >= BYTES_PER_BEAT) {
            sinceBeat = 0;
            pulse.beat();
        }
    }

    @Override
    public void close() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }
}

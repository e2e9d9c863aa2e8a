package io.github.vhdlayers.tsk;

import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.FsContent;
import org.sleuthkit.datamodel.TskCoreException;

/**
 * A file of a case, read through the datamodel: nothing is exported. The file stays the case's.
 *
 * <p>Reads are of whole sectors, apart from the file's end: of others, some versions of the Sleuth Kit return zeros where the image
 * cannot be read. Thread-safe.
 */
final class CaseFileSource implements RandomAccessSource {
    private static final int SECTOR = 512;
    private static final int MOST_AT_ONCE = 1 << 18;
    private static final String INVALID = "Invalid file handle.";
    /** What the Sleuth Kit prints of a piece of which the file system does not say where it is. It reads such pieces as zeros. */
    private static final String LOST = "Starting address: X,.*Filler.*";

    private final AbstractFile file;
    private final String name;
    private volatile boolean closed;

    private CaseFileSource(AbstractFile file, String name) {
        this.file = file;
        this.name = name;
    }

    /**
     * The bytes of a file.
     *
     * @param name what a person would call it
     * @throws IOException if the case does not know the file's place, or only a part of it
     */
    static CaseFileSource of(AbstractFile file, String name) throws IOException {
        try {
            if (file instanceof FsContent content
                    && content.getMetaDataText().stream()
                            .anyMatch(line -> line.strip().matches(LOST))) {
                throw new IOException(name + ": the file system does not say where all of it is");
            }
        } catch (TskCoreException e) {
            throw new IOException(name + ": where it is cannot be read: " + e.getMessage(), e);
        }
        return new CaseFileSource(file, name);
    }

    /** The path in the case, with the data source, as a person reads it. */
    static String nameOf(AbstractFile file) throws IOException {
        try {
            return SafeText.escape(file.getUniquePath());
        } catch (TskCoreException e) {
            throw new IOException(SafeText.escape(file.getName()) + ": its path cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() throws IOException {
        requireOpen();
        return file.getSize();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position);
        }
        requireOpen();
        long size = file.getSize();
        if (!target.hasRemaining()) {
            return 0;
        }
        if (position >= size) {
            return -1;
        }
        long start = position - position % SECTOR;
        int within = (int) (position - start);
        long wanted = Math.min(MOST_AT_ONCE, (within + (long) target.remaining() + SECTOR - 1) / SECTOR * SECTOR);
        byte[] bytes = new byte[(int) Math.min(wanted, size - start)];
        int count = read(bytes, start);
        if (count <= within) {
            throw new IOException(
                    name + ": the case's file ends at byte " + (start + Math.max(0, count)) + " of " + size);
        }
        int given = Math.min(count - within, target.remaining());
        target.put(bytes, within, given);
        return given;
    }

    private int read(byte[] bytes, long start) throws IOException {
        try {
            return file.read(bytes, start, bytes.length);
        } catch (TskCoreException e) {
            if (!INVALID.equals(e.getMessage())) {
                throw failed(start, e);
            }
        }
        // When Java frees a file of a case that was closed before, the datamodel closes it by a number, which may be
        // this
        // file's by then. Closed here too, this one is opened again.
        file.close();
        try {
            return file.read(bytes, start, bytes.length);
        } catch (TskCoreException e) {
            throw failed(start, e);
        }
    }

    private IOException failed(long start, TskCoreException reason) {
        return new IOException(name + ": cannot be read near byte " + start + ": " + reason.getMessage(), reason);
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    /** The datamodel opens the file again if another source reads it. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            file.close();
        }
    }
}

package io.github.vhdlayers.tool.export;

import io.github.vhdlayers.internal.export.CopyHashes;
import io.github.vhdlayers.internal.export.PartialFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A table of the SHA-256 of each block of a disk, written while the disk is read. */
public final class BlockHashFile implements CopyHashes.BlockVisitor {
    private static final int SECTOR = 512;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String HEADINGS = "block,first_sector,sector_count,sha256\n";

    private final PartialFile file;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long written;

    public BlockHashFile(PartialFile file) {
        this.file = file;
        buffer.put(HEADINGS.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void visit(long number, long virtualOffset, int length, String sha256) throws IOException {
        byte[] line = (number + "," + virtualOffset / SECTOR + "," + length / SECTOR + "," + sha256 + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        if (buffer.remaining() < line.length) {
            flush();
        }
        buffer.put(line);
    }

    private void flush() throws IOException {
        buffer.flip();
        int length = buffer.remaining();
        file.write(buffer, written);
        written += length;
        buffer.clear();
    }

    /** Writes what is left and gives the file its name. */
    public void complete() throws IOException {
        flush();
        file.complete();
    }
}

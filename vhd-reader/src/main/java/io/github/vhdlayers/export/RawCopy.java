package io.github.vhdlayers.export;

import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;

/**
 * Writes a merged disk as a raw file, and hashes it on the way; reading, hashing and writing have a thread each. What nobody owns
 * is not read, and what is zeros is not written: both become holes where the file system has them.
 *
 * <p>Thread-safe, but for the file that is written: it keeps nothing beyond a call, which uses the thread that called.
 */
public final class RawCopy {
    /** What is read at once; whole chunks keep the pieces that are written where the file system's own blocks are. */
    private static final int CHUNK = 1 << 20;
    /** How many chunks may be under way: enough that the disk need not wait while one is hashed. */
    private static final int CHUNKS = 8;

    private static final int SECTOR = 512;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(CHUNK).asReadOnlyBuffer();

    private final MergedSource disk;
    private final PartialFile target;
    private final Progress progress;
    private final SideHash hash;
    private final RawWriter writer;
    private final CopyBuffers buffers = new CopyBuffers(CHUNKS, CHUNK, RawWriter.ALIGNMENT);
    private long bytesRead;

    private RawCopy(MergedSource disk, PartialFile target, Progress progress, SideHash hash, RawWriter writer) {
        this.disk = disk;
        this.target = target;
        this.progress = progress;
        this.hash = hash;
        this.writer = writer;
    }

    /**
     * Writes all of a disk.
     *
     * @param disk is read once, from its start to its end
     * @param target an empty file, which is not completed
     * @param progress is told how many bytes of the disk lie behind
     * @return the SHA-256 of the raw content in hexadecimal
     * @throws CancellationException if the progress ended the copy
     * @throws io.github.vhdlayers.diag.VhdException if a sector is unknown or cannot be read because a file is damaged
     * @throws IOException if a file cannot be read, or the target not be written
     */
    public static String write(MergedSource disk, PartialFile target, Progress progress) throws IOException {
        try (SideHash hash = new SideHash();
                RawWriter writer = new RawWriter(target, target.uncached(RawWriter.ALIGNMENT))) {
            return new RawCopy(disk, target, progress, hash, writer).write();
        }
    }

    private String write() throws IOException {
        long size = disk.size();
        RunCursor runs = disk.plan().runs(0, disk.sectors());
        long runEnd = 0;
        long at = 0;
        while (at < size) {
            while (runEnd <= at && runs.next()) {
                runEnd = (runs.firstSector() + runs.sectorCount()) * SECTOR;
            }
            if (runs.owner() == Owner.Unowned.NOBODY && runEnd - at >= RawWriter.PIECE) {
                hashZeros(runEnd - at, at);
                at = runEnd;
            } else {
                // Short runs are read together. What lies in front of a chunk that begins inside is nobody's, so zeros.
                long start = at / CHUNK * CHUNK;
                long end = Math.min(size, start + CHUNK);
                ByteBuffer chunk = buffers.next().limit((int) (end - start)).position((int) (at - start));
                disk.readFully(at, chunk);
                bytesRead += end - at;
                chunk.position((int) (at - start));
                buffers.usedUntil(hash.add(chunk));
                buffers.usedUntil(writer.write(chunk, start));
                at = end;
            }
            tell(at);
        }
        buffers.finish();
        target.extendTo(size);
        writer.finish();
        return hash.value();
    }

    private void tell(long done) {
        if (!progress.goOn(done, disk.size(), bytesRead)) {
            throw new CancellationException(disk.name() + ": the copy was ended at byte " + done);
        }
    }

    private void hashZeros(long count, long at) throws IOException {
        for (long done = 0; done < count; ) {
            int length = (int) Math.min(CHUNK, count - done);
            // It takes a buffer's turn without the buffer, so that no more waits to be hashed than elsewhere.
            buffers.next();
            buffers.usedUntil(hash.add(ZEROS.slice(0, length)));
            done += length;
            tell(at + done);
        }
    }
}

package io.github.vhdlayers.export;

import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;

/**
 * Writes a merged disk as a raw file, and hashes it on the way, on a second thread. What nobody owns is not read, and what is zeros is not
 * written: both become holes where the file system has them.
 *
 * <p>Thread-safe, but for the file that is written: it keeps nothing beyond a call, which uses the thread that called.
 */
public final class RawCopy {
    /** What is read at once. */
    private static final int CHUNK = 1 << 20;
    /** What is left out as a whole if it is zeros; file systems allocate far less at a time, so few holes are missed. */
    private static final int PIECE = 1 << 16;

    /** What is written at once: Linux takes longer to find room for a mebibyte in its cache than for eight times an eighth. */
    private static final int WRITE = 1 << 17;

    private static final int SECTOR = 512;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(CHUNK).asReadOnlyBuffer();

    private final MergedSource disk;
    private final PartialFile target;
    private final Progress progress;
    private final SideHash hash;
    private final EarlyFlush flush;
    private long bytesRead;

    private RawCopy(MergedSource disk, PartialFile target, Progress progress, SideHash hash, EarlyFlush flush) {
        this.disk = disk;
        this.target = target;
        this.progress = progress;
        this.hash = hash;
        this.flush = flush;
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
        try (SideHash hash = new SideHash(CHUNK);
                EarlyFlush flush = target.earlyFlush()) {
            return new RawCopy(disk, target, progress, hash, flush).write();
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
            if (runs.owner() == Owner.Unowned.NOBODY && runEnd - at >= PIECE) {
                hashZeros(runEnd - at, at);
                at = runEnd;
            } else {
                // Short runs are read together; whole chunks keep the pieces where the file system's own blocks are.
                long end = Math.min(size, (at / CHUNK + 1) * CHUNK);
                ByteBuffer chunk = hash.buffer().limit((int) (end - at));
                disk.readFully(at, chunk);
                bytesRead += end - at;
                hash.add(chunk.flip());
                writePieces(chunk, at);
                at = end;
            }
            tell(at);
        }
        target.extendTo(size);
        flush.finish();
        return hash.value();
    }

    private void tell(long done) {
        if (!progress.goOn(done, disk.size(), bytesRead)) {
            throw new CancellationException(disk.name() + ": the copy was ended at byte " + done);
        }
    }

    private void hashZeros(long count, long at) {
        for (long done = 0; done < count; ) {
            int length = (int) Math.min(CHUNK, count - done);
            hash.add(ZEROS.slice(0, length));
            done += length;
            tell(at + done);
        }
    }

    /** Writes the pieces of the chunk that are not zeros; neighbours in one go. */
    private void writePieces(ByteBuffer chunk, long at) throws IOException {
        int length = chunk.limit();
        int from = 0;
        for (int piece = 0; piece < length; ) {
            int end = (int) Math.min(length, (at + piece) / PIECE * PIECE + PIECE - at);
            if (chunk.slice(piece, end - piece).equals(ZEROS.slice(0, end - piece))) {
                writeFully(chunk, from, piece, at);
                from = end;
            }
            piece = end;
        }
        writeFully(chunk, from, length, at);
    }

    private void writeFully(ByteBuffer chunk, int from, int end, long at) throws IOException {
        for (int piece = from; piece < end; piece += WRITE) {
            target.write(chunk.slice(piece, Math.min(WRITE, end - piece)), at + piece);
        }
        flush.wrote(Math.max(0, end - from));
    }
}

package io.github.vhdlayers.internal.export;

import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a disk as a raw file, and hashes it on the way; reading, each hash and writing have a thread each. What is zeros is not written:
 * it becomes a hole where the file system has them. What is unwritten in a merged disk, or in its filled view, is not even read; of any
 * other source everything is.
 *
 * <p>Thread-safe, but for the file that is written: it keeps nothing beyond a call, which uses the thread that called.
 *
 * @since 0.1.0
 */
public final class RawCopy {
    /** What is read at once; whole chunks keep the pieces that are written where the file system's own blocks are. */
    private static final int CHUNK = 1 << 20;
    /** How many chunks may be under way: enough that the disk need not wait while one is hashed. */
    private static final int CHUNKS = 8;

    /** How many zeros are hashed at once: enough that handing them over costs nothing, and little enough for a line of progress. */
    private static final int ZEROS_AT_ONCE = 1 << 26;

    private final RandomAccessData disk;
    private final long size;
    private final @Nullable PartialFile target;
    private final Progress progress;
    private final BackgroundHash hash;
    private final @Nullable RawWriter writer;
    private final CopyBuffers buffers = new CopyBuffers(CHUNKS, CHUNK, RawWriter.ALIGNMENT);
    private long bytesRead;

    private RawCopy(
            RandomAccessData disk,
            @Nullable PartialFile target,
            Progress progress,
            BackgroundHash hash,
            @Nullable RawWriter writer)
            throws IOException {
        this.disk = disk;
        this.size = RandomAccessSources.size(disk);
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
     * @param progress receives how many bytes of the disk were read, and may cancel
     * @return the SHA-256 of the raw content in hexadecimal
     * @throws CancellationException if the progress ended the copy
     * @throws io.github.vhdlayers.diag.VhdException if a sector is unknown or cannot be read because a file is damaged
     * @throws IOException if a file cannot be read, or the target not be written
     */
    public static String write(RandomAccessData disk, PartialFile target, Progress progress) throws IOException {
        return String.valueOf(write(disk, target, CopyHashes.of(Set.of(HashAlgorithm.SHA256)), progress)
                .get(HashAlgorithm.SHA256));
    }

    /**
     * The same with other hashes, or none: then what is unwritten takes no time.
     *
     * @param hashes which are taken
     * @return the hashes of the raw content in hexadecimal
     * @throws CancellationException if the progress ended the copy
     * @throws IOException as the other one says, or if the visitor of blocks throws it
     */
    public static Map<HashAlgorithm, String> write(
            RandomAccessData disk, PartialFile target, CopyHashes hashes, Progress progress) throws IOException {
        try (BackgroundHash hash = new BackgroundHash(hashes);
                RawWriter writer = new RawWriter(target, target.uncached(RawWriter.ALIGNMENT))) {
            return new RawCopy(disk, target, progress, hash, writer).run();
        }
    }

    /**
     * Hashes a disk without writing it.
     *
     * @param disk is read once, from its start to its end
     * @param hashes which are taken
     * @param progress receives how many bytes of the disk were read, and may cancel
     * @return the hashes of the raw content in hexadecimal
     * @throws CancellationException if the progress ended it
     * @throws io.github.vhdlayers.diag.VhdException if a sector is unknown or cannot be read because a file is damaged
     * @throws IOException if a file cannot be read, or the visitor of blocks throws it
     */
    public static Map<HashAlgorithm, String> hash(RandomAccessData disk, CopyHashes hashes, Progress progress)
            throws IOException {
        try (BackgroundHash hash = new BackgroundHash(hashes)) {
            return new RawCopy(disk, null, progress, hash, null).run();
        }
    }

    private Map<HashAlgorithm, String> run() throws IOException {
        SourceRuns runs = SourceRuns.of(disk, size);
        long at = 0;
        while (at < size) {
            runs.seek(at);
            if (runs.readsAsZeros() && runs.end() - at >= RawWriter.PIECE) {
                hashZeros(runs.end() - at, at);
                at = runs.end();
            } else {
                // Short runs are read together. What is in front of a chunk that begins inside is unwritten, so zeros.
                long start = at / CHUNK * CHUNK;
                long end = Math.min(size, start + CHUNK);
                ByteBuffer chunk = buffers.next().limit((int) (end - start)).position((int) (at - start));
                disk.readFully(at, chunk);
                bytesRead += end - at;
                chunk.position((int) (at - start));
                hash.add(chunk).forEach(buffers::usedUntil);
                if (writer != null) {
                    buffers.usedUntil(writer.write(chunk, start));
                }
                at = end;
            }
            tell(at);
        }
        buffers.finish();
        if (target != null && writer != null) {
            target.extendTo(size);
            writer.finish();
        }
        return hash.values();
    }

    private void tell(long done) {
        if (!progress.onProgress(done, size, bytesRead)) {
            throw new CancellationException(disk.name() + ": the copy was ended at byte " + done);
        }
    }

    private void hashZeros(long count, long at) throws IOException {
        if (hash.isIdle()) {
            return;
        }
        for (long done = 0; done < count; ) {
            long length = Math.min(ZEROS_AT_ONCE, count - done);
            // It takes a buffer's turn without the buffer, so that no more waits to be hashed than elsewhere.
            buffers.next();
            hash.addZeros(length).forEach(buffers::usedUntil);
            done += length;
            tell(at + done);
        }
    }
}

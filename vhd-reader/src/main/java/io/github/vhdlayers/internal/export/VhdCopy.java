package io.github.vhdlayers.internal.export;

import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;

/**
 * Writes a disk as a new VHD file without a parent, which Windows and other programs attach: fixed, which is the raw disk and a
 * footer, or dynamic, which stores only blocks that are not all zeros. The file gets an id of its own and the time at which it is
 * written; the hashes are those of the disk, not of the file.
 *
 * <p>Thread-safe, except for the file that is written: it keeps nothing beyond a call, which uses the thread that called.
 *
 * @since 0.1.0
 */
public final class VhdCopy {
    private static final int SECTOR = VhdConstants.SECTOR_BYTES;
    private static final int BLOCK = 2 << 20;
    private static final int BITMAP = 512;
    private static final int ENTRY = 4;

    private final RandomAccessData disk;
    private final long size;
    private final SourceRuns runs;
    private final PartialFile target;
    private final Progress progress;
    private final Map<HashAlgorithm, MessageDigest> digests = new EnumMap<>(HashAlgorithm.class);
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
    private final byte[] zeros = new byte[BLOCK];

    private VhdCopy(
            RandomAccessData disk, long size, PartialFile target, Set<HashAlgorithm> hashes, Progress progress) {
        this.disk = disk;
        this.size = size;
        this.runs = SourceRuns.of(disk, size);
        this.target = target;
        this.progress = progress;
        hashes.forEach(hash -> digests.put(hash, hash.digest()));
    }

    /**
     * Writes a fixed disk.
     *
     * @param disk is read once, from its start to its end
     * @param target an empty file, which is not completed
     * @param hashes which hashes are taken of the disk
     * @param progress receives how many bytes of the disk were read; may cancel
     * @return the hashes in hexadecimal
     * @throws IllegalArgumentException if the disk is larger than a VHD can be, 2040 GiB, or ends inside a sector
     * @throws CancellationException if the progress cancelled
     * @throws io.github.vhdlayers.diag.VhdException if a sector is unknown or cannot be read because a file is damaged
     * @throws IOException if a file cannot be read or the target cannot be written
     */
    public static Map<HashAlgorithm, String> writeFixed(
            RandomAccessData disk, PartialFile target, CopyHashes hashes, Progress progress) throws IOException {
        long size = requireSize(disk);
        Map<HashAlgorithm, String> found = RawCopy.write(disk, target, hashes, progress);
        target.write(VhdFooter.ofFixed(size, UUID.randomUUID(), Instant.now()), size);
        return found;
    }

    /**
     * Writes a dynamic disk with blocks of 2 MiB.
     *
     * @param disk is read once, from its start to its end
     * @param target an empty file, which is not completed
     * @param hashes which hashes are taken of the disk
     * @param progress receives how many bytes of the disk were read; may cancel
     * @return the hashes in hexadecimal
     * @throws IllegalArgumentException if the disk is larger than a VHD can be, 2040 GiB, or ends inside a sector
     * @throws CancellationException if the progress cancelled
     * @throws io.github.vhdlayers.diag.VhdException if a sector is unknown or cannot be read because a file is damaged
     * @throws IOException if a file cannot be read or the target cannot be written
     */
    public static Map<HashAlgorithm, String> writeDynamic(
            RandomAccessData disk, PartialFile target, Set<HashAlgorithm> hashes, Progress progress)
            throws IOException {
        return new VhdCopy(disk, requireSize(disk), target, hashes, progress).run();
    }

    private static long requireSize(RandomAccessData disk) throws IOException {
        long size = RandomAccessSources.size(disk);
        if (size > VhdConstants.LARGEST_SPECIFIED_DISK) {
            throw new IllegalArgumentException(disk.name() + ": the disk has " + size + " bytes, and a VHD at most "
                    + VhdConstants.LARGEST_SPECIFIED_DISK);
        }
        if (size % SECTOR != 0) {
            throw new IllegalArgumentException(
                    disk.name() + ": the disk has " + size + " bytes, and a VHD has whole sectors of " + SECTOR);
        }
        return size;
    }

    private Map<HashAlgorithm, String> run() throws IOException {
        ByteBuffer footer = VhdFooter.ofDynamic(size, UUID.randomUUID(), Instant.now());
        long entries = (size + BLOCK - 1) / BLOCK;
        long tableOffset = VhdConstants.FOOTER_BYTES + (long) VhdConstants.HEADER_BYTES;
        // At most 1,044,480 entries, as the size is limited.
        ByteBuffer table = ByteBuffer.allocate((int) ((entries * ENTRY + SECTOR - 1) / SECTOR * SECTOR));
        Arrays.fill(table.array(), (byte) 0xFF);
        long end = tableOffset + table.capacity();
        ByteBuffer bitmap = ByteBuffer.allocate(BITMAP);
        Arrays.fill(bitmap.array(), (byte) 0xFF);
        for (int i = 0; i < entries; i++) {
            long start = (long) i * BLOCK;
            int length = (int) Math.min(BLOCK, size - start);
            if (read(start, length)) {
                table.putInt(i * ENTRY, (int) (end / SECTOR));
                target.write(bitmap.clear(), end);
                target.write(block.clear(), end + BITMAP);
                end += BITMAP + (long) BLOCK;
            }
            if (!progress.onProgress(start + length, size, 0)) {
                throw new CancellationException(disk.name() + ": the copy was cancelled at byte " + (start + length));
            }
        }
        target.write(footer.duplicate(), 0);
        target.write(VhdFooter.header(tableOffset, entries, BLOCK), VhdConstants.FOOTER_BYTES);
        target.write(table.clear(), tableOffset);
        target.write(footer.duplicate(), end);
        Map<HashAlgorithm, String> found = new EnumMap<>(HashAlgorithm.class);
        digests.forEach((hash, digest) -> found.put(hash, HexFormat.of().formatHex(digest.digest())));
        return found;
    }

    /** Reads a block and hashes it; false if all of it is zeros. What is behind the disk's end is zeros in the block. */
    private boolean read(long start, int length) throws IOException {
        boolean onlyZeros = true;
        for (long at = start; onlyZeros && at < start + length; at = runs.end()) {
            runs.seek(at);
            onlyZeros = runs.readsAsZeros();
        }
        if (!onlyZeros) {
            Arrays.fill(block.array(), length, BLOCK, (byte) 0);
            disk.readFully(start, block.clear().limit(length));
        }
        byte[] bytes = onlyZeros ? zeros : block.array();
        digests.values().forEach(digest -> digest.update(bytes, 0, length));
        return !onlyZeros && !Arrays.equals(block.array(), 0, length, zeros, 0, length);
    }
}

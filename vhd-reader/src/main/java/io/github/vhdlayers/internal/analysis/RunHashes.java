package io.github.vhdlayers.internal.analysis;

import io.github.vhdlayers.analysis.compare.DiskComparison;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.internal.codec.Sha256;
import io.github.vhdlayers.io.RandomAccessData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a run of sectors on both disks, as 64 lower-case hexadecimal digits.
 *
 * @param a that of A, or null if A has nothing there, or it cannot be read
 * @param b that of B, or null if B has nothing there, or it cannot be read
 */
public record RunHashes(@Nullable String a, @Nullable String b) {
    private static final int SECTOR = 512;
    private static final int HASHED_BYTES = 256 * SECTOR;

    /** Of a run that was not read. */
    public static final RunHashes NONE = new RunHashes(null, null);

    /**
     * Hashes a run on both disks. The bytes are read for it, in pieces; what was read is not part of a report. A last sector
     * that is not whole is hashed as if zeros followed.
     *
     * @param a one disk
     * @param b the other
     * @param run a run in which they differ
     * @throws IOException if the machine fails to read
     */
    public static RunHashes of(RandomAccessData a, RandomAccessData b, DiskComparison.Run run) throws IOException {
        return new RunHashes(
                run.kind() == DiskComparison.Difference.ONLY_B ? null : hash(a, run),
                run.kind() == DiskComparison.Difference.ONLY_A ? null : hash(b, run));
    }

    private static @Nullable String hash(RandomAccessData disk, DiskComparison.Run run) throws IOException {
        long size = disk.size();
        if ((run.endSector() - 1) * SECTOR >= size) {
            return null;
        }
        MessageDigest digest = Sha256.digest();
        byte[] bytes = new byte[HASHED_BYTES];
        long end = run.endSector() * SECTOR;
        try {
            for (long at = run.firstSector() * SECTOR; at < end; at += HASHED_BYTES) {
                int count = (int) Math.min(HASHED_BYTES, end - at);
                int there = (int) Math.min(count, size - at);
                disk.readFully(at, ByteBuffer.wrap(bytes, 0, there));
                Arrays.fill(bytes, there, count, (byte) 0);
                digest.update(bytes, 0, count);
            }
        } catch (VhdException e) {
            return null;
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}

package io.github.vhdlayers.internal.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Hashes block after block. A block that is unwritten as a whole is not hashed: its hash is always the same. For one thread. */
final class BlockHashes {
    private final int blockBytes;
    private final CopyHashes.BlockVisitor visitor;
    private final MessageDigest digest = HashAlgorithm.SHA256.digest();
    private @Nullable String ofZeros;
    private long number;
    private int filled;

    BlockHashes(int blockBytes, CopyHashes.BlockVisitor visitor) {
        this.blockBytes = blockBytes;
        this.visitor = visitor;
    }

    /** Hashes the bytes that follow; moves the buffer's position. */
    void add(ByteBuffer bytes) throws IOException {
        int end = bytes.limit();
        while (bytes.position() < end) {
            bytes.limit(bytes.position() + Math.min(end - bytes.position(), blockBytes - filled));
            filled += bytes.remaining();
            digest.update(bytes);
            bytes.limit(end);
            if (filled == blockBytes) {
                finish();
            }
        }
    }

    /** The same as that many zeros. */
    void addZeros(long count, byte[] zeros) throws IOException {
        long left = count;
        while (left > 0) {
            if (filled == 0 && left >= blockBytes) {
                visitor.visit(number, number * blockBytes, blockBytes, hashOfZeros(zeros));
                number++;
                left -= blockBytes;
            } else {
                int part = (int) Math.min(Math.min(left, blockBytes - filled), zeros.length);
                digest.update(zeros, 0, part);
                filled += part;
                left -= part;
                if (filled == blockBytes) {
                    finish();
                }
            }
        }
    }

    private String hashOfZeros(byte[] zeros) {
        if (ofZeros == null) {
            MessageDigest empty = HashAlgorithm.SHA256.digest();
            for (int done = 0; done < blockBytes; done += zeros.length) {
                empty.update(zeros, 0, Math.min(zeros.length, blockBytes - done));
            }
            ofZeros = HexFormat.of().formatHex(empty.digest());
        }
        return ofZeros;
    }

    /** Ends the last block, which may be shorter. */
    void finish() throws IOException {
        if (filled > 0) {
            visitor.visit(number, number * blockBytes, filled, HexFormat.of().formatHex(digest.digest()));
            number++;
            filled = 0;
        }
    }
}

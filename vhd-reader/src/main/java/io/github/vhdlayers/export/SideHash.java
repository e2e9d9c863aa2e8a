package io.github.vhdlayers.export;

import io.github.vhdlayers.internal.codec.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;

/**
 * Hashes what is copied on a thread of its own, because hashing takes about as long as reading and writing together.
 *
 * <p>For one thread.
 */
final class SideHash implements AutoCloseable {
    private final MessageDigest digest = Sha256.digest();
    private final SideThread thread = new SideThread("hash of the copy");

    /** Hashes a buffer's bytes after all that were added before. They must not change until what is returned has ended. */
    CompletableFuture<Void> add(ByteBuffer bytes) {
        ByteBuffer view = bytes.duplicate();
        return thread.run(() -> digest.update(view));
    }

    /** The SHA-256 of all that was added, in hexadecimal; to be called once, when everything added has ended. */
    String value() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() {
        thread.close();
    }
}

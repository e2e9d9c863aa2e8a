package io.github.vhdlayers.file;

import io.github.vhdlayers.internal.codec.Sha256;
import io.github.vhdlayers.io.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;

/** Hashes a file as it is, structures and all. */
final class FileHash {
    private static final int CHUNK = 1 << 20;

    private FileHash() {}

    static String sha256(LayerFile file, Progress progress) throws IOException {
        MessageDigest digest = Sha256.digest();
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, file.fileSize()));
        for (long at = 0; at < file.fileSize(); ) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), file.fileSize() - at));
            file.readRaw(at, chunk);
            at += chunk.limit();
            digest.update(chunk.flip());
            if (!progress.onProgress(at, file.fileSize(), at)) {
                throw new CancellationException(file.name() + ": the hash was ended at byte " + at);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}

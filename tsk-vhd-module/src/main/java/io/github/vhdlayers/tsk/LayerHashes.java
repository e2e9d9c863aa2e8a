package io.github.vhdlayers.tsk;

import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.file.VhdFile;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of every layer's file, of the very files that are open. */
final class LayerHashes {
    private static final int CHUNK = 1 << 20;

    private LayerHashes() {}

    static List<@Nullable String> of(MergedSource disk, CaseProgress progress) throws IOException {
        List<@Nullable String> hashes = new ArrayList<>();
        for (DiskLayer layer : disk.chain().layers()) {
            hashes.add(hash(layer, progress));
        }
        return hashes;
    }

    private static String hash(DiskLayer layer, CaseProgress progress) throws IOException {
        VhdFile file = layer.file();
        MessageDigest digest = sha256();
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        for (long at = 0; at < file.fileSize(); ) {
            if (!progress.goOn("Hashing layer " + layer.index(), at, file.fileSize())) {
                throw new CancellationException("cancelled while layer " + layer.index() + " was hashed");
            }
            buffer.clear().limit((int) Math.min(CHUNK, file.fileSize() - at));
            file.readRaw(at, buffer);
            at += buffer.position();
            digest.update(buffer.flip());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}

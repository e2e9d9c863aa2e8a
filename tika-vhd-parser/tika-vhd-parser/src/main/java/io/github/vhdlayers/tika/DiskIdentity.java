package io.github.vhdlayers.tika;

import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.chain.DiskChain;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.internal.scan.LayerKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * By what a disk and its layers are known outside of this document: in an index, where a file's document stands alone.
 *
 * @param ids the layers' ids, leaf first
 * @param keys the layers' keys, leaf first
 */
record DiskIdentity(List<String> ids, List<String> keys) {
    private static final int ID_BYTES = 16;

    /**
     * That of a chain.
     *
     * @throws IOException if a file cannot be read
     */
    static DiskIdentity of(DiskChain chain) throws IOException {
        List<String> ids = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (DiskLayer layer : chain.layers()) {
            ids.add(FileMetadata.id(layer.file().uniqueId()));
            keys.add(LayerKey.of(layer));
        }
        return new DiskIdentity(List.copyOf(ids), List.copyOf(keys));
    }

    /**
     * The id of a file's document, which is the same whenever the same layer is parsed. A file with several names, or that is deleted,
     * has one for each name.
     */
    String documentId(FileOwnership file) {
        StringBuilder parts = new StringBuilder()
                .append(file.file().fileSystem().label())
                .append('\0')
                .append(file.file().name().address())
                .append('\0')
                .append(file.file().name().sequence())
                .append('\0')
                .append(file.stream() == null ? "" : file.stream().name());
        boolean isByName = file.former() || file.isDeletedName() || file.file().links() > 1;
        if (isByName) {
            parts.append('\0')
                    .append(file.former())
                    .append('\0')
                    .append(file.file().path());
        }
        byte[] digest = sha256().digest(parts.toString().getBytes(StandardCharsets.UTF_8));
        return keys.get(0) + "-" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}

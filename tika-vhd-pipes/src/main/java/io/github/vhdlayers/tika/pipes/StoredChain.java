package io.github.vhdlayers.tika.pipes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vhdlayers.rows.LayerChain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Chains as the store has them. */
final class StoredChain {
    private StoredChain() {}

    /**
     * The chain of a layer.
     *
     * @throws IOException if the store does not have it
     */
    static LayerChain of(RowStore store, String layer) throws IOException {
        List<JsonNode> rows = store.all(RowStore.CHAINS, layer);
        if (rows.size() != 1) {
            throw new IOException("the store has no chain of the layer " + layer);
        }
        JsonNode row = rows.get(0);
        List<String> keys = new ArrayList<>();
        List<Path> paths = new ArrayList<>();
        row.path("layer_keys").forEach(key -> keys.add(key.asText()));
        row.path("paths").forEach(path -> paths.add(Path.of(path.asText())));
        if (keys.isEmpty() || keys.size() != paths.size()) {
            throw new IOException("the store's chain of the layer " + layer + " cannot be read");
        }
        return new LayerChain(keys, paths, row.path("complete").asBoolean());
    }
}

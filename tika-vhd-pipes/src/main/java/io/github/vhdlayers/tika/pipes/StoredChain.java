package io.github.vhdlayers.tika.pipes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentCandidate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chain as the store has it.
 *
 * @param keys the layers' keys, leaf first
 * @param paths where the layers are, leaf first
 * @param complete whether the chain reaches its base
 */
record StoredChain(List<String> keys, List<Path> paths, boolean complete) {
    StoredChain {
        keys = List.copyOf(keys);
        paths = List.copyOf(paths);
    }

    String leaf() {
        return keys.get(0);
    }

    /**
     * The chain of a layer.
     *
     * @throws IOException if the store does not have it
     */
    static StoredChain of(RowStore store, String layer) throws IOException {
        List<JsonNode> rows = store.all(RowStore.CHAINS, layer);
        if (rows.size() != 1) {
            throw new IOException("the store has no chain of the layer " + layer);
        }
        StoredChain chain = of(rows.get(0));
        if (chain == null) {
            throw new IOException("the store's chain of the layer " + layer + " cannot be read");
        }
        return chain;
    }

    private static @Nullable StoredChain of(JsonNode row) {
        List<String> keys = new ArrayList<>();
        List<Path> paths = new ArrayList<>();
        row.path("layer_keys").forEach(key -> keys.add(key.asText()));
        row.path("paths").forEach(path -> paths.add(Path.of(path.asText())));
        return keys.isEmpty() || keys.size() != paths.size()
                ? null
                : new StoredChain(keys, paths, row.path("complete").asBoolean());
    }

    /**
     * Opens it. No folder is listed: only the chain's own files are offered as parents, and their ids are proven again.
     *
     * @throws IOException if it cannot be opened, or is another one by now
     */
    VirtualDisk open() throws IOException {
        List<ParentCandidate> parents = new ArrayList<>();
        for (Path path : paths.subList(1, paths.size())) {
            parents.add(ParentCandidate.ofPath(path));
        }
        VirtualDisk disk = VirtualDisk.open(
                paths.get(0),
                VhdOptions.builder()
                        .parentResolver(reference -> parents)
                        .orphans(complete ? OrphanPolicy.REFUSE : OrphanPolicy.SERVE_KNOWN)
                        .build());
        if (disk.chain().layers().size() != keys.size()) {
            disk.close();
            throw new IOException(paths.get(0) + " has other parents by now than when it was listed");
        }
        return disk;
    }
}

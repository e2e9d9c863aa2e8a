package io.github.vhdlayers.rows;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentResolver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A chain that was listed, without any open file. Immutable and thread-safe.
 *
 * @param keys the layers' keys, leaf first; at least one
 * @param paths where the layers are, leaf first
 * @param complete whether the chain reaches its base
 */
public record LayerChain(List<String> keys, List<Path> paths, boolean complete) {
    /**
     * Keeps unmodifiable copies.
     *
     * @throws IllegalArgumentException if there is no layer, or not a path for each
     */
    public LayerChain {
        keys = List.copyOf(keys);
        paths = List.copyOf(paths);
        if (keys.isEmpty() || keys.size() != paths.size()) {
            throw new IllegalArgumentException(keys.size() + " keys and " + paths.size() + " paths");
        }
    }

    /** The key of the leaf. */
    public String leaf() {
        return keys.get(0);
    }

    /** The key of the last layer that was found: the base, if the chain is complete. */
    public String last() {
        return keys.get(keys.size() - 1);
    }

    /** The disk that was opened, which is closed if it has not as many layers as were listed. */
    VirtualDisk requireSame(VirtualDisk disk) throws IOException {
        if (disk.chain().layers().size() != keys.size()) {
            disk.close();
            throw new IOException(paths.get(0) + " has other parents by now than when it was listed");
        }
        return disk;
    }

    /**
     * Opens the leaf alone; the caller closes the result. What its parents own is unknown in it.
     *
     * @throws IOException if it cannot be opened
     */
    VirtualDisk openLeaf() throws IOException {
        return VirtualDisk.open(
                paths.get(0),
                VhdOptions.builder()
                        .parentResolver(ParentResolver.none())
                        .orphans(OrphanPolicy.SERVE_KNOWN)
                        .build());
    }
}

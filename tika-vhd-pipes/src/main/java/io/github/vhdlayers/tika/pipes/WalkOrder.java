package io.github.vhdlayers.tika.pipes;

import io.github.vhdlayers.rows.LabFiles;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What {@link VhdWalkParser} is to walk. The fetcher puts it into the context, which nothing that a file or a client of a server says can.
 * Tika sends a context on to the parent process, without what was read.
 */
final class WalkOrder implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String store;
    private final String layer;
    private final transient @Nullable LabFiles files;

    /**
     * An order.
     *
     * @param store the folder with the rows
     * @param layer the layer's key
     * @param files what was read of the lab's files before, by this process
     */
    WalkOrder(String store, String layer, LabFiles files) {
        this.store = store;
        this.layer = layer;
        this.files = files;
    }

    String store() {
        return store;
    }

    String layer() {
        return layer;
    }

    /** What was read of the lab's files before, or null in another process. */
    @Nullable
    LabFiles files() {
        return files;
    }
}

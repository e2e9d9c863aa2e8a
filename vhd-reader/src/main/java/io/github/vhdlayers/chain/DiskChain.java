package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.file.LayerFile;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A leaf and its parents, in the order leaf to base.
 *
 * <p>Immutable and thread-safe, apart from being closed, which closes every file of the chain.
 */
public final class DiskChain implements AutoCloseable {
    private final List<DiskLayer> layers;
    private final List<ChainLink> links;
    private final @Nullable MissingParent missingParent;
    private final List<Finding> linkFindings;
    private volatile boolean closed;

    DiskChain(
            List<DiskLayer> layers,
            List<ChainLink> links,
            @Nullable MissingParent missingParent,
            List<Finding> linkFindings) {
        this.layers = List.copyOf(layers);
        this.links = List.copyOf(links);
        this.missingParent = missingParent;
        this.linkFindings = List.copyOf(linkFindings);
    }

    /** The layers, leaf first. At least one. */
    public List<DiskLayer> layers() {
        return layers;
    }

    /**
     * A layer by its number.
     *
     * @throws IndexOutOfBoundsException if there is no such layer
     */
    public DiskLayer layer(int index) {
        return layers.get(Objects.checkIndex(index, layers.size()));
    }

    /** The layer that was opened. */
    public DiskLayer leaf() {
        return layers.get(0);
    }

    /** How the layers fit: link <i>n</i> is between layers <i>n</i> and <i>n + 1</i>. */
    public List<ChainLink> links() {
        return links;
    }

    /** Where the chain breaks off, or null if it is whole. */
    public @Nullable MissingParent missingParent() {
        return missingParent;
    }

    /** What is odd about the files and about how they fit, leaf first. The blocks were not examined for it. */
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        for (DiskLayer layer : layers) {
            all.addAll(layer.file().findings());
        }
        all.addAll(linkFindings);
        return List.copyOf(all);
    }

    /**
     * Returns if the chain is open: what was read before is kept in part, and is no answer any more once it is closed.
     *
     * @throws ClosedChannelException if it was closed
     */
    public void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        closeAll(layers.stream().map(DiskLayer::file).toList());
    }

    /** Closes every file, also when closing one fails; throws the first failure with the others attached. */
    static void closeAll(List<LayerFile> files) throws IOException {
        IOException first = null;
        for (LayerFile file : files) {
            try {
                file.close();
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}

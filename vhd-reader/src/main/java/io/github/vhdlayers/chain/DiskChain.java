package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.file.FileOptions;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A leaf and its parents, in the order leaf to base. {@link io.github.vhdlayers.VirtualDisk} opens a chain and closes its files.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class DiskChain {
    private final List<DiskLayer> layers;
    private final List<ChainLink> links;
    private final @Nullable MissingParent missingParent;
    private final List<Finding> linkFindings;

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

    /**
     * Finds and verifies the parents of a leaf.
     *
     * @param leaf the opened leaf; its file is closed at once if this throws, and otherwise by the caller, with those of the other layers
     * @param path where the leaf is, or null if it is not a file of the file system
     * @param options where parents are looked for, and what happens when one is missing
     * @throws io.github.vhdlayers.diag.ParentException if a parent is missing or refused, and orphans are
     * @throws io.github.vhdlayers.diag.LimitException if the chain has too many layers
     * @throws IOException if a file cannot be read
     */
    public static DiskChain open(LayerFile leaf, @Nullable Path path, Options options) throws IOException {
        return ChainOpener.open(leaf, path, options);
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
            layer.file().findings().forEach(finding -> all.add(finding.withLayer(layer.index())));
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
        leaf().file().requireOpen();
    }

    /**
     * How the parents of a leaf are found.
     *
     * @param resolver looks for them
     * @param limits how much a file may ask for
     * @param sizeFromGeometry whether a VHD has the size of its geometry, and not its current size
     * @param replayLog whether the log of a VHDX is replayed in memory, and not left out
     * @param orphans what happens when one is missing
     * @param forcedParent a disk that becomes the first missing parent whatever its id is, or null. It is never taken in the place of one
     *     that has the recorded id, and of several that have it, it is the one that is taken
     * @param rawParent a file of bare sectors that becomes the parent of a VHD which records no parent id, as Xen makes them; or null
     * @since 0.1.0
     */
    public record Options(
            ParentResolver resolver,
            Limits limits,
            boolean sizeFromGeometry,
            boolean replayLog,
            OrphanPolicy orphans,
            @Nullable Path forcedParent,
            @Nullable Path rawParent) {
        /** How each file is read. */
        FileOptions files() {
            return new FileOptions(limits, sizeFromGeometry, replayLog);
        }
    }
}

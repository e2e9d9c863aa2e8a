package io.github.vhdlayers.chain;

import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.format.UniqueId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The layers of a chain that is being put together, leaf first. Not thread-safe. */
final class OpenLayers {
    private final List<OpenLayer> layers = new ArrayList<>();

    OpenLayers(OpenLayer leaf) {
        layers.add(leaf);
    }

    void add(OpenLayer parent) {
        layers.add(parent);
    }

    List<OpenLayer> all() {
        return layers;
    }

    int count() {
        return layers.size();
    }

    OpenLayer leaf() {
        return layers.get(0);
    }

    /** The layer of which the parent is looked for. */
    LayerFile last() {
        return layers.get(layers.size() - 1).file();
    }

    List<LayerFile> files() {
        return layers.stream().map(OpenLayer::file).toList();
    }

    /** Whether a file is a layer already, under whatever path. */
    boolean has(@Nullable Object fileKey) {
        return circleOfFile(fileKey) != null;
    }

    /** Why a file would close a circle, in words that follow its name; or null. */
    @Nullable
    String circleOfFile(@Nullable Object fileKey) {
        return IntStream.range(0, layers.size())
                .filter(layer ->
                        fileKey != null && fileKey.equals(layers.get(layer).fileKey()))
                .mapToObj(layer -> "is layer " + layer + " of this chain already")
                .findFirst()
                .orElse(null);
    }

    /**
     * Whether a disk can be the parent although a layer has its id: a program may leave a child of VHDX its parent's data write id, as
     * long as both have the same content. A chain that ends with it is no circle.
     */
    static boolean mayShareId(@Nullable DiskFormat format, boolean base) {
        return format == DiskFormat.VHDX && base;
    }

    /** Why a disk with this id would close a circle, in words that stand after its name; or null. A null id is no disk's own. */
    @Nullable
    String circleOfId(UniqueId id) {
        return IntStream.range(0, layers.size())
                .filter(layer ->
                        !id.isNull() && layers.get(layer).file().uniqueId().equals(id))
                .mapToObj(layer -> "its id is that of layer " + layer + ", so the chain would run in a circle")
                .findFirst()
                .orElse(null);
    }
}

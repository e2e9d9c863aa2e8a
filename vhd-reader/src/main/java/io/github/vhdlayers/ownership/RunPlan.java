package io.github.vhdlayers.ownership;

import io.github.vhdlayers.chain.DiskChain;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.internal.file.SectorLayout;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * The plan of a merged disk: turns any range of its sectors into runs, each stored in a layer's file, unwritten or unknown.
 * Reading only follows it, and maps only print it.
 *
 * <p>Thread-safe. What it keeps is bounded, and its cost does not grow with the depth of the chain: the owners of a window
 * are found once over all layers and kept.
 */
final class RunPlan {
    private final DiskChain chain;
    private final List<DiskLayer> layers;
    private final int baseIndex;
    private final long sectors;
    private final boolean honourDynamicBitmaps;
    private final WindowResolver resolver;
    private final WindowCache cache = new WindowCache();

    /**
     * The plan of a chain from one of its layers on.
     *
     * @param chain the chain, which stays open as long as the plan is used
     * @param topLayer the layer to start from: what the disk was when that layer was the newest
     * @param honourDynamicBitmaps whether a clear bit in a dynamic disk means that the sector is unwritten
     * @throws IndexOutOfBoundsException if there is no such layer
     */
    RunPlan(DiskChain chain, int topLayer, boolean honourDynamicBitmaps) {
        Objects.checkIndex(topLayer, chain.layers().size());
        this.chain = chain;
        this.layers = chain.layers().subList(topLayer, chain.layers().size());
        this.baseIndex = topLayer;
        this.sectors = layers.get(0).file().sectors();
        this.honourDynamicBitmaps = honourDynamicBitmaps;
        this.resolver = new WindowResolver(layers, chain.missingParent() != null, honourDynamicBitmaps);
    }

    /** How many sectors the disk has. */
    long sectors() {
        return sectors;
    }

    /** The number of the layer that the plan starts from. */
    int topLayer() {
        return baseIndex;
    }

    /** Whether a clear bit in a dynamic disk means that the sector is unwritten. */
    boolean honourDynamicBitmaps() {
        return honourDynamicBitmaps;
    }

    /**
     * A cursor over the runs of a range, which are sorted, disjoint and gap-free, and coalesced.
     *
     * @param firstSector where the range begins
     * @param sectorCount how many sectors it has
     * @throws IndexOutOfBoundsException if the range is not on the disk
     */
    RunCursor runs(long firstSector, long sectorCount) {
        Objects.checkFromIndexSize(firstSector, sectorCount, sectors);
        return new RunCursor(this, firstSector, firstSector + sectorCount);
    }

    /**
     * Throws if blocks of a layer share so many places that the disk is larger than anything its files hold. For those who go
     * through a whole disk.
     *
     * @throws io.github.vhdlayers.diag.LimitException if a layer exceeds {@link io.github.vhdlayers.diag.Limits#maxSharedSectors()}
     * @throws IOException if a table cannot be read
     */
    void requireFewShared() throws IOException {
        for (DiskLayer layer : layers) {
            SectorLayout blocks = SectorLayout.of(layer.file());
            if (blocks != null) {
                blocks.requireFewShared();
            }
        }
    }

    Window window(long index) throws IOException {
        chain.requireOpen();
        Window window = cache.get(index);
        if (window == null) {
            window = resolver.resolve(index, (int) Math.min(Window.SECTORS, sectors - index * Window.SECTORS));
            cache.put(window);
        }
        return window;
    }

    /** See {@link WindowResolver#nextChange}. */
    long nextChange(long sector, long limit) throws IOException {
        return resolver.nextChange(sector, limit);
    }

    /** The layer of that number in the whole chain. */
    DiskLayer layer(int index) {
        return layers.get(index - baseIndex);
    }
}

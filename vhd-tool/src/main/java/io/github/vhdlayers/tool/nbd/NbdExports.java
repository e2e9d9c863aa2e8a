package io.github.vhdlayers.tool.nbd;

import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.internal.text.LastPart;
import io.github.vhdlayers.ownership.MergedSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is served: the disk as each layer of a chain left it. The first is the disk as it is, called {@value #LEAF}; the others are
 * called {@code as-of-1} and so on. The disk stays the caller's, and stays open as long as this is used. Thread-safe.
 */
public final class NbdExports {
    /** The name of the disk as it is; a client that names none gets it. */
    public static final String LEAF = "leaf";

    private final MergedSource disk;
    private final List<Export> all;
    private final Map<String, Export> byName = new LinkedHashMap<>();
    private final Map<Export, View> inUse = new LinkedHashMap<>();

    /**
     * An export.
     *
     * @param name what clients ask for
     * @param description a line for people
     * @param layer the number of the layer that it starts from
     * @param size in bytes
     */
    public record Export(String name, String description, int layer, long size) {}

    /** A view that several clients may share, with what it found out about owners. */
    private static final class View {
        private final MergedSource source;
        private int clients;

        private View(MergedSource source) {
            this.source = source;
        }
    }

    private NbdExports(MergedSource disk, List<Export> all) {
        this.disk = disk;
        this.all = List.copyOf(all);
        all.forEach(export -> byName.put(export.name(), export));
    }

    /** Those of a chain. */
    public static NbdExports of(MergedSource disk) {
        List<Export> all = new ArrayList<>();
        for (DiskLayer layer : disk.chain().layers()) {
            String file = SafeText.escape(LastPart.of(layer.name()));
            all.add(new Export(
                    layer.index() == 0 ? LEAF : "as-of-" + layer.index(),
                    layer.index() == 0
                            ? "the disk as it is: " + file
                            : "the disk as layer " + layer.index() + " left it: " + file,
                    layer.index(),
                    layer.file().sectors() * MergedSource.SECTOR_BYTES));
        }
        return new NbdExports(disk, all);
    }

    /** All of them, the disk as it is first. */
    public List<Export> all() {
        return all;
    }

    /** The export of that name, or null if there is none. */
    @Nullable
    Export find(String name) {
        return name.isEmpty() ? all.get(0) : byName.get(name);
    }

    /** A view for one client, to be given back; null if as many different ones are in use as may be. */
    @Nullable
    MergedSource take(Export export, int most) {
        synchronized (inUse) {
            View view = inUse.get(export);
            if (view == null) {
                if (inUse.size() >= most) {
                    return null;
                }
                view = new View(disk.asOf(export.layer()));
                inUse.put(export, view);
            }
            view.clients++;
            return view.source;
        }
    }

    void give(Export export) {
        synchronized (inUse) {
            View view = inUse.get(export);
            if (view != null && --view.clients == 0) {
                inUse.remove(export);
            }
        }
    }
}

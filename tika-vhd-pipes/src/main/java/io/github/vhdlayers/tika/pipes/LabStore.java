package io.github.vhdlayers.tika.pipes;

import io.github.vhdlayers.rows.Lab;
import io.github.vhdlayers.rows.LabDisk;
import io.github.vhdlayers.rows.LayerChain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lists a lab into a store. */
final class LabStore {
    private LabStore() {}

    /**
     * Lists the disks in and below a folder, and writes the rows of their layers and chains.
     *
     * @return the chains, each layer once as the leaf of one; those of one base follow each other, parents first
     * @throws IOException if the folder cannot be listed or the store cannot be written; a disk that cannot be opened is a row
     */
    static List<LayerChain> list(Path folder, RowStore store) throws IOException {
        List<LayerChain> chains = new ArrayList<>();
        for (LabDisk disk : Lab.list(List.of(folder))) {
            store.write(RowStore.LAYERS, disk.key(), List.of(disk.layer()));
            LayerChain chain = disk.chain();
            if (chain != null) {
                store.write(RowStore.CHAINS, disk.key(), List.of(disk.chainRow()));
                chains.add(chain);
            }
        }
        return chains;
    }
}

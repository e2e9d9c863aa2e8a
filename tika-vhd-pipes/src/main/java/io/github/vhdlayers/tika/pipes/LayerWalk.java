package io.github.vhdlayers.tika.pipes;

import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.rows.FileRows;
import io.github.vhdlayers.rows.LabFiles;
import io.github.vhdlayers.rows.LayerChain;
import io.github.vhdlayers.rows.Row;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Writes the rows of one layer's files. For one thread. */
final class LayerWalk {
    private final RowStore store;
    private final LayerChain chain;
    private final LabFiles files;

    LayerWalk(RowStore store, LayerChain chain, LabFiles files) {
        this.store = store;
        this.chain = chain;
        this.files = files;
    }

    /**
     * Walks the layer and keeps its rows.
     *
     * @return how many rows there are
     * @throws IOException if a table, a bitmap, the machine or the store fails; what cannot be read of single files is in their rows
     */
    long run() throws IOException {
        long start = System.nanoTime();
        FileSystemReader reader = FileSystemReaders.find();
        FileRows.Result result;
        try (RowFile file = store.begin(RowStore.FILES, chain.leaf())) {
            result = new FileRows(chain, files, reader, true).write(file::add);
            file.keep();
        }
        // Last, because what is there says that the rows are: those of another chain are made again.
        store.write(
                RowStore.WALKS,
                chain.leaf(),
                List.of(new Row()
                        .with("layer_key", chain.leaf())
                        .with("layer_keys", chain.keys())
                        .with("chain_complete", chain.complete())
                        .with("reader", reader.description())
                        .with("rows", result.rows())
                        .with("complete", result.complete())
                        .with("problems", result.problems())
                        .with("seconds", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1000.0)));
        return result.rows();
    }
}

package io.github.vhdlayers.tsk;

import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of every layer's file, of the very files that are open. */
final class LayerHashes {
    private LayerHashes() {}

    static List<@Nullable String> of(MergedSource disk, CaseProgress progress) throws IOException {
        List<@Nullable String> hashes = new ArrayList<>();
        for (DiskLayer layer : disk.chain().layers()) {
            hashes.add(hash(layer, progress));
        }
        return hashes;
    }

    private static String hash(DiskLayer layer, CaseProgress progress) throws IOException {
        return layer.file()
                .sha256((done, total, bytesRead) ->
                        progress.onProgress(Texts.TASK_HASHING.with(layer.index()), done, total));
    }
}

package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.analysis.compare.LayerChanges;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.internal.files.OpenFiles;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a layer did to every file: each file of the disk as the layer left it, the owners of its sectors, and what it is compared with
 * the disk as it was below; and the files that were there below and are gone.
 *
 * <p>Memory holds some twenty bytes for each name on both sides and a bit for each sector that the layer changed, but no list of
 * files. The layer is audited first, which reads what it owns. Immutable and thread-safe; the disk stays open meanwhile.
 *
 * @since 0.1.0
 */
public final class LayerFiles {
    private final MergedSource view;
    private final int layer;
    private final int since;
    private final FileSystemReader reader;

    private LayerFiles(MergedSource view, int since, FileSystemReader reader) {
        this.view = view;
        this.layer = view.topLayer();
        this.since = since;
        this.reader = reader;
    }

    /**
     * The files of a layer.
     *
     * @param disk the disk, or any view of it
     * @param layer the layer's number; 0 is the leaf
     * @param reader what reads the file systems
     * @throws IndexOutOfBoundsException if there is no such layer
     */
    public static LayerFiles of(MergedSource disk, int layer, FileSystemReader reader) {
        return new LayerFiles(disk.asOf(layer), layer + 1, reader);
    }

    /** The files of a layer with all below it down to one, which is not among them: all of these are taken for one layer. */
    static LayerFiles of(MergedSource disk, int layer, int since, FileSystemReader reader) {
        return new LayerFiles(disk.asOf(layer), since, reader);
    }

    /** Takes the files. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Called for each content of each file, in the order of the walk; deleted ones come last in each file system.
         *
         * @param file the content, its owners, and what the layer did
         * @param systems gives its bytes: the disk as the layer left it, or as it was before if the file was deleted
         * @return false to end
         * @throws IOException to end, which is then thrown
         */
        boolean visit(FileOwnership file, DiskFileSystems systems) throws IOException;
    }

    /**
     * Goes through all files.
     *
     * @param walk limits of the walk, and whether names that were deleted before are reported too; their status says what the layer did
     *     to their metadata
     * @param scan how the audit works; its progress is that of the audit
     * @param visitor receives each file
     * @throws CancellationException if the progress ends the audit
     * @throws IOException if a table, a bitmap or the machine fails, no file system can be read on this machine, or the visitor
     *     throws it; what cannot be read of single files is a status or a problem
     */
    public LayerFilesReport scan(WalkOptions walk, ScanOptions scan, Visitor visitor) throws IOException {
        return scan(walk, LayerChanges.of(view, layer, scan), visitor);
    }

    /**
     * The same with an audit that was made before, and none of its own.
     *
     * @param changes the layer's; those of another layer give wrong answers
     * @throws IOException as the other one says
     */
    public LayerFilesReport scan(WalkOptions walk, LayerChanges changes, Visitor visitor) throws IOException {
        return scan(walk, changes, visitor, null);
    }

    /**
     * The same with doubts apart.
     *
     * @param doubts receives why rows are in doubt, which the report then does not say; null if the report says it
     */
    LayerFilesReport scan(
            WalkOptions walk, LayerChanges changes, Visitor visitor, @Nullable Consumer<ParentDoubts.Doubt> doubts)
            throws IOException {
        boolean hasBelow = since < view.chain().layers().size();
        MergedSource below = hasBelow ? view.asOf(since) : null;
        try (OpenFiles now = OpenFiles.of(view, reader);
                OpenFiles before = below == null ? null : OpenFiles.of(below, reader)) {
            FilesRun.Side side = new FilesRun.Side(view, now);
            FilesRun.Side formerSide = below == null || before == null ? null : new FilesRun.Side(below, before);
            FilesRun run = new FilesRun(new Tallies(view, layer, since, changes), side, formerSide, walk, visitor);
            LayerFilesReport report = run.all(doubts == null);
            if (doubts != null) {
                run.signs().forEach(doubts);
            }
            return report;
        }
    }
}

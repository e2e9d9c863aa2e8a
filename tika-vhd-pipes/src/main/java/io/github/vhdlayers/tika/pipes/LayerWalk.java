package io.github.vhdlayers.tika.pipes;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.files.ChangeReason;
import io.github.vhdlayers.analysis.files.FileChange;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.FileStatus;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileKind;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.filesystem.PathText;
import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one layer: its new, changed, renamed and deleted files, each with the SHA-256 of a content that the layer made.
 * A content that is the same as below has none; it is that of the former path's row in the layers below. Memory does not grow with
 * the number of rows. For one thread.
 */
final class LayerWalk {
    private static final int BUFFER_BYTES = 1 << 18;

    private final RowStore store;
    private final StoredChain chain;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long rows;

    LayerWalk(RowStore store, StoredChain chain) {
        this.store = store;
        this.chain = chain;
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
        LayerFilesReport report;
        try (VirtualDisk disk = chain.open();
                RowFile file = store.begin(RowStore.FILES, chain.leaf())) {
            ScanOptions scan = new ScanOptions(
                    1, (done, total, read) -> !Thread.currentThread().isInterrupted());
            report = LayerFiles.of(disk, 0, reader).run(WalkOptions.defaults(), scan, (row, systems) -> {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("the walk was interrupted");
                }
                if (isToldOf(row)) {
                    file.add(row(row, systems));
                    rows++;
                }
                return true;
            });
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
                        .with("rows", rows)
                        .with("complete", report.complete())
                        .with("problems", report.problems())
                        .with("seconds", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1000.0)));
        return rows;
    }

    private static boolean isToldOf(FileOwnership file) {
        return file.status() != FileStatus.UNTOUCHED || file.change() != null;
    }

    private Row row(FileOwnership file, DiskFileSystems systems) {
        FileChange change = file.change();
        FileStream stream = file.stream();
        String problem = file.problem();
        String sha256 = null;
        if (stream != null && isContentOfItsOwn(file)) {
            try {
                sha256 = sha256(file, stream, systems);
            } catch (IOException e) {
                problem = problem == null ? String.valueOf(e.getMessage()) : problem + "; " + e.getMessage();
            }
        }
        return new Row()
                .with("layer_key", chain.leaf())
                .with("volume", file.file().fileSystem().label())
                .with("address", file.file().name().address())
                .with("sequence", file.file().name().sequence())
                .with("stream", stream == null ? null : escaped(stream.name()))
                .with("path", escaped(file.file().path()))
                .with("former_path", former(change))
                .with("kind", file.file().kind().toString())
                .with("size", file.size())
                .with("status", file.status().toString())
                .with("reasons", reasons(change))
                .with("modified", text(file.times().modified()))
                .with("accessed", text(file.times().accessed()))
                .with("changed", text(file.times().changed()))
                .with("created", text(file.times().created()))
                .with("content_sectors", file.content().sectors())
                .with("owned", file.owned())
                .with("changed_sectors", file.changed())
                .with("owners", owners(file))
                .with("sha256", sha256)
                .with("problem", problem)
                .with("doubt", file.doubt());
    }

    private static @Nullable String former(@Nullable FileChange change) {
        return change == null || change.formerName() == null
                ? null
                : escaped(change.formerName().path());
    }

    private static List<String> reasons(@Nullable FileChange change) {
        return change == null
                ? List.of()
                : change.reasons().stream().map(ChangeReason::toString).toList();
    }

    /** Whether the content is not that of a row of the layers below. */
    private static boolean isContentOfItsOwn(FileOwnership file) {
        if (file.former() || (file.file().kind() != FileKind.FILE && file.file().kind() != FileKind.UNKNOWN)) {
            return false;
        }
        return switch (file.status()) {
            case NEW, CONTENT_CHANGED -> true;
            // A further name of a file has no row below.
            case METADATA_CHANGED, REWRITTEN, UNTOUCHED ->
                file.change() != null
                        && file.change().formerName() == null
                        && file.change().reasons().contains(ChangeReason.LINKS);
            case DELETED, DELETED_NAME, CAME_AND_WENT, UNKNOWN -> false;
        };
    }

    private String sha256(FileOwnership file, FileStream stream, DiskFileSystems systems) throws IOException {
        MessageDigest digest = newDigest();
        try (RandomAccessSource content = systems.content(file.file(), stream)) {
            long size = content.size();
            for (long at = 0; at < size; at += buffer.position()) {
                content.readFully(at, buffer.clear().limit((int) Math.min(BUFFER_BYTES, size - at)));
                digest.update(buffer.array(), 0, buffer.position());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** How many sectors of the content are in which layer, by the layers' keys. */
    private Map<String, Long> owners(FileOwnership file) {
        Map<String, Long> owners = new LinkedHashMap<>();
        // A deleted file is counted by the layers of the view below, which have the same numbers.
        file.content()
                .byLayer()
                .forEach((layer, sectors) -> owners.merge(chain.keys().get(layer), sectors, Long::sum));
        if (file.content().unwritten() > 0) {
            owners.put("unwritten", file.content().unwritten());
        }
        if (file.content().unknown() > 0) {
            owners.put("unknown", file.content().unknown());
        }
        return owners;
    }

    private static String escaped(String path) {
        return PathText.escape(path);
    }

    private static @Nullable String text(@Nullable RecordedTime time) {
        return time == null ? null : time.toString();
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}

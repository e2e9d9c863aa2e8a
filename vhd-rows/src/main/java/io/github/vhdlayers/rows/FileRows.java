package io.github.vhdlayers.rows;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.files.FileChange;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.internal.text.PathText;
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
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of one layer: its new, changed, renamed and deleted files, each with the SHA-256 of a content that the layer made.
 * A content that is the same as below has none; it is that of the former path's row in the layers below. Memory does not grow with
 * the number of rows. For one thread.
 */
public final class FileRows {
    private static final int BUFFER_BYTES = 1 << 18;

    private final LayerChain chain;
    private final LabFiles files;
    private final FileSystemReader reader;
    private final boolean hashes;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long rows;

    /**
     * The rows of the leaf of a chain.
     *
     * @param chain the chain
     * @param files what was read of the chain's files before, for other chains of the lab; it stays open
     * @param reader what reads the file systems
     * @param hashes whether contents are read for their SHA-256, which otherwise is null
     */
    public FileRows(LayerChain chain, LabFiles files, FileSystemReader reader, boolean hashes) {
        this.chain = chain;
        this.files = files;
        this.reader = reader;
        this.hashes = hashes;
    }

    /**
     * What was found, other than the rows.
     *
     * @param rows how many rows there were
     * @param complete whether every file was reported, and all that is said of it is known and beyond doubt
     * @param problems what could not be read, and which volumes are no file systems
     */
    public record Result(long rows, boolean complete, List<String> problems) {
        /** Keeps an unmodifiable copy of the list. */
        public Result {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Walks the layer. To be called once.
     *
     * @param sink takes the rows
     * @throws java.util.concurrent.CancellationException if the thread was interrupted
     * @throws IOException if a table, a bitmap or the machine fails, the thread was interrupted, or the sink throws it; what cannot be
     *     read of single files is in their rows
     */
    public Result write(RowSink sink) throws IOException {
        try (VirtualDisk disk = files.open(chain)) {
            ScanOptions scan = new ScanOptions(
                    1, (done, total, read) -> !Thread.currentThread().isInterrupted());
            LayerFilesReport report = LayerFiles.of(disk, 0, reader)
                    .scan(WalkOptions.defaults(), scan, (row, systems) -> {
                        if (Thread.currentThread().isInterrupted()) {
                            throw new InterruptedIOException("the walk was interrupted");
                        }
                        if (isToldOf(row)) {
                            sink.add(row(row, systems));
                            rows++;
                        }
                        return true;
                    });
            return new Result(rows, report.complete(), report.problems());
        }
    }

    private static boolean isToldOf(FileOwnership file) {
        return file.status() != FileOwnership.Status.UNTOUCHED || file.change() != null;
    }

    private Row row(FileOwnership file, DiskFileSystems systems) {
        FileChange change = file.change();
        FileStream stream = file.stream();
        String problem = file.problem();
        String sha256 = null;
        if (hashes && stream != null && isContentOfItsOwn(file)) {
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
                .with("doubt", file.doubt())
                .with(RowTable.ERROR_CODE, null)
                .with(RowTable.ERROR, null);
    }

    private static @Nullable String former(@Nullable FileChange change) {
        return change == null || change.formerName() == null
                ? null
                : escaped(change.formerName().path());
    }

    private static List<String> reasons(@Nullable FileChange change) {
        return change == null
                ? List.of()
                : change.reasons().stream().map(FileChange.Reason::toString).toList();
    }

    /** Whether the content is not that of a row of the layers below. */
    private static boolean isContentOfItsOwn(FileOwnership file) {
        if (file.former()
                || (file.file().kind() != DiskFile.Kind.FILE && file.file().kind() != DiskFile.Kind.UNKNOWN)) {
            return false;
        }
        return switch (file.status()) {
            case NEW, CONTENT_CHANGED -> true;
            // A further name of a file has no row below.
            case METADATA_CHANGED, REWRITTEN, UNTOUCHED ->
                file.change() != null
                        && file.change().formerName() == null
                        && file.change().reasons().contains(FileChange.Reason.LINKS);
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

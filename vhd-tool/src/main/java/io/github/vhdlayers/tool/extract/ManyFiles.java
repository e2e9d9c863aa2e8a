package io.github.vhdlayers.tool.extract;

import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.internal.analysis.DeletedContent;
import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.internal.export.PartialFile;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.tool.files.FileTable;
import io.github.vhdlayers.tool.output.Column;
import io.github.vhdlayers.tool.output.CsvTable;
import io.github.vhdlayers.tool.output.Table;
import io.github.vhdlayers.tool.output.Words;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes files of a disk into a new folder, with a list of what was written: {@code manifest.csv}, a list of the layers' files,
 * {@code layers.csv}, and {@code SHA256SUMS} with the hash of every file and of the lists. A file that cannot be read whole is not written, and
 * the list says why. For one thread.
 */
public final class ManyFiles {
    private static final String MANIFEST = "manifest.csv";
    private static final String LAYERS = "layers.csv";
    private static final String SUMS = "SHA256SUMS";
    private static final String FILES = "files";
    private static final int BUFFER_BYTES = 1 << 18;

    private static final List<Column<Written>> COLUMNS = List.of(
            Column.text("path", Written::path),
            Column.word("file", Written::name),
            Column.number("size", Written::size),
            Column.word("sha256", Written::sum),
            Column.word("status", one -> one.file().status()),
            Column.word("modified", one -> one.file().times().modified()),
            Column.number("read_from_layer", Written::from),
            Column.text("problem", Written::problem),
            Column.word("state", Written::state),
            Column.text("former_path", Written::formerPath),
            Column.number("made_in_layer", one -> one.file().madeIn()),
            Column.number("gone_in_layer", one -> one.file().goneIn()));

    /** A file that was written, or with a problem in place of its name, size and sum why it was not. */
    private record Written(
            FileOwnership file,
            String path,
            @Nullable String name,
            @Nullable Long size,
            @Nullable String sum,
            int from,
            @Nullable String problem,
            @Nullable String state,
            @Nullable String formerPath) {}

    private final Path folder;
    private final Streams streams;
    private final int layer;
    private final int since;
    private final SafeNames names = new SafeNames();
    private final StringWriter manifest = new StringWriter();
    private final Table<Written> rows;
    private final StringBuilder sums = new StringBuilder();
    private long written;
    private long failed;

    /**
     * Begins.
     *
     * @param folder must not exist, or be empty
     * @param layer the layer in question
     * @param since the layer with which it is compared, below it
     */
    public ManyFiles(Path folder, int layer, int since, Streams streams) throws IOException {
        this.folder = folder;
        this.layer = layer;
        this.since = since;
        this.streams = streams;
        this.rows = CsvTable.begin(manifest, COLUMNS);
    }

    /** Writes a file, unless it has no content of its own. */
    public void add(FileOwnership file, DiskFileSystems systems, boolean several) throws IOException {
        DiskFile.Kind kind = file.file().kind();
        if (file.stream() == null
                || kind == DiskFile.Kind.VIRTUAL
                || (kind == DiskFile.Kind.DIRECTORY && file.stream().name().isEmpty())) {
            return;
        }
        String path = FileTable.path(file, several);
        RecordedTime modified = file.times().modified();
        int from = readFrom(file);
        String name = FILES + "/" + names.of(path);
        String former = file.printedFormerPath();
        Path target = folder.resolve(name);
        String sum = null;
        Long size = null;
        String problem = file.isDeletedName() ? reuse(file, systems) : null;
        if (problem == null) {
            try (RandomAccessSource content = systems.content(file.file(), file.stream())) {
                sum = copy(content, target, streams);
                size = content.size();
                keepTime(target, modified);
            } catch (IOException e) {
                problem = String.valueOf(e.getMessage());
            }
        }
        if (sum == null) {
            failed++;
        } else {
            written++;
            sums.append(sum).append("  ").append(name).append('\n');
        }
        rows.row(new Written(
                file,
                path,
                sum == null ? null : name,
                size,
                sum,
                from,
                problem == null ? null : SafeText.escape(problem),
                sum == null ? null : state(file, from),
                former == null ? null : FileTable.prefix(file, several) + former));
    }

    /** The layer in which it is read: what was deleted as it was before. */
    private int readFrom(FileOwnership file) {
        if (file.status() == FileOwnership.Status.DELETED) {
            return since;
        }
        Integer gone = file.goneIn();
        if (file.status() != FileOwnership.Status.CAME_AND_WENT || gone == null) {
            return layer;
        }
        return file.former() ? gone + 1 : gone;
    }

    private static String state(FileOwnership file, int from) {
        return file.isDeletedName()
                ? "deleted record in layer " + from + ", no file uses its sectors"
                : "whole in layer " + from;
    }

    /** Why what a deleted name leads to is not written, or null if no other file has parts of it. */
    public static @Nullable String reuse(FileOwnership file, DiskFileSystems systems) {
        FileStream stream = file.stream();
        try {
            List<DiskExtent> used = stream == null ? List.of() : DeletedContent.inUse(systems, file.file(), stream);
            return used.isEmpty()
                    ? null
                    : "a deleted record, and other files use parts of it by now: " + DeletedCheck.ranges(used);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Adds a file that was written otherwise. */
    public void addSums(String lines) {
        sums.append(lines);
    }

    /** Writes the list of the layers' files. */
    public void layers(List<DiskLayer> layers, List<@Nullable String> hashes) throws IOException {
        StringWriter text = new StringWriter();
        Table<DiskLayer> table = CsvTable.begin(
                text,
                List.of(
                        Column.number("layer", DiskLayer::index),
                        Column.text("file", one -> SafeText.escape(one.name())),
                        Column.word("unique_id", one -> one.file().uniqueId()),
                        Column.word("created", one -> one.file().created()),
                        Column.number("size", one -> one.file().fileSize()),
                        Column.word("sha256", one -> hashes.get(one.index()))));
        for (DiskLayer one : layers) {
            table.row(one);
        }
        list(LAYERS, text.toString());
    }

    /** Checks that a folder is not there yet, or is empty. */
    public static void requireNew(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean isEmpty = false;
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                isEmpty = !entries.iterator().hasNext();
            }
        }
        if (!isEmpty) {
            throw new FileAlreadyExistsException(folder.toString());
        }
    }

    /** Writes a content to a file that is not there, and returns its SHA-256. */
    public static String copy(RandomAccessSource content, Path target, Streams streams) throws IOException {
        Files.createDirectories(target.toAbsolutePath().getParent());
        MessageDigest digest = HashAlgorithm.SHA256.digest();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try (PartialFile file = PartialFile.create(target, streams::message)) {
            for (long at = 0; content.read(at, buffer.clear()) >= 0; at += buffer.limit()) {
                buffer.flip();
                digest.update(buffer.duplicate());
                file.write(buffer, at);
            }
            file.complete();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void keepTime(Path target, @Nullable RecordedTime modified) throws IOException {
        if (modified instanceof RecordedTime.Utc utc) {
            Files.setLastModifiedTime(target, FileTime.from(utc.instant()));
        }
    }

    /** Writes the list and the sums, and says how many files were written, unless none was asked for. */
    public void end(boolean isAsked) throws IOException {
        list(MANIFEST, manifest.toString());
        write(SUMS, sums.toString().getBytes(StandardCharsets.UTF_8));
        if (!isAsked) {
            return;
        }
        streams.message(Words.number(written) + (written == 1 ? " file" : " files") + " written to "
                + SafeText.escape(folder.toString())
                + (failed == 0 ? "" : "; " + Words.number(failed) + " not written, " + MANIFEST + " says why"));
    }

    public boolean isComplete() {
        return failed == 0;
    }

    private void list(String name, String text) throws IOException {
        byte[] list = text.getBytes(StandardCharsets.UTF_8);
        sums.append(HexFormat.of().formatHex(HashAlgorithm.SHA256.digest().digest(list)))
                .append("  ")
                .append(name)
                .append('\n');
        write(name, list);
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.createDirectories(folder);
        try (PartialFile file = PartialFile.create(folder.resolve(name), streams::message)) {
            file.write(ByteBuffer.wrap(bytes), 0);
            file.complete();
        }
    }
}

package io.github.vhdlayers.tool.history;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.files.FileChange;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.internal.text.PathText;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.tool.extract.FileSearch;
import io.github.vhdlayers.tool.extract.FoundContent;
import io.github.vhdlayers.tool.extract.ManyFiles;
import io.github.vhdlayers.tool.extract.PathQuery;
import io.github.vhdlayers.tool.extract.SafeNames;
import io.github.vhdlayers.tool.extract.SeveralFilesException;
import io.github.vhdlayers.tool.files.FileState;
import io.github.vhdlayers.tool.files.FileTable;
import io.github.vhdlayers.tool.files.WhatHappened;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Follows a file from the newest layer down: each layer says what it did to it, and under which name it was below. Where another file took the
 * path, what the path led to is followed. For one thread.
 */
public final class PathVersions {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int MOST_PASSED = 20;

    private final VirtualDisk disk;
    private final FileSystemReader reader;
    private final @Nullable ZoneId zone;
    private final @Nullable Path folder;
    private final Streams streams;
    private final SafeNames names = new SafeNames();
    private final List<PathHistory.Version> versions = new ArrayList<>();
    /** What could not be read or is in doubt, and in which layers. */
    private final Map<String, String> problems = new LinkedHashMap<>();

    private boolean isComplete = true;

    /** Where the file is in the layer that is looked at: the place of its file system, its path, and the name of a stream. */
    private @Nullable Place place;

    private record Place(long volume, String path, String stream) {
        boolean isOf(FileOwnership file) {
            String name = file.stream() == null ? "" : file.stream().name();
            return file.file().fileSystem().diskOffset() == volume
                    && file.file().path().equals(path)
                    && name.equals(stream);
        }
    }

    /**
     * For a disk.
     *
     * @param folder where each version is saved, or null if none is
     */
    public PathVersions(
            VirtualDisk disk, FileSystemReader reader, @Nullable ZoneId zone, @Nullable Path folder, Streams streams) {
        this.disk = disk;
        this.reader = reader;
        this.zone = zone;
        this.folder = folder;
        this.streams = streams;
    }

    /**
     * The history of a path, as the newest layer has it that has it.
     *
     * @param file the disk as it was named
     * @param passing called now and then
     * @throws NoSuchFileException if no layer has it
     */
    public PathHistory of(String path, String file, Runnable passing) throws IOException {
        find(path, file, passing);
        int layers = disk.chain().layers().size();
        for (int layer = 0; layer < layers; layer++) {
            layer(layer, passing);
        }
        if (versions.isEmpty()) {
            throw new NoSuchFileException(path + " in " + file);
        }
        List<String> texts = new ArrayList<>();
        problems.forEach((problem, in) -> texts.add((in.contains(",") ? "layers " : "layer ") + in + ": " + problem));
        return new PathHistory(SafeText.escape(file), path, isComplete, List.copyOf(versions), texts);
    }

    private void find(String path, String file, Runnable passing) throws IOException {
        PathQuery query = PathQuery.of(path, null);
        String doubt = find(path, query, false, passing);
        if (place == null && doubt != null) {
            throw new IOException(path + ": not found in any layer, but not everything could be read: " + doubt);
        }
        if (place == null) {
            // It may have come and gone within a layer.
            find(path, query, true, passing);
        }
        if (place == null) {
            throw new NoSuchFileException(path + " in " + file);
        }
    }

    /** Looks in the newest layer first; returns why the path may be there although it was not found, or null. */
    private @Nullable String find(String path, PathQuery query, boolean isDeleted, Runnable passing)
            throws IOException {
        String doubt = null;
        for (int layer = 0; layer < disk.chain().layers().size(); layer++) {
            MergedSource view = disk.asOf(layer);
            try (DiskFileSystems systems =
                    reader.open(RandomAccessSources.readAhead(view), PartitionTable.read(view))) {
                FileSearch search = new FileSearch(systems, query, passing);
                List<FoundContent> found = isDeleted ? search.deleted() : search.living();
                if (found.size() > 1 && !isDeleted) {
                    throw new SeveralFilesException(
                            path,
                            "layer " + layer,
                            "a history follows one path: name the partition before it, or read each with vhd extract:",
                            found);
                }
                if (!found.isEmpty()) {
                    FoundContent one = found.get(0);
                    place = new Place(
                            one.file().fileSystem().diskOffset(),
                            one.file().path(),
                            one.stream() == null ? "" : one.stream().name());
                    return null;
                }
                doubt = doubt == null ? search.doubt() : doubt;
            }
        }
        return doubt;
    }

    private void layer(int layer, Runnable passing) throws IOException {
        Place here = Objects.requireNonNull(place);
        List<PathHistory.Version> present = new ArrayList<>();
        List<PathHistory.Version> gone = new ArrayList<>();
        List<PathHistory.Version> passed = new ArrayList<>();
        int[] living = new int[1];
        LayerFilesReport report = LayerFiles.of(disk, layer, reader)
                .scan(WalkOptions.defaults().withOrphans(true), ScanOptions.defaults(), (row, systems) -> {
                    passing.run();
                    if (!here.isOf(row) || row.status() == FileOwnership.Status.DELETED_NAME) {
                        return true;
                    }
                    if (row.isDeletedName()) {
                        if (passed.size() < MOST_PASSED) {
                            passed.add(version(row, layer, systems, true));
                        }
                    } else if (row.former()) {
                        gone.add(version(row, layer, systems, false));
                    } else if (living[0]++ == 0) {
                        if (isVersion(row)) {
                            present.add(version(row, layer, systems, true));
                        }
                        place = next(row, here);
                    }
                    return true;
                });
        isComplete &= report.complete();
        if (living[0] > 1) {
            isComplete = false;
            problems.merge(
                    "several files have the path " + PathText.escape(here.path()) + ": the first is followed",
                    Integer.toString(layer),
                    (layers, one) -> layers + ", " + one);
        }
        for (String problem : report.problems()) {
            problems.merge(SafeText.escape(problem), Integer.toString(layer), (layers, one) -> layers + ", " + one);
        }
        // What came and went did so behind what was deleted, and before what took its path.
        versions.addAll(0, present.subList(0, Math.min(1, present.size())));
        versions.addAll(0, passed);
        if (present.isEmpty()) {
            versions.addAll(0, gone.subList(0, Math.min(1, gone.size())));
        }
    }

    /** Whether a layer did more to a file than to leave it, or to store it again. */
    private static boolean isVersion(FileOwnership row) {
        return row.change() != null
                || (row.status() != FileOwnership.Status.UNTOUCHED && row.status() != FileOwnership.Status.REWRITTEN);
    }

    /** Where the file is below: under its former name, unless another file's path was taken: then the path counts. */
    private static Place next(FileOwnership row, Place here) {
        FileChange change = row.change();
        return change == null
                        || change.formerName() == null
                        || change.former().path().equals(here.path())
                ? here
                : new Place(here.volume(), change.formerName().path(), here.stream());
    }

    private PathHistory.Version version(FileOwnership row, int layer, DiskFileSystems systems, boolean isThere)
            throws IOException {
        boolean several = systems.fileSystems().size() > 1;
        FileState state = FileState.of(row, systems, zone, isThere);
        FileTimes times = isThere ? state.times() : FileTimes.NONE;
        String sum = null;
        String saved = null;
        String problem = row.problem() == null && row.isDeletedName() ? ManyFiles.reuse(row, systems) : row.problem();
        boolean isWhole = isThere && (problem == null || !row.isDeletedName());
        if (isWhole && row.stream() != null && row.file().kind() == DiskFile.Kind.FILE) {
            try (RandomAccessSource content = systems.content(row.file(), row.stream())) {
                if (folder == null) {
                    sum = hash(content);
                } else {
                    saved = names.of("/layer" + layer + row.printedPath());
                    sum = ManyFiles.copy(content, folder.resolve(saved), streams);
                }
            } catch (IOException e) {
                saved = null;
                isComplete = false;
                problem = problem == null ? String.valueOf(e.getMessage()) : problem;
            }
        }
        String former = row.printedFormerPath();
        LayerSpan span = LayerSpan.of(disk, layer);
        return new PathHistory.Version(
                layer,
                SafeText.escape(disk.chain().layer(layer).name()),
                layer + 1 == disk.chain().layers().size() && disk.chain().missingParent() == null ? null : span.begin(),
                layer == 0 ? span.fileModified() : span.end(),
                row.status(),
                WhatHappened.reasons(row),
                FileTable.path(row, several),
                former == null ? null : FileTable.prefix(row, several) + former,
                isThere ? row.size() : null,
                text(times.modified()),
                text(times.accessed()),
                text(times.changed()),
                text(times.created()),
                state.details().owner(),
                state.details().group(),
                state.mode(),
                state.linkTarget(),
                state.details().objectId(),
                nameTimes(state.nameTimes()),
                sum,
                saved,
                problem == null ? null : SafeText.escape(problem),
                row.doubt() == null ? null : SafeText.escape(row.doubt()));
    }

    private static PathHistory.@Nullable NameTimes nameTimes(@Nullable FileTimes times) {
        return times == null
                ? null
                : new PathHistory.NameTimes(
                        text(times.modified()), text(times.accessed()), text(times.changed()), text(times.created()));
    }

    private static String hash(RandomAccessSource content) throws IOException {
        MessageDigest digest = HashAlgorithm.SHA256.digest();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        for (long at = 0; content.read(at, buffer.clear()) >= 0; at += buffer.limit()) {
            digest.update(buffer.flip());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static @Nullable String text(@Nullable RecordedTime time) {
        return time == null ? null : time.toString();
    }
}

package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.analysis.compare.LayerChanges;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What several layers together did to every file: the disk as the newest of them left it is compared with the disk as it was before the oldest.
 * Files that are in neither, because one of the layers made them and it or a later one deleted them, are reported first. A new one that was renamed
 * or moved by a layer above the one that made it has the name under which it was made as its former name.
 *
 * <p>Each layer is audited and walked as {@link LayerFiles} does, and then all together. Memory holds an entry for each file that a layer made or
 * deleted. Immutable and thread-safe; the disk stays open meanwhile.
 *
 * @since 0.1.0
 */
public final class FilesSince {
    private static final Set<FileChange.Reason> NAMES = EnumSet.of(
            FileChange.Reason.RENAMED,
            FileChange.Reason.MOVED,
            FileChange.Reason.PATH,
            FileChange.Reason.RECYCLED,
            FileChange.Reason.RESTORED);

    private final MergedSource disk;
    private final int layer;
    private final int since;
    private final FileSystemReader reader;

    private FilesSince(MergedSource disk, int layer, int since, FileSystemReader reader) {
        this.disk = disk;
        this.layer = layer;
        this.since = since;
        this.reader = reader;
    }

    /**
     * The files of some layers.
     *
     * @param disk the disk, or any view of it
     * @param layer the newest of them; 0 is the leaf
     * @param since the layer below the oldest of them
     * @param reader what reads the file systems
     * @throws IndexOutOfBoundsException if there is no such layer
     * @throws IllegalArgumentException if there is no layer between them
     */
    public static FilesSince of(MergedSource disk, int layer, int since, FileSystemReader reader) {
        if (since <= layer) {
            throw new IllegalArgumentException("layer " + since + " is not below layer " + layer);
        }
        disk.asOf(layer);
        disk.asOf(since);
        return new FilesSince(disk, layer, since, reader);
    }

    /**
     * Goes through all files.
     *
     * @param walk limits of the walks, and whether names that were deleted before are reported too
     * @param scan how sectors are compared; its progress is called for each layer, and again for all together
     * @param visitor receives each file
     * @throws CancellationException if the progress ends it
     * @throws IOException as {@link LayerFiles#scan(WalkOptions, ScanOptions, LayerFiles.Visitor)} says
     */
    public LayerFilesReport scan(WalkOptions walk, ScanOptions scan, LayerFiles.Visitor visitor) throws IOException {
        Passing passing = new Passing(visitor);
        for (int each = since - 1; each >= layer && !passing.isEnded; each--) {
            passing.layer(each, walk.withOrphans(true), scan);
        }
        LayerChanges changes = LayerChanges.between(disk.asOf(layer), disk.asOf(since), scan);
        LayerFilesReport all =
                LayerFiles.of(disk, layer, since, reader).scan(walk, changes, passing::together, passing::doubt);
        return passing.report(all);
    }

    /** A file as it is known in every layer. */
    private sealed interface Key {
        /** Where the file system keeps numbers. */
        record Numbered(long volume, long address, long sequence, String stream) implements Key {}

        /** Where it does not. */
        record Pathed(long volume, String path, boolean isFolder) implements Key {}

        static Key of(FileOwnership row) {
            DiskFile file = row.file();
            long volume = file.fileSystem().diskOffset();
            if (file.fileSystem().family().keepsNumbers()) {
                String stream = row.stream() == null ? "" : row.stream().name();
                return new Numbered(volume, file.name().address(), file.name().sequence(), stream);
            }
            return new Pathed(volume, row.path(), file.kind() == DiskFile.Kind.DIRECTORY);
        }

        /** The file that had the path before the one of a row took it. */
        static Key replacedBy(FileOwnership row) {
            DiskFile former = Objects.requireNonNull(row.change()).former();
            String stream = row.stream() == null ? "" : row.stream().name();
            return new Numbered(
                    former.fileSystem().diskOffset(),
                    former.name().address(),
                    former.name().sequence(),
                    stream);
        }
    }

    /**
     * A file as the file system records it.
     *
     * @param address distinguishes files that had one path, where there are no numbers
     */
    private record Entry(Key key, long address) {
        static Entry of(Key key, FileOwnership row) {
            return new Entry(key, row.file().name().address());
        }

        /** The same file while it was in use: NTFS counts a deletion as a use of its record. */
        Entry before() {
            return key instanceof Key.Numbered one
                    ? new Entry(
                            new Key.Numbered(one.volume(), one.address(), one.sequence() - 1, one.stream()), address)
                    : this;
        }
    }

    /** A file that came and went. */
    private record Passed(Entry entry, @Nullable Integer madeIn, @Nullable Integer goneIn) {}

    /** What several layers have in common to say. */
    private record Shared(String problem, List<Integer> layers) {
        Shared(String problem) {
            this(problem, new ArrayList<>());
        }

        void add(int layer) {
            layers.add(layer);
        }

        String text() {
            String numbers = layers.stream().map(Object::toString).collect(Collectors.joining(", "));
            return (layers.size() == 1 ? "layer " : "layers ") + numbers + ": " + problem;
        }
    }

    /** Which layers made and deleted what. For one thread. */
    private final class Passing {
        private final LayerFiles.Visitor visitor;
        private final Map<Key, Integer> made = new HashMap<>();
        private final Map<Key, Integer> gone = new HashMap<>();
        /** What was renamed or moved behind the layer that made it. */
        private final Map<Key, FileChange> renamed = new HashMap<>();

        private final Set<Passed> passed = new HashSet<>();
        private final Set<Entry> passedEntries = new HashSet<>();
        private final Map<String, Shared> problems = new LinkedHashMap<>();
        private final Map<String, Shared> doubts = new LinkedHashMap<>();
        private final List<String> doubtsOfAll = new ArrayList<>();
        private boolean isComplete = true;
        private boolean isEnded;
        private long count;

        Passing(LayerFiles.Visitor visitor) {
            this.visitor = visitor;
        }

        void layer(int each, WalkOptions walk, ScanOptions scan) throws IOException {
            // What a layer makes is compared with layers above it alone: a volume that was made anew has the same
            // numbers again.
            Map<Key, Integer> madeHere = new HashMap<>();
            LayerChanges changes = LayerChanges.of(disk.asOf(each), each, scan);
            LayerFiles files = LayerFiles.of(disk, each, reader);
            LayerFilesReport report = files.scan(
                    walk,
                    changes,
                    (row, systems) -> {
                        Key key = Key.of(row);
                        Integer maker = made.get(key);
                        FileChange change = row.change();
                        if (maker != null
                                && change != null
                                && change.formerName() != null
                                && !change.reasons().contains(FileChange.Reason.REPLACED)) {
                            renamed.merge(key, ofNames(change), Passing::joined);
                        }
                        if (row.status() == FileOwnership.Status.NEW) {
                            madeHere.put(key, each);
                        } else if (isNewInPlace(row)) {
                            madeHere.put(key, made.getOrDefault(Key.replacedBy(row), each));
                        } else if (row.status() == FileOwnership.Status.DELETED && maker != null) {
                            made.remove(key);
                            pass(key, row.asPassing(maker, each), systems);
                        } else if (row.status() == FileOwnership.Status.DELETED) {
                            gone.put(key, each);
                        } else if (row.status() == FileOwnership.Status.CAME_AND_WENT) {
                            pass(key, row, systems);
                        }
                        return !isEnded;
                    },
                    doubt -> doubts.computeIfAbsent(weakIsOne(doubt), key -> new Shared(doubt.problem()))
                            .add(each));
            made.putAll(madeHere);
            isComplete &= report.complete() || isEnded;
            for (String problem : report.problems()) {
                if (problems.size() < WalkResult.MOST_PROBLEMS || problems.containsKey(problem)) {
                    problems.computeIfAbsent(problem, Shared::new).add(each);
                }
            }
        }

        /** Weak signs are not distinguished: each layer has another file that shows the same. */
        private static String weakIsOne(ParentDoubts.Doubt doubt) {
            return doubt.isStrong() ? doubt.sign() : "";
        }

        /** Takes a doubt about all layers together, which none of them need say again. */
        void doubt(ParentDoubts.Doubt doubt) {
            doubts.remove(weakIsOne(doubt));
            doubtsOfAll.add(doubt.problem());
        }

        /** What of a change is about names. */
        private static FileChange ofNames(FileChange change) {
            Set<FileChange.Reason> reasons = EnumSet.copyOf(NAMES);
            reasons.retainAll(change.reasons());
            return new FileChange(reasons, change.formerName(), change.former(), change.formerDetails());
        }

        private static FileChange joined(FileChange first, FileChange later) {
            Set<FileChange.Reason> reasons = EnumSet.copyOf(NAMES);
            reasons.removeIf(reason ->
                    !first.reasons().contains(reason) && !later.reasons().contains(reason));
            return new FileChange(reasons, first.formerName(), first.former(), first.formerDetails());
        }

        /** A file that no layer below had, with the name under which it was made, if that was another one. */
        private FileOwnership asNew(FileOwnership row, Key key) {
            FileChange change = renamed.get(key);
            FileName first = change == null ? null : change.formerName();
            FileOwnership known = row.with(made.get(key), null);
            return first == null
                            || change == null
                            || first.path().equals(row.file().path())
                    ? known
                    : known.withChange(change);
        }

        /** Whether a file was made that took the path of another one. */
        private static boolean isNewInPlace(FileOwnership row) {
            FileChange change = row.change();
            return change != null
                    && change.reasons().contains(FileChange.Reason.REPLACED)
                    && change.formerName() == null
                    && row.file().kind() != DiskFile.Kind.DIRECTORY;
        }

        private void pass(Key key, FileOwnership row, DiskFileSystems systems) throws IOException {
            Entry entry = Entry.of(key, row);
            passedEntries.add(entry);
            // Names of one file are one, but a path may have had several files, one after the other.
            if (passed.add(new Passed(entry, row.madeIn(), row.goneIn()))) {
                count++;
                isEnded |= !visitor.visit(row, systems);
            }
        }

        /** Takes a file of all layers together. */
        boolean together(FileOwnership row, DiskFileSystems systems) throws IOException {
            Key key = Key.of(row);
            boolean isDeletedName = row.status() == FileOwnership.Status.DELETED_NAME
                    || row.status() == FileOwnership.Status.CAME_AND_WENT;
            Entry entry = Entry.of(key, row);
            if (isEnded
                    || (isDeletedName && (passedEntries.contains(entry) || passedEntries.contains(entry.before())))) {
                return !isEnded;
            }
            if (row.status() == FileOwnership.Status.CAME_AND_WENT) {
                count++;
            }
            FileOwnership known =
                    switch (row.status()) {
                        case NEW -> asNew(row, key);
                        case DELETED -> row.with(null, gone.get(key));
                        default -> row;
                    };
            isEnded |= !visitor.visit(known, systems);
            return !isEnded;
        }

        LayerFilesReport report(LayerFilesReport all) {
            Map<FileOwnership.Status, @Nullable Long> counts = new EnumMap<>(FileOwnership.Status.class);
            counts.putAll(all.counts());
            boolean complete = all.complete() && isComplete;
            counts.put(FileOwnership.Status.CAME_AND_WENT, count > 0 || complete ? Long.valueOf(count) : null);
            List<String> texts = new ArrayList<>(all.problems());
            texts.addAll(doubtsOfAll);
            all.problems().forEach(problems::remove);
            problems.values().forEach(problem -> texts.add(problem.text()));
            doubts.values().forEach(doubt -> texts.add(doubt.text()));
            return new LayerFilesReport(
                    layer, all.files(), all.fileSystems(), counts, all.held(), texts, all.limit(), complete);
        }
    }
}

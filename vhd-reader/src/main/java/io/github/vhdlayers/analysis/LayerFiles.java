package io.github.vhdlayers.analysis;

import io.github.vhdlayers.files.DiskExtent;
import io.github.vhdlayers.files.DiskFile;
import io.github.vhdlayers.files.DiskFileSystems;
import io.github.vhdlayers.files.FileKind;
import io.github.vhdlayers.files.FileStream;
import io.github.vhdlayers.files.FileSystemInfo;
import io.github.vhdlayers.files.FileSystemReader;
import io.github.vhdlayers.files.WalkOptions;
import io.github.vhdlayers.files.WalkResult;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * What a layer did to every file: each file of the disk as the layer left it, whose its sectors are, and what it is compared with
 * the disk as it was below; and the files that were there below and are gone.
 *
 * <p>Memory holds some twenty bytes for each name on both sides and a bit for each sector that the layer changed, but no list of
 * files. The layer is audited first, which reads what it owns. Immutable and thread-safe; the disk stays open meanwhile.
 */
public final class LayerFiles {
    private static final long SECTOR = 512;

    private final MergedSource view;
    private final int layer;
    private final FileSystemReader reader;

    private LayerFiles(MergedSource view, FileSystemReader reader) {
        this.view = view;
        this.layer = view.topLayer();
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
        return new LayerFiles(disk.asOf(layer), reader);
    }

    /** Takes the files. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Told of each content of each file, in the order of the walk; deleted ones come last in each file system.
         *
         * @param file the content, whose it is, and what the layer did
         * @param systems gives its bytes: the disk as the layer left it, or as it was before if the file was deleted
         * @return false to end
         * @throws IOException to end, which is then thrown
         */
        boolean visit(FileOwnership file, DiskFileSystems systems) throws IOException;
    }

    /**
     * Goes through all files.
     *
     * @param walk limits of the walk, and whether names that were deleted before are told too; their status says what the layer did
     *     to their metadata
     * @param scan how the audit works; its progress is told of the audit
     * @param visitor told of each file
     * @throws CancellationException if the progress ends the audit
     * @throws IOException if a table, a bitmap or the machine fails, no file system can be read on this machine, or the visitor
     *     throws it; what cannot be read of single files is a status or a problem
     */
    public LayerFilesReport run(WalkOptions walk, ScanOptions scan, Visitor visitor) throws IOException {
        return run(walk, LayerChanges.of(view, layer, scan), visitor);
    }

    /**
     * The same with an audit that was made before, and none of its own.
     *
     * @param changes the layer's; those of another layer give wrong answers
     * @throws IOException as the other one says
     */
    public LayerFilesReport run(WalkOptions walk, LayerChanges changes, Visitor visitor) throws IOException {
        boolean hasBelow = layer + 1 < view.chain().layers().size();
        MergedSource below = hasBelow ? view.asOf(layer + 1) : null;
        try (DiskFileSystems now = open(view);
                DiskFileSystems before = below == null ? null : open(below)) {
            return new Run(new Tallies(view, layer, changes), now, before, below, walk, visitor).all();
        }
    }

    private DiskFileSystems open(MergedSource disk) throws IOException {
        PartitionTable table = DiskPartitions.read(disk);
        return reader.open(DiskPartitions.known(disk), table);
    }

    /** One go through all files. */
    private final class Run {
        private final Tallies tallies;
        private final DiskFileSystems now;
        private final @Nullable DiskFileSystems before;
        private final @Nullable MergedSource below;
        private final WalkOptions walk;
        private final Visitor visitor;

        private final Map<FileStatus, Long> counts = new EnumMap<>(FileStatus.class);
        private final List<String> problems = new ArrayList<>();
        private final Map<HeldData.Kind, long[]> held = new EnumMap<>(HeldData.Kind.class);
        private long files;
        private boolean ended;
        private boolean complete = true;

        Run(
                Tallies tallies,
                DiskFileSystems now,
                @Nullable DiskFileSystems before,
                @Nullable MergedSource below,
                WalkOptions walk,
                Visitor visitor) {
            this.tallies = tallies;
            this.now = now;
            this.before = before;
            this.below = below;
            this.walk = walk;
            this.visitor = visitor;
        }

        LayerFilesReport all() throws IOException {
            now.problems().forEach(problem -> problems.add(LayerFilesReport.text(problem)));
            List<FileSystemInfo> gone = new ArrayList<>(before == null ? List.of() : before.fileSystems());
            for (FileSystemInfo system : now.fileSystems()) {
                FileSystemInfo former = find(gone, system);
                if (former != null) {
                    gone.remove(former);
                }
                one(system, former);
                if (ended) {
                    break;
                }
            }
            for (FileSystemInfo former : gone) {
                if (!ended && before != null) {
                    deleted(before, former, null);
                }
            }
            if (!ended) {
                outside();
            }
            List<HeldData> kept = new ArrayList<>();
            held.forEach((kind, sums) -> kept.add(new HeldData(kind, sums[0], sums[1], sums[2])));
            kept.removeIf(data -> data.sectors() == 0);
            kept.sort((a, b) -> Long.compare(b.sectors(), a.sectors()));
            return new LayerFilesReport(layer, files, counts, kept, problems, complete && !ended);
        }

        private static @Nullable FileSystemInfo find(List<FileSystemInfo> among, FileSystemInfo system) {
            for (FileSystemInfo other : among) {
                if (other.diskOffset() == system.diskOffset() && other.type().equals(system.type())) {
                    return other;
                }
            }
            return null;
        }

        private void one(FileSystemInfo system, @Nullable FileSystemInfo former) throws IOException {
            FileNames names = new FileNames(system.type());
            if (before != null && former != null) {
                WalkOptions living = living();
                note(former, before.walkNames(former, living, name -> {
                    names.addFormer(name);
                    return true;
                }));
            }
            FileJudge judge = new FileJudge(tallies, now, before, former, below, names);
            note(system, now.walk(system, walk, file -> {
                boolean living = file.allocated();
                if (living) {
                    names.addPresent(file.name());
                }
                files++;
                for (FileOwnership each : judge.judge(file)) {
                    if (!tell(each, now)) {
                        return false;
                    }
                }
                return true;
            }));
            if (!ended && before != null && former != null) {
                deleted(before, former, names);
            }
            if (!ended) {
                unallocated(system);
            }
        }

        private WalkOptions living() {
            return walk.withDeleted(false).withOrphans(false);
        }

        /** Tells what was there and is gone: all of a file system that is gone as a whole, if there are no names. */
        private void deleted(DiskFileSystems former, FileSystemInfo system, @Nullable FileNames names)
                throws IOException {
            note(system, former.walkNames(system, living(), name -> {
                boolean stays = names != null && !names.isGone(name);
                if (stays || name.kind() == FileKind.VIRTUAL || name.path().equals("/")) {
                    return true;
                }
                DiskFile file = former.file(system, name);
                if (file == null) {
                    return true;
                }
                List<FileStream> streams = file.streams();
                boolean goOn = true;
                for (int i = 0; goOn && i < Math.max(1, streams.size()); i++) {
                    FileStream stream = i < streams.size() ? streams.get(i) : null;
                    goOn = tell(tallies.of(file, stream, FileStatus.DELETED, file.problem(), below), former);
                }
                return goOn;
            }));
        }

        private boolean tell(FileOwnership file, DiskFileSystems systems) throws IOException {
            counts.merge(file.status(), 1L, Long::sum);
            HeldData.Kind kind = TransientFiles.kindOf(file.file().path());
            if (kind != null
                    && file.status() != FileStatus.DELETED
                    && file.content().owned() > 0) {
                hold(kind, file.content().owned(), file.content().changed(), 1);
            }
            boolean goOn = visitor.visit(file, systems);
            ended |= !goOn;
            return goOn;
        }

        private void note(FileSystemInfo system, WalkResult result) {
            for (String problem : result.problems()) {
                if (problems.size() < WalkResult.MOST_PROBLEMS) {
                    problems.add(system.label() + ": " + problem);
                }
            }
            if (result.limit() != null) {
                problems.add(system.label() + ": " + result.limit() + ", the others are not told");
            }
            complete &= result.isComplete();
        }

        /** Adds up what the layer owns of a file system's free blocks. */
        private void unallocated(FileSystemInfo system) throws IOException {
            long first = system.diskOffset() / SECTOR;
            long end = Math.min(view.sectors(), (system.diskOffset() + system.length()) / SECTOR);
            RunCursor runs = view.plan().runs(first, Math.max(0, end - first));
            try {
                while (runs.next()) {
                    if (runs.layer() == layer) {
                        now.unallocated(
                                system, runs.firstSector() * SECTOR, runs.sectorCount() * SECTOR, this::holdFree);
                    }
                }
            } catch (IOException e) {
                problems.add(system.label() + ": free blocks are not told: " + e.getMessage());
                complete = false;
            }
        }

        private void holdFree(DiskExtent extent) {
            long first = extent.diskOffset() / SECTOR;
            long count = extent.length() / SECTOR;
            hold(HeldData.Kind.UNALLOCATED, count, tallies.changedOf(first, count), 0);
        }

        private void outside() throws IOException {
            long owned = view.ownership().summary().sectorsOf(layer);
            long changed = tallies.changedOf(0, view.sectors());
            for (FileSystemInfo system : now.fileSystems()) {
                long first = system.diskOffset() / SECTOR;
                long end = Math.min(view.sectors(), (system.diskOffset() + system.length()) / SECTOR);
                if (first < end) {
                    owned -= view.ownership()
                            .window(first, end - first)
                            .summary()
                            .sectorsOf(layer);
                    changed -= tallies.changedOf(first, end - first);
                }
            }
            hold(HeldData.Kind.OUTSIDE, Math.max(0, owned), Math.max(0, changed), 0);
        }

        private void hold(HeldData.Kind kind, long sectors, long changed, long count) {
            long[] sums = held.computeIfAbsent(kind, first -> new long[3]);
            sums[0] += sectors;
            sums[1] += changed;
            sums[2] += count;
        }
    }
}

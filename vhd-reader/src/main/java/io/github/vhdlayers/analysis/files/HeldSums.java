package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.analysis.files.LayerFilesReport.NonFileSectors;
import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up what a layer keeps other than documents. */
final class HeldSums {
    private static final long SECTOR = 512;

    private final MergedSource view;
    private final Tallies tallies;
    private final Map<NonFileSectors.Kind, Sum> held = new EnumMap<>(NonFileSectors.Kind.class);

    HeldSums(MergedSource view, Tallies tallies) {
        this.view = view;
        this.tallies = tallies;
    }

    /** Sums of one kind, each null once it is not known. */
    private static final class Sum {
        private @Nullable Long sectors = 0L;
        private @Nullable Long changed = 0L;
        private @Nullable Long files = 0L;

        void add(@Nullable Long moreSectors, @Nullable Long moreChanged, long moreFiles) {
            sectors = Tallies.sum(sectors, moreSectors);
            changed = Tallies.sum(changed, moreChanged);
            files = Tallies.sum(files, moreFiles);
        }
    }

    private Sum of(NonFileSectors.Kind kind) {
        return held.computeIfAbsent(kind, first -> new Sum());
    }

    /** Adds a file that systems make for themselves, if it is one. */
    void add(FileOwnership file) {
        if (file.former() || (file.owned() != null && file.owned() == 0)) {
            return;
        }
        NonFileSectors.Kind kind = TransientFiles.kindOf(file.file().path());
        if (kind != null) {
            of(kind).add(file.owned(), file.changed(), 1);
        }
    }

    /**
     * Adds what the layer owns of a file system's free blocks.
     *
     * @return why that is not known, or null
     */
    @Nullable
    String addFree(DiskFileSystems systems, FileSystemInfo system) {
        Sum sum = of(NonFileSectors.Kind.UNALLOCATED);
        try {
            for (DiskExtent place : system.places()) {
                addFree(systems, system, place, sum);
            }
            return null;
        } catch (IOException e) {
            sum.add(null, null, 0);
            return e.getMessage();
        }
    }

    private void addFree(DiskFileSystems systems, FileSystemInfo system, DiskExtent place, Sum sum) throws IOException {
        long first = place.diskOffset() / SECTOR;
        long end = Math.min(view.sectors(), place.end() / SECTOR);
        RunCursor runs = view.ownership().runs(first, Math.max(0, end - first));
        while (runs.next()) {
            if (tallies.isOwn(runs.layer())) {
                systems.unallocated(
                        system,
                        runs.firstSector() * SECTOR,
                        runs.sectorCount() * SECTOR,
                        extent -> addFree(sum, extent));
            }
        }
        if (tallies.owned(first, Math.max(0, end - first)) == null) {
            sum.add(null, null, 0);
        }
    }

    private void addFree(Sum sum, DiskExtent extent) {
        long first = extent.diskOffset() / SECTOR;
        long count = extent.length() / SECTOR;
        sum.add(count, tallies.changedOf(first, count), 0);
    }

    /** Adds what the layer owns outside of the file systems that were read. */
    void addOutside(DiskFileSystems systems) throws IOException {
        List<DiskExtent> inside = new ArrayList<>();
        for (FileSystemInfo system : systems.fileSystems()) {
            for (DiskExtent place : system.places()) {
                inside.add(new DiskExtent(place.diskOffset(), place.length() / SECTOR * SECTOR));
            }
        }
        List<long[]> outside = Tallies.without(List.of(new long[] {0, view.sectors()}), tallies.ranges(inside));
        Sum sum = of(NonFileSectors.Kind.OUTSIDE);
        for (long[] range : outside) {
            long count = range[1] - range[0];
            sum.add(tallies.owned(range[0], count), tallies.changedOf(range[0], count), 0);
        }
        if (systems.problems().stream().anyMatch(VolumeProblem::mayHaveFiles)) {
            // What is in such a volume is in files and in free blocks, and it is not known in which.
            sum.add(null, null, 0);
            of(NonFileSectors.Kind.UNALLOCATED).add(null, null, 0);
        }
    }

    /**
     * All that is kept, the largest first.
     *
     * @param allFiles whether every file that is there was reported
     */
    List<NonFileSectors> all(boolean allFiles) {
        List<NonFileSectors> kept = new ArrayList<>();
        held.forEach((kind, sum) -> {
            boolean ofFiles = kind != NonFileSectors.Kind.UNALLOCATED && kind != NonFileSectors.Kind.OUTSIDE;
            boolean known = allFiles || !ofFiles;
            kept.add(new NonFileSectors(
                    kind, known ? sum.sectors : null, known ? sum.changed : null, known ? sum.files : null));
        });
        kept.removeIf(data -> data.sectors() != null && data.sectors() == 0);
        kept.sort(Comparator.comparingLong(
                        (NonFileSectors data) -> data.sectors() == null ? Long.MAX_VALUE : data.sectors())
                .reversed());
        return kept;
    }
}

package io.github.vhdlayers.tsk;

import io.github.vhdlayers.analysis.compare.LayerChanges;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.FileOwnership.SectorTally;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * What the layers above the base did to the files of a disk: the answers of {@code vhd files} for each layer, put together. A case's file
 * is found among them by the address of its metadata.
 *
 * <p>Memory holds an entry, with its places, for each file of which a child has anything, and the address of each file of the disk. For one thread.
 */
final class CaseStatuses {
    private static final int PROGRESS_STEP = 200;

    private final Map<Object, CaseStatus> statuses = new HashMap<>();
    /** What is at a place in the disk's view, what a layer deleted from it, and names deleted before: the keys of {@link #statuses}. */
    private final Map<Place, List<Named>> present = new HashMap<>();

    private final Map<Place, List<Named>> gone = new HashMap<>();
    private final Map<Place, List<Named>> goneBefore = new HashMap<>();
    private final Set<Content> seen = new HashSet<>();
    /** The keys of what is said of files that the layer has that is looked at. */
    private final Set<Object> presentInLayer = new HashSet<>();

    private final Set<String> problems = new HashSet<>();
    private boolean complete = true;
    private final boolean hasLayers;

    /** Where the files are of which a layer above the base has anything; null where that is not known. */
    private final Map<Content, @Nullable FilePlaces> places = new HashMap<>();

    private final int baseLayer;

    private CaseStatuses(int baseLayer) {
        this.baseLayer = baseLayer;
        this.hasLayers = baseLayer > 0;
    }

    /** An address in a file system, which begins at an offset of the disk. */
    private record Place(long volume, long address) {}

    /** A content of the file at a place. */
    private record Content(Place place, String stream) {}

    /** A file, where its file system keeps numbers. */
    private record Numbered(Place place, long sequence, String stream) {}

    /** A file, where it does not. */
    private record Pathed(long volume, String path, String stream) {}

    /** A file at a place. */
    private record Named(String path, String stream, long sequence, Object key) {}

    /**
     * Compares the files of each layer with those below it.
     *
     * @param changes what each layer above the base changed, by its number
     * @param reader what reads the file systems
     * @throws CancellationException if the progress ends it
     * @throws IOException if the disk cannot be read, or there is no reader of file systems
     */
    static CaseStatuses of(
            MergedSource disk, List<LayerChanges> changes, FileSystemReader reader, CaseProgress progress)
            throws IOException {
        CaseStatuses all = new CaseStatuses(changes.size());
        for (int layer = changes.size() - 1; layer >= 0; layer--) {
            all.add(disk, layer, changes.get(layer), reader, progress);
        }
        return all;
    }

    private void add(MergedSource disk, int layer, LayerChanges changes, FileSystemReader reader, CaseProgress progress)
            throws IOException {
        String task = Texts.TASK_FILES.with(layer);
        long[] count = {0};
        presentInLayer.clear();
        WalkOptions walk =
                layer == 0 ? WalkOptions.defaults().withDeleted(true).withOrphans(true) : WalkOptions.defaults();
        LayerFilesReport report = LayerFiles.of(disk, layer, reader).scan(walk, changes, (file, systems) -> {
            if (count[0]++ % PROGRESS_STEP == 0 && !progress.onProgress(task, count[0], count[0] + PROGRESS_STEP)) {
                throw new CancellationException("cancelled while the files of layer " + layer + " were compared");
            }
            add(layer, file);
            return true;
        });
        complete &= report.complete();
        problems.addAll(report.problems());
    }

    private void add(int layer, FileOwnership row) {
        DiskFile file = row.file();
        String stream = row.stream() == null ? "" : row.stream().name();
        long volume = file.fileSystem().diskOffset();
        Place place = new Place(volume, file.name().address());
        boolean numbered = file.fileSystem().family().keepsNumbers();
        Object key = numbered
                ? new Numbered(place, file.name().sequence(), stream)
                : new Pathed(volume, file.path(), stream);
        Named named = new Named(file.path(), stream, file.name().sequence(), key);
        if (row.status() == FileOwnership.Status.DELETED_NAME || row.status() == FileOwnership.Status.CAME_AND_WENT) {
            // It may have the number of a file that is there.
            Object own = List.of(key, file.path());
            statuses.put(own, CaseStatus.of(row, layer));
            goneBefore
                    .computeIfAbsent(place, at -> new ArrayList<>(1))
                    .add(new Named(file.path(), stream, named.sequence(), own));
            return;
        }
        if (row.former()) {
            // Its number, with the number of its uses where a writer keeps that at 0, may be a new file's in the same
            // layer.
            if (!presentInLayer.contains(key)) {
                statuses.remove(key);
            }
            Object own = List.of(key, file.path(), layer);
            statuses.put(own, CaseStatus.of(row, layer));
            // The newest layer's first: what it deleted may have been deleted before.
            gone.computeIfAbsent(place, at -> new ArrayList<>(1))
                    .add(0, new Named(file.path(), stream, named.sequence(), own));
            return;
        }
        if (layer == 0) {
            seen.add(new Content(place, stream));
        }
        CaseStatus before = statuses.get(key);
        CaseStatus status = before == null ? CaseStatus.of(row, layer) : before.then(row, layer);
        if (layer == 0 && (!status.isNothing() || hasAnyAbove(row))) {
            places.put(new Content(place, stream), FilePlaces.of(row));
        }
        if (status.isNothing()) {
            return;
        }
        statuses.put(key, status);
        presentInLayer.add(key);
        if (layer == 0) {
            present.computeIfAbsent(place, at -> new ArrayList<>(1)).add(named);
        }
    }

    /** Whether a layer above the base owns a sector of it, or that is not known. */
    private boolean hasAnyAbove(FileOwnership row) {
        for (SectorTally tally : List.of(row.content(), row.slack(), row.metadata())) {
            if (tally.sectors() == null
                    || tally.unknown() > 0
                    || !tally.byLayer().headMap(baseLayer).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is known that nothing happened to a file that is there, and that no layer above the base has anything of it. */
    boolean isBases(long volume, long address, String stream) {
        Content content = new Content(new Place(volume, address), stream);
        return !hasLayers || (seen.contains(content) && !places.containsKey(content));
    }

    /** Where a file is that is there; null if that is not known. */
    @Nullable
    FilePlaces places(long volume, long address, String stream) {
        return places.get(new Content(new Place(volume, address), stream));
    }

    /** Whether everything was read, and nothing is unknown or in doubt. */
    boolean isComplete() {
        return complete;
    }

    /** What could not be read or is in doubt. */
    List<String> problems() {
        return problems.stream().sorted().toList();
    }

    /**
     * What is known of a file of the case.
     *
     * @param volume where its file system begins on the disk
     * @param address the address of its metadata
     * @param path its path in the file system
     * @param stream the name of its stream, empty for the main content
     * @param allocated whether its name is in use
     * @param sequence the number of uses of its record on NTFS; otherwise 0
     */
    CaseStatus find(long volume, long address, String path, String stream, boolean allocated, long sequence) {
        Place place = new Place(volume, address);
        if (!hasLayers) {
            return CaseStatus.UNTOUCHED;
        }
        if (!allocated) {
            CaseStatus deleted = deleted(place, path, stream, sequence);
            return deleted == null ? CaseStatus.DELETED_BEFORE : deleted;
        }
        Named found = null;
        for (Named each : present.getOrDefault(place, List.of())) {
            if (each.stream().equals(stream) && (found == null || each.path().equals(path))) {
                found = each;
            }
        }
        CaseStatus status = found == null ? null : statuses.get(found.key());
        if (status != null) {
            return status;
        }
        return seen.contains(new Content(place, stream))
                ? CaseStatus.UNTOUCHED
                : CaseStatus.unknown("it is not among the files that could be read layer by layer");
    }

    /** What a layer deleted, or a name that was deleted before; null if neither is known. */
    private @Nullable CaseStatus deleted(Place place, String path, String stream, long sequence) {
        for (Named each : gone.getOrDefault(place, List.of())) {
            boolean isUse = sequence == 0 || each.sequence() == sequence || each.sequence() + 1 == sequence;
            if (each.stream().equals(stream) && isUse && isLeftOf(path, each.path())) {
                return statuses.get(each.key());
            }
        }
        for (Named each : goneBefore.getOrDefault(place, List.of())) {
            if (each.stream().equals(stream) && isLeftOf(path, each.path())) {
                return statuses.get(each.key());
            }
        }
        return null;
    }

    /** Whether a deleted name is what is left of a name: FAT overwrites the first letter, and folders may be gone. */
    private static boolean isLeftOf(String path, String former) {
        String left = path.substring(path.lastIndexOf('/') + 1);
        String name = former.substring(former.lastIndexOf('/') + 1);
        return left.equals(name)
                || (left.length() == name.length()
                        && left.length() > 1
                        && left.substring(1).equalsIgnoreCase(name.substring(1)));
    }
}

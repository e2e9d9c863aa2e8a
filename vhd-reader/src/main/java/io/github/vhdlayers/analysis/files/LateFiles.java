package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.RecordedTime;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files of the disk below that are dated after the layer was made. Such times can be set, so that they are a weak sign. */
final class LateFiles {
    private static final int MOST_FILES = 100_000;
    private static final Set<FileOwnership.Status> CHANGES = EnumSet.of(
            FileOwnership.Status.NEW,
            FileOwnership.Status.DELETED,
            FileOwnership.Status.CONTENT_CHANGED,
            FileOwnership.Status.METADATA_CHANGED);

    private final Tallies tallies;
    private final Instant created;
    private final Instant least;
    private final Set<String> files = new HashSet<>();
    private final Set<String> folders = new HashSet<>();
    private boolean isFolderShown;
    private String sign = "";
    private String reason = "";

    /** @param created when the layer was made */
    LateFiles(Tallies tallies, Instant created) {
        this.tallies = tallies;
        this.created = created;
        this.least = created.plus(WriteOrder.TOLERANCE);
    }

    /** Notes a file below. */
    void below(DiskFile file) throws IOException {
        boolean isFolder = file.kind() == DiskFile.Kind.DIRECTORY;
        RecordedTime latest = latest(file.times());
        if (latest == null || !isLate(file, latest)) {
            return;
        }
        if (files.size() < MOST_FILES) {
            if (sign.isEmpty() || (isFolderShown && !isFolder)) {
                show(file, latest);
                isFolderShown = isFolder;
            }
            files.add(file.path());
            folders.add(folderOf(file.path()));
            if (isFolder) {
                folders.add(file.path());
            }
        }
    }

    /** Whether a file below is dated after the layer was made. */
    boolean isLate(DiskFile file) throws IOException {
        RecordedTime latest = latest(file.times());
        return latest != null && isLate(file, latest);
    }

    private boolean isLate(DiskFile file, RecordedTime latest) throws IOException {
        boolean isKind = file.kind() == DiskFile.Kind.FILE || file.kind() == DiskFile.Kind.DIRECTORY;
        return isKind && !Objects.requireNonNull(WriteOrder.instant(latest)).isBefore(least) && !isStoredAgain(file);
    }

    /** Shows a file as the sign: the first one, or folder if there is none, since that is the same in many layers. */
    private void show(DiskFile file, RecordedTime latest) {
        String dated =
                "the parent has " + file.name().printedPath() + " dated " + latest + ", after the child was created";
        sign = dated + ": it may have been written to since";
        reason = dated + " at " + created + ": it may have been written to since";
    }

    /** The latest time; if there is one that only the file system itself sets, that one. */
    private static @Nullable RecordedTime latest(FileTimes times) {
        if (times.changed() != null) {
            return times.changed();
        }
        return Stream.of(times.modified(), times.created(), times.accessed())
                .filter(Objects::nonNull)
                .max(Comparator.comparing(time -> Objects.requireNonNull(WriteOrder.instant(time))))
                .orElse(null);
    }

    /** Whether the layer itself wrote the same entry again: then it was dated so before. */
    private boolean isStoredAgain(DiskFile file) throws IOException {
        List<long[]> ranges = tallies.ranges(file.metadata());
        long sectors = ranges.stream().mapToLong(range -> range[1] - range[0]).sum();
        long owned = tallies.ownedOf(ranges).stream()
                .mapToLong(range -> range[1] - range[0])
                .sum();
        return sectors > 0 && owned == sectors && !ParentDoubts.isTouched(file, tallies);
    }

    private static String folderOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    boolean areMany() {
        return files.size() >= MOST_FILES;
    }

    /** The sign without the time of the layer, so that layers which have it in common say the same. */
    String sign() {
        return sign;
    }

    /** Why a row is in doubt, or null. */
    @Nullable
    String of(String path, FileOwnership.Status status, DiskFile.Kind kind) {
        if (files.isEmpty()) {
            return null;
        }
        boolean inFolder = CHANGES.contains(status)
                && kind != DiskFile.Kind.VIRTUAL
                && (folders.contains(folderOf(path)) || (kind == DiskFile.Kind.DIRECTORY && folders.contains(path)));
        return files.contains(path) || inFolder ? reason : null;
    }
}

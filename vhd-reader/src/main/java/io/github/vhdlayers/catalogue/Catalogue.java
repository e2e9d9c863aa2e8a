package io.github.vhdlayers.catalogue;

import io.github.vhdlayers.chain.ParentResolver;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.folder.ListedFile;
import io.github.vhdlayers.internal.scan.FolderScan;
import io.github.vhdlayers.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Which disks are in and below some folders, by id: made once for thousands of children, so that the search for each parent opens the
 * files that have its id and no others.
 *
 * <p>It only says where to look. Every file that it offers is examined as any candidate is, and its id is read again. A file
 * with another length or time of change than before is looked at again, and so are all folders if the file that an id led to
 * has moved. An id that no file has makes it look at the folders again as well, but never for more than a twentieth of the time: in
 * between, the answer is that of the last look. Files are opened for reading only, symbolic links below the folders are not
 * followed, and nothing is opened because a disk names it.
 *
 * <p>Thread-safe. It keeps no file open.
 *
 * @since 0.1.0
 */
public final class Catalogue {
    /** The share of the time that looking again for ids which no file has may take. */
    private static final int LOOK_SHARE = 20;

    private final List<Path> folders;
    private final int mostFiles;
    private final InstantSource clock;
    private final @Nullable String leftAside;
    private final Object looking = new Object();

    private volatile Look last;

    /** A look through the folders, when it ended and how long it took. */
    private record Look(CatalogueState state, Instant ended, Duration took) {}

    private Catalogue(
            List<Path> folders,
            Map<Path, CatalogueRow> known,
            @Nullable String leftAside,
            int mostFiles,
            InstantSource clock,
            Progress progress) {
        this.folders = folders.stream()
                .map(folder -> folder.toAbsolutePath().normalize())
                .toList();
        this.leftAside = leftAside;
        this.mostFiles = mostFiles;
        this.clock = clock;
        this.last = look(known, 1, progress);
    }

    /**
     * Looks through folders.
     *
     * @param folders the folders; all below them is looked at too. One that cannot be listed is named where a parent is not found
     * @param progress receives how many files were looked at, and how many there are; may cancel
     * @throws CancellationException if the progress cancelled
     */
    public static Catalogue of(List<Path> folders, Progress progress) {
        return of(folders, FolderScan.MOST_FILES, InstantSource.system(), progress);
    }

    static Catalogue of(List<Path> folders, int mostFiles, InstantSource clock, Progress progress) {
        return new Catalogue(folders, Map.of(), null, mostFiles, clock, progress);
    }

    /**
     * Looks through folders, and opens only what is new or changed since a catalogue was kept in a file; then keeps this one there.
     * The file holds no more than where to look: a program that can write it can hide a parent, and cannot make anything else pass for one.
     *
     * @param file where the catalogue is kept; made if it is not there. A catalogue that is not sound is left aside and replaced
     * @param folders the folders; all below them is looked at too
     * @param progress receives how many files were looked at, and how many there are; may cancel
     * @throws CancellationException if the progress cancelled
     * @throws IOException if the file cannot be read or written, or is something else than a catalogue
     */
    public static Catalogue keptIn(Path file, List<Path> folders, Progress progress) throws IOException {
        Map<Path, CatalogueRow> known = Map.of();
        String leftAside = null;
        try {
            known = CatalogueFile.read(file, FolderScan.MOST_FILES);
        } catch (NoSuchFileException e) {
            // The first time.
        } catch (CatalogueFile.UnsoundException e) {
            leftAside = e.getMessage();
        }
        Catalogue catalogue =
                new Catalogue(folders, known, leftAside, FolderScan.MOST_FILES, InstantSource.system(), progress);
        Map<Path, CatalogueRow> rows = catalogue.last.state.rows();
        if (catalogue.opened() > 0 || leftAside != null || !known.keySet().equals(rows.keySet())) {
            CatalogueFile.write(file, rows.values());
        }
        return catalogue;
    }

    /** Where the disks with an id are, as the last look found them. */
    public List<Path> paths(UniqueId id) {
        return last.state.withIds(List.of(id)).stream().map(CatalogueRow::path).toList();
    }

    /** How many files there are. */
    public long files() {
        return last.state.rows().size();
    }

    /** How many files the last look opened, because they were new or changed. */
    public long opened() {
        return last.state.opened();
    }

    /** Whether all files in and below the folders were looked at. */
    public boolean isComplete() {
        CatalogueState now = last.state;
        return !now.cutShort() && now.unlisted().isEmpty() && now.unreadable().isEmpty();
    }

    /** Why the file that it was kept in was left aside; null if it was used, or there was none. */
    public @Nullable String leftAside() {
        return leftAside;
    }

    /** A resolver that offers what is in the catalogue. Thread-safe, and for any number of chains. */
    public ParentResolver resolver() {
        return resolver(List.of());
    }

    /**
     * A resolver that offers what is in the catalogue, and what is in folders that it does not cover, as
     * {@link ParentResolver#inFolders} does. Thread-safe, and for any number of chains.
     *
     * @param others folders to look in as well, such as a disk's own
     */
    public ParentResolver resolver(List<Path> others) {
        List<Path> uncovered = others.stream().filter(folder -> !covers(folder)).toList();
        return new CatalogueResolver(this, uncovered);
    }

    private boolean covers(Path folder) {
        CatalogueState now = last.state;
        try {
            Path real = folder.toRealPath();
            return !now.cutShort()
                    && now.unlisted().isEmpty()
                    && now.roots().stream().anyMatch(real::startsWith);
        } catch (IOException | SecurityException e) {
            return false;
        }
    }

    /** The folders as their paths are, for people. */
    List<Path> folders() {
        return folders;
    }

    /** What is known now. */
    CatalogueState state() {
        return last.state;
    }

    /** What is known now, after another look if that may find one of some ids which is not known, or is not as it was. */
    CatalogueState stateFor(List<UniqueId> ids) {
        Look seen = last;
        List<CatalogueRow> rows = seen.state.withIds(ids);
        boolean moved = !rows.stream().allMatch(CatalogueRow::isAsItWas);
        if (!moved && !rows.isEmpty()) {
            return seen.state;
        }
        synchronized (looking) {
            // Another thread may have looked in the meantime.
            if (last.state.number() == seen.state.number() && (moved || isDue(seen))) {
                last = look(seen.state.rows(), seen.state.number() + 1, Progress.NONE);
            }
            return last.state;
        }
    }

    /**
     * What is known now, after a look at all files anew if one which was offered for one of some ids has another: its length and
     * times were made to be those of the file that was there before, and so may others'.
     */
    CatalogueState stateAfter(List<UniqueId> ids, CatalogueState offered) {
        long seen = offered.number();
        for (CatalogueRow row : offered.withIds(ids)) {
            Path path = row.path();
            ListedFile file;
            try {
                file = new ListedFile(
                        path, Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS), false);
            } catch (IOException | SecurityException e) {
                continue;
            }
            if (!Objects.equals(CatalogueRow.look(file, null, clock.instant()).id(), row.id())) {
                synchronized (looking) {
                    if (last.state.number() == seen) {
                        last = look(Map.of(), seen + 1, Progress.NONE);
                    }
                    return last.state;
                }
            }
        }
        return offered;
    }

    private boolean isDue(Look look) {
        Duration since = Duration.between(look.ended, clock.instant());
        // A clock that was set back says nothing.
        return since.isNegative() || since.dividedBy(LOOK_SHARE).compareTo(look.took) >= 0;
    }

    private Look look(Map<Path, CatalogueRow> known, long number, Progress progress) {
        Instant start = clock.instant();
        CatalogueState state = CatalogueState.of(folders, known, mostFiles, number, start, progress);
        Instant end = clock.instant();
        return new Look(state, end, Duration.between(start, end));
    }
}

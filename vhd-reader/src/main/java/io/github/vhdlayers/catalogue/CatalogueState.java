package io.github.vhdlayers.catalogue;

import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.folder.FolderTree;
import io.github.vhdlayers.io.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one look through the folders of a {@link Catalogue} found. Not changed once it is made, and so thread-safe.
 *
 * @param number which look it was
 * @param rows all files by path
 * @param byId the disks by id, in the order of the listing
 * @param byName the disks and the damaged disks by name in lower case, in the order of the listing
 * @param unreadable files that could not be read
 * @param unlisted folders that could not be listed
 * @param roots where the folders are, links followed
 * @param cutShort whether there are more files than are listed
 * @param opened how many files were opened for it
 */
record CatalogueState(
        long number,
        Map<Path, CatalogueRow> rows,
        Map<UniqueId, List<CatalogueRow>> byId,
        Map<String, List<CatalogueRow>> byName,
        List<CatalogueRow> unreadable,
        List<FolderTree.Unlisted> unlisted,
        List<Path> roots,
        boolean cutShort,
        long opened) {
    /**
     * Looks through folders.
     *
     * @param known what is known of files; one that is as it was is not opened
     * @param mostFiles how many files are listed at most
     * @param number which look it is
     * @param now the time
     * @throws CancellationException if the progress cancelled
     */
    static CatalogueState of(
            List<Path> folders,
            Map<Path, CatalogueRow> known,
            int mostFiles,
            long number,
            Instant now,
            Progress progress) {
        List<Path> roots = new ArrayList<>();
        for (Path folder : folders) {
            try {
                roots.add(folder.toRealPath());
            } catch (IOException | SecurityException e) {
                // It is among those that cannot be listed.
            }
        }
        FolderTree tree = FolderTree.ofThoseThere(folders, mostFiles);
        AtomicLong opened = new AtomicLong();
        List<CatalogueRow> found = tree.look(
                file -> {
                    CatalogueRow before = known.get(file.path());
                    FileStamp stamp = CatalogueRow.stamp(file);
                    if (before != null && before.isOf(stamp)) {
                        return before;
                    }
                    opened.incrementAndGet();
                    return CatalogueRow.look(file, stamp, now);
                },
                progress);
        Map<Path, CatalogueRow> rows = new HashMap<>();
        Map<UniqueId, List<CatalogueRow>> byId = new HashMap<>();
        Map<String, List<CatalogueRow>> byName = new HashMap<>();
        List<CatalogueRow> unreadable = new ArrayList<>();
        for (CatalogueRow row : found) {
            rows.put(row.path(), row);
            if (row.id() != null) {
                byId.computeIfAbsent(row.id(), key -> new ArrayList<>(1)).add(row);
            }
            switch (row.kind()) {
                case DISK, DAMAGED ->
                    byName.computeIfAbsent(name(row.path()), key -> new ArrayList<>(1))
                            .add(row);
                case UNREADABLE -> unreadable.add(row);
                case FOREIGN, COMPANION, OTHER -> {}
            }
        }
        return new CatalogueState(
                number, rows, byId, byName, unreadable, tree.problems(), roots, tree.cutShort(), opened.get());
    }

    /** The disks that have one of some ids. */
    List<CatalogueRow> withIds(Collection<UniqueId> ids) {
        return ids.stream()
                .flatMap(id -> byId.getOrDefault(id, List.of()).stream())
                .toList();
    }

    /** The disks that have a name, in whatever case. */
    List<CatalogueRow> withName(String name) {
        return byName.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    }
}

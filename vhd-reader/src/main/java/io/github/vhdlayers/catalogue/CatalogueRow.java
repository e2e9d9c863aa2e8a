package io.github.vhdlayers.catalogue;

import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.folder.ListedFile;
import io.github.vhdlayers.internal.scan.FolderScan;
import io.github.vhdlayers.internal.scan.ScannedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Catalogue} knows of a file.
 *
 * @param path where it was listed
 * @param kind what it is
 * @param id the id by which children know it, or null if it is no disk or has none
 * @param stamp by what it is known to be as it was when it was looked at; null if that is not known
 * @param settled whether an equal stamp proves that it is as it was: not if it was changed just before it was looked at, and
 *     not if what was found may come from other files or from the system
 */
record CatalogueRow(
        Path path, ScannedFile.Kind kind, @Nullable UniqueId id, @Nullable FileStamp stamp, boolean settled) {
    /** The coarsest clock of a file system in use, FAT's, ticks every two seconds. */
    private static final long TICK_SECONDS = 3;

    /**
     * Looks at a file.
     *
     * @param stamp the file's, taken before
     * @param now the time
     */
    static CatalogueRow look(ListedFile file, @Nullable FileStamp stamp, Instant now) {
        ScannedFile seen = FolderScan.look(file);
        ScannedFile.Disk disk = seen.disk();
        UniqueId id = disk == null || disk.id().isNull() ? null : disk.id();
        boolean itsOwn =
                switch (seen.kind()) {
                    case DISK, FOREIGN, COMPANION, OTHER -> true;
                    // The next look may find the missing piece, or be allowed to read.
                    case DAMAGED, UNREADABLE -> false;
                };
        boolean settled = itsOwn && stamp != null && stamp.isBefore(now.minusSeconds(TICK_SECONDS));
        return new CatalogueRow(file.path(), seen.kind(), id, stamp, settled);
    }

    /** Whether the file that has a stamp now is as it was. */
    boolean isOf(@Nullable FileStamp now) {
        return settled && stamp != null && stamp.equals(now);
    }

    /** Whether the file has the stamp that it had. */
    boolean isAsItWas() {
        return stamp != null && stamp.equals(FileStamp.of(path));
    }

    /** The stamp of a file as it was listed, or null if it has none. */
    static @Nullable FileStamp stamp(ListedFile file) {
        try {
            return FileStamp.of(file.path(), file.attributes());
        } catch (IOException | SecurityException e) {
            return null;
        }
    }
}

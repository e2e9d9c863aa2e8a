package io.github.vhdlayers.internal.files;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says by the places of a file alone that it is what it is in another view of the same volume, so that it need not be read there. */
public final class PlacesOfFile {
    private PlacesOfFile() {}

    /**
     * Whether nothing that belongs to a file can differ: its path leads to the same metadata in both views, and no sector of it may differ.
     *
     * @param file a file of a volume that was not made anew in between
     * @param other the same file system in the other view, or null if that has none
     */
    public static boolean areUnchanged(DiskFile file, @Nullable FileSystemInfo other, Suspects suspects) {
        // FAT keeps the places of a content in its table, others in the metadata. A journal gives metadata other places
        // than those that
        // it had, so that a file can differ although no sector at its present places does.
        return file.fileSystem().family().keepsNumbers()
                && isAsStored(file.fileSystem())
                && (other == null || isAsStored(other))
                && file.problem() == null
                && !file.metadata().isEmpty()
                && !isSuspect(file.metadata(), suspects)
                && !isAnySuspect(file.streams(), suspects);
    }

    // Loops, for it is asked of every file of a disk.

    /** Whether some sector of the metadata may differ. */
    public static boolean isSuspect(List<DiskExtent> metadata, Suspects suspects) {
        for (DiskExtent place : metadata) {
            if (suspects.isSuspect(place.diskOffset(), place.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAnySuspect(List<FileStream> streams, Suspects suspects) {
        for (FileStream stream : streams) {
            if (isSuspect(stream, suspects)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAsStored(FileSystemInfo system) {
        return system.state() != FileSystemInfo.State.RECOVERED
                && system.state() != FileSystemInfo.State.JOURNAL_UNREADABLE;
    }

    /** Whether some sector of a content may differ, or is at a place that is not known. */
    public static boolean isSuspect(FileStream stream, Suspects suspects) {
        for (FileExtent extent : stream.extents()) {
            if (extent.kind() == FileExtent.Kind.LOST
                    || (extent.kind() == FileExtent.Kind.STORED
                            && suspects.isSuspect(extent.diskOffset(), extent.length()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is not known of a part of a content where it is. */
    public static boolean isLost(FileStream stream) {
        for (FileExtent extent : stream.extents()) {
            if (extent.kind() == FileExtent.Kind.LOST) {
                return true;
            }
        }
        return false;
    }
}

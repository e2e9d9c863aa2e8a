package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A row of a list of files, with all that has to be read for it.
 *
 * @param file the content and what a layer did to it
 * @param state what is recorded of the file
 * @param hashes those of the content that were asked for
 * @param several whether the disk has several file systems, so that paths begin with the partition
 */
public record FileRow(FileOwnership file, FileState state, FileHashes hashes, boolean several) {
    /**
     * Reads what there is to read.
     *
     * @param zone in which local times are converted to UTC, or null if they are printed as they are recorded
     * @param hasDetails whether owner, group and permissions are wanted
     */
    public static FileRow of(
            FileOwnership file,
            DiskFileSystems systems,
            @Nullable ZoneId zone,
            boolean hasDetails,
            FileHashing hashing) {
        boolean several = systems.fileSystems().size() > 1;
        return new FileRow(
                file, FileState.of(file, systems, zone, hasDetails), hashing.of(file, systems, several), several);
    }

    /**
     * The row of a table.
     *
     * @param zone in which local times are converted to UTC, or null
     */
    FileColumns.Listed listed(@Nullable ZoneId zone) {
        return new FileColumns.Listed(this, FileState.former(file, several, zone));
    }

    /** The path as it is printed and found again. */
    String path() {
        return FileTable.path(file, several);
    }
}

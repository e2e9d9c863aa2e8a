package io.github.vhdlayers.tsk;

import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.SectorCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much room a copy takes.
 *
 * @param diskBytes the size of the disk, which is the size that the copy shows
 * @param atMostBytes how much of it some layer owns: what the copy takes at most where the file system has sparse files
 * @param freeBytes what is free where the copy goes, or -1 if the system does not tell
 */
public record CopyEstimate(long diskBytes, long atMostBytes, long freeBytes) {
    private static final int SECTOR = 512;

    /**
     * Goes through the disk's bitmaps, and reads none of its data.
     *
     * @param disk what would be copied
     * @param folder where the copy would go; it, or a folder above it, exists
     * @throws IOException if a table or bitmap cannot be read
     */
    public static CopyEstimate of(MergedSource disk, Path folder) throws IOException {
        SectorCounts summary = disk.ownership().summary();
        return new CopyEstimate(disk.size(), disk.size() - summary.unwrittenSectors() * SECTOR, free(folder));
    }

    /** Whether it fits, as far as that is known. */
    public boolean fits() {
        return freeBytes < 0 || atMostBytes <= freeBytes;
    }

    private static long free(Path folder) {
        for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at)) {
                try {
                    return Files.getFileStore(at).getUsableSpace();
                } catch (IOException e) {
                    return -1;
                }
            }
        }
        return -1;
    }
}

package io.github.vhdlayers.internal.analysis;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left of the content that a deleted name leads to: the file system may have given parts of it to other files since, and reads
 * of it then return the bytes of those.
 *
 * <p>Thread-safe as far as the file systems are: it keeps nothing.
 */
public final class DeletedContent {
    private DeletedContent() {}

    /**
     * The parts of a content that are in use by the file system's own tables: other files have them now.
     *
     * @param systems the file systems that gave the file
     * @param file a file of which the name is deleted
     * @param stream one of its streams
     * @return the parts, in the order of the content; empty if the file system uses none of them. What is within a record that is
     *     free itself is in none
     * @throws IOException if the file system's tables cannot be read
     */
    public static List<DiskExtent> inUse(DiskFileSystems systems, DiskFile file, FileStream stream) throws IOException {
        List<DiskExtent> used = new ArrayList<>();
        if (stream.resident()) {
            return used;
        }
        long left = stream.size();
        for (FileExtent extent : stream.extents()) {
            long length = Math.min(extent.length(), stream.size() - Math.max(0, extent.contentOffset()));
            if (extent.kind() == FileExtent.Kind.STORED && length > 0 && left > 0) {
                addUsed(systems, file, extent.diskOffset(), length, used);
                left -= length;
            }
        }
        return used;
    }

    private static void addUsed(
            DiskFileSystems systems, DiskFile file, long diskOffset, long length, List<DiskExtent> used)
            throws IOException {
        long[] known = {diskOffset};
        long end = diskOffset + length;
        systems.unallocated(file.fileSystem(), diskOffset, length, free -> {
            long from = Math.max(diskOffset, free.diskOffset());
            if (from > known[0]) {
                used.add(new DiskExtent(known[0], from - known[0]));
            }
            known[0] = Math.max(known[0], Math.min(end, free.end()));
        });
        if (known[0] < end) {
            used.add(new DiskExtent(known[0], end - known[0]));
        }
    }
}

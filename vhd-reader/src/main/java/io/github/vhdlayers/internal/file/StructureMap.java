package io.github.vhdlayers.internal.file;

import java.util.ArrayList;
import java.util.List;

/** The regions of a file that its structures take, so that no block can be there. Not changed once the file is open. */
final class StructureMap {
    private final List<FileRegion> regions = new ArrayList<>();

    /** Adds a region; one of no length takes no room. */
    void add(FileRegion.Kind kind, long start, long length) {
        if (length > 0) {
            regions.add(new FileRegion(kind, start, length, -1));
        }
    }

    /** Whether bytes from {@code start} to {@code end}, exclusive, belong to a structure. */
    boolean overlaps(long start, long end) {
        for (FileRegion region : regions) {
            if (start < region.end() && region.fileOffset() < end) {
                return true;
            }
        }
        return false;
    }

    List<FileRegion> regions() {
        return List.copyOf(regions);
    }
}

package io.github.vhdlayers.file;

import java.util.ArrayList;
import java.util.List;

/** The regions of a file that its structures take, so that no block can be there. Not thread-safe until it is built. */
final class StructureMap {
    /**
     * A region.
     *
     * @param what the structure, in the words of the specification
     * @param start its first byte's file offset
     * @param end the file offset behind its last byte
     */
    record Region(String what, long start, long end) {}

    private final List<Region> regions = new ArrayList<>();

    /** Adds a region; one of no length takes no room. */
    void add(String what, long start, long length) {
        if (length > 0) {
            regions.add(new Region(what, start, start + length));
        }
    }

    /** Whether bytes from {@code start} to {@code end}, exclusive, belong to a structure. */
    boolean overlaps(long start, long end) {
        for (Region region : regions) {
            if (start < region.end() && region.start() < end) {
                return true;
            }
        }
        return false;
    }

    List<Region> regions() {
        return List.copyOf(regions);
    }
}

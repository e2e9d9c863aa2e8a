package io.github.vhdlayers.tool.extract;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.internal.analysis.DeletedContent;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether what a deleted record leads to is still that file's, and what is said if it is not. */
public final class DeletedCheck {
    private static final int SECTOR = 512;
    private static final int SHOWN = 5;

    private final DiskFileSystems systems;
    private final Streams streams;
    private final boolean force;

    public DeletedCheck(DiskFileSystems systems, Streams streams, boolean force) {
        this.systems = systems;
        this.streams = streams;
        this.force = force;
    }

    /**
     * Says that a content is that of a deleted record.
     *
     * @throws IOException if it is lost, or other files use parts of it and the user does not want it all the same
     */
    public void check(FoundContent found) throws IOException {
        FileStream stream = found.stream();
        String path = found.file().printedPath(stream);
        if (stream == null) {
            throw new IOException(path + ": only the deleted name is left"
                    + (found.file().problem() == null ? "" : ": " + found.file().problem()));
        }
        List<DiskExtent> used = DeletedContent.inUse(systems, found.file(), stream);
        if (used.isEmpty()) {
            streams.message("warning: " + path
                    + " is a deleted record: no file uses its sectors now, and others may have used them "
                    + "since it was deleted");
            return;
        }
        String reuse = path + " is a deleted record, and other files use parts of it by now: " + ranges(used)
                + holders(found, used);
        if (!force) {
            throw new IOException(reuse + "; --force writes all of it, with their bytes");
        }
        streams.message("warning: " + reuse);
    }

    /** How many sectors, and the first few of them. */
    static String ranges(List<DiskExtent> used) {
        List<String> parts = new ArrayList<>();
        long sectors = 0;
        for (DiskExtent extent : used) {
            long first = extent.diskOffset() / SECTOR;
            long end = (extent.end() + SECTOR - 1) / SECTOR;
            sectors += end - first;
            if (parts.size() < SHOWN) {
                parts.add(first + " to " + (end - 1));
            }
        }
        return sectors + " sectors, of the disk " + String.join(", ", parts) + (used.size() > SHOWN ? " …" : "");
    }

    private String holders(FoundContent found, List<DiskExtent> used) throws IOException {
        Set<String> holders = new TreeSet<>();
        systems.walk(found.file().fileSystem(), WalkOptions.defaults(), file -> {
            for (FileStream stream : file.streams()) {
                if (file.allocated() && stream.extents().stream().anyMatch(extent -> overlaps(extent, used))) {
                    holders.add(file.printedPath(stream));
                }
            }
            return holders.size() <= SHOWN;
        });
        return holders.isEmpty()
                ? ""
                : ", by " + String.join(", ", holders.stream().limit(SHOWN).toList())
                        + (holders.size() > SHOWN ? " …" : "");
    }

    private static boolean overlaps(FileExtent extent, List<DiskExtent> used) {
        if (extent.kind() != FileExtent.Kind.STORED) {
            return false;
        }
        for (DiskExtent each : used) {
            if (extent.diskOffset() < each.end() && each.diskOffset() < extent.diskOffset() + extent.length()) {
                return true;
            }
        }
        return false;
    }
}

package io.github.vhdlayers.filesystems.exfat;

import io.github.vhdlayers.filesystems.support.VolumeBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through the entries of a folder, piece by piece, and joins those that belong to one file. */
final class FolderScan {
    static final int BITMAP = 0x81;
    static final int UP_CASE = 0x82;
    static final int LABEL = 0x83;
    private static final int SECONDARY = 0x40;

    private final VolumeBytes bytes;
    private final Visitor visitor;
    private final List<ByteBuffer> open = new ArrayList<>();
    private final List<Long> places = new ArrayList<>();
    private int wanted;
    private boolean isPastEnd;
    private int damaged;
    private @Nullable String problem;

    FolderScan(VolumeBytes bytes, Visitor visitor) {
        this.bytes = bytes;
        this.visitor = visitor;
    }

    /** Takes what is in a folder. */
    interface Visitor {
        /** Takes a file or folder, in use or not; false to end the scan. */
        boolean file(EntrySet set, boolean inUse) throws IOException;

        /** Takes an entry of the file system's own; false to end the scan. */
        boolean own(int type, ByteBuffer entry, long place) throws IOException;
    }

    /** Goes through consecutive bytes of a folder; false if the visitor ended it. */
    boolean scan(long place, long count) throws IOException {
        for (long at = place; at < place + count; at += 512) {
            ByteBuffer sector;
            try {
                sector = bytes.read(at, 512);
            } catch (IOException e) {
                if (problem == null) {
                    problem = "part of the folder cannot be read: " + e.getMessage();
                }
                open.clear();
                continue;
            }
            for (int i = 0; i < 512; i += ExFatGeometry.ENTRY) {
                if (!entry(sector.slice(i, ExFatGeometry.ENTRY).order(sector.order()), at + i)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean entry(ByteBuffer entry, long place) throws IOException {
        int type = EntrySet.type(entry);
        boolean isSecondary = (type & SECONDARY) != 0;
        if (!open.isEmpty()) {
            boolean sameState = (open.get(0).get(0) & EntrySet.IN_USE) == (type & EntrySet.IN_USE);
            if (isSecondary && sameState) {
                open.add(entry);
                places.add(place);
                return open.size() <= wanted || flush();
            }
            damaged += isOpenInUse() ? 1 : 0;
            if (!flush()) {
                return false;
            }
        }
        if (type == 0) {
            isPastEnd = true;
        } else if ((type & ~EntrySet.IN_USE) == EntrySet.FILE) {
            open.add(entry);
            places.add(place);
            wanted = EntrySet.more(entry);
            return wanted > 0 || flush();
        } else if ((type & EntrySet.IN_USE) != 0 && !isPastEnd) {
            if (!isSecondary) {
                return visitor.own(type, entry, place);
            }
            damaged++;
        }
        return true;
    }

    private boolean isOpenInUse() {
        return !isPastEnd && (open.get(0).get(0) & EntrySet.IN_USE) != 0;
    }

    /** Reports the entries that were collected; of a deleted file only if they are beyond doubt. */
    private boolean flush() throws IOException {
        EntrySet set = EntrySet.of(open, places);
        boolean inUse = set.isInUse() && !isPastEnd;
        open.clear();
        places.clear();
        if (!inUse && set.problem() != null) {
            return true;
        }
        if (set.name().isEmpty()) {
            damaged++;
            return true;
        }
        return visitor.file(set, inUse);
    }

    /** To be called behind the last piece; false if the visitor ended it. */
    boolean end() throws IOException {
        if (open.isEmpty()) {
            return true;
        }
        damaged += isOpenInUse() ? 1 : 0;
        return flush();
    }

    /** Why not every name can have been read; null if all were. */
    @Nullable
    String problem() {
        return problem != null || damaged == 0 ? problem : damaged + " entries of the folder make no sense";
    }
}

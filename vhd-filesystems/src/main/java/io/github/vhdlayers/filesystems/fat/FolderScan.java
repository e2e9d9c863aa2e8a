package io.github.vhdlayers.filesystems.fat;

import io.github.vhdlayers.filesystems.support.VolumeBytes;
import io.github.vhdlayers.internal.text.PathText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through the entries of a folder, piece by piece, and joins long names with short ones. */
final class FolderScan {
    private final VolumeBytes bytes;
    private final Visitor visitor;
    private final LongName longName = new LongName();
    /** Behind the mark that ends a folder nothing is in use. */
    private boolean isPastEnd;

    /** Whether a long name of the next file may be in what could not be read: then what it is called is not known. */
    private boolean isBehindGap;

    private int damaged;
    private @Nullable String problem;

    FolderScan(VolumeBytes bytes, Visitor visitor) {
        this.bytes = bytes;
        this.visitor = visitor;
    }

    /** Takes files, folders and labels, in use or deleted. */
    @FunctionalInterface
    interface Visitor {
        /** Takes one; false to end the scan. */
        boolean visit(Named named) throws IOException;
    }

    /**
     * An entry with its name.
     *
     * @param entry the short name's entry
     * @param place where it is in the volume
     * @param name the long name, or the short one
     * @param others places of the entries of the long name
     * @param isInUse whether it is neither deleted nor behind the folder's end
     */
    record Named(FatEntry entry, long place, String name, List<Long> others, boolean isInUse) {}

    /** Goes through consecutive bytes of a folder; false if the visitor ended it. */
    boolean scan(long place, long count) throws IOException {
        for (long at = place; at < place + count; at += 512) {
            ByteBuffer sector;
            try {
                sector = bytes.read(at, (int) Math.min(512, place + count - at));
            } catch (IOException e) {
                if (problem == null) {
                    problem = "part of the folder cannot be read: " + e.getMessage();
                }
                longName.gap();
                isBehindGap = true;
                continue;
            }
            for (int i = 0; i + FatGeometry.ENTRY <= sector.limit(); i += FatGeometry.ENTRY) {
                FatEntry entry = new FatEntry(sector.slice(i, FatGeometry.ENTRY).order(sector.order()));
                if (!entry(entry, at + i)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean entry(FatEntry entry, long place) throws IOException {
        if (entry.isEnd()) {
            isPastEnd = true;
            longName.clear();
            return true;
        }
        if (entry.isLongName()) {
            longName.add(entry, place);
            return true;
        }
        if (entry.isDot() || !entry.isPossible()) {
            damaged += !isPastEnd && !entry.isDeleted() && !entry.isPossible() ? 1 : 0;
            longName.clear();
            return true;
        }
        LongName.Found found = longName.take(entry);
        boolean mayLackName = isBehindGap && found == null;
        isBehindGap = false;
        if (mayLackName) {
            return true;
        }
        if (entry.isLabel()) {
            found = null;
        }
        String name =
                found != null ? PathText.ofUnits(found.name()) : entry.isLabel() ? entry.label() : entry.shortName();
        return visitor.visit(new Named(
                entry, place, name, found == null ? List.of() : found.places(), !isPastEnd && !entry.isDeleted()));
    }

    /** Why not every name can have been read; null if all were. */
    @Nullable
    String problem() {
        return problem != null || damaged == 0 ? problem : damaged + " entries of the folder make no sense";
    }

    /** Joins places of entries to extents of the disk, the entry's own among them. */
    static List<long[]> joined(Named named) {
        List<long[]> joined = new ArrayList<>();
        for (int i = 0; i <= named.others().size(); i++) {
            long at = i < named.others().size() ? named.others().get(i) : named.place();
            long[] last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last[0] + last[1] == at) {
                last[1] += FatGeometry.ENTRY;
            } else {
                joined.add(new long[] {at, FatGeometry.ENTRY});
            }
        }
        return joined;
    }
}

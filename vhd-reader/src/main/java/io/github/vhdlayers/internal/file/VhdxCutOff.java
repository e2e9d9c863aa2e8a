package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.internal.diag.FindingLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the table of a VHDX lists behind the file's end. A file has no mark at its end, so that its table alone says whether it was cut
 * off: then what is behind the end fills at least half of the room up to the farthest of it, and is more than the file has unlisted, as
 * it would be where entries are damaged. That is one finding. Otherwise each entry is a finding of its own. For one thread.
 */
final class VhdxCutOff {
    private final long dataEnd;
    private final int mostKept;
    private final List<Entry> entries = new ArrayList<>();
    private long leftOut;
    private long blocks;
    private long truncated;
    private long bitmaps;
    private long withoutBitmap;
    private long filled;
    private long length;

    /**
     * Of a file.
     *
     * @param mostKept how many entries are reported at most
     */
    VhdxCutOff(long dataEnd, int mostKept) {
        this.dataEnd = dataEnd;
        this.mostKept = mostKept;
    }

    /** What is reported of an entry if the file was not cut off. */
    record Entry(FindingCode code, String place, String text, long fileOffset) {
        void addTo(FindingLog log) {
            log.add(code, place, text, fileOffset);
        }
    }

    /** Whether one more entry would be kept; what is added as null is counted. */
    boolean hasRoom() {
        return entries.size() < mostKept;
    }

    /** Whether an offset of an entry is behind the end, where a longer file could have it. */
    boolean isBehind(long offset) {
        return offset >= dataEnd && offset < VhdxLayout.FARTHEST;
    }

    /** Adds a block behind the end. */
    void block(long offset, long bytes, @Nullable Entry entry) {
        blocks++;
        fill(offset, bytes, bytes);
        keep(entry);
    }

    /** Adds a block of which the end cuts off some bytes. */
    void truncated(long offset, long bytes, @Nullable Entry entry) {
        truncated++;
        fill(offset, bytes, offset + bytes - dataEnd);
        keep(entry);
    }

    /** Adds a sector bitmap of which the file does not have all. */
    void bitmap(long offset, long bytes, @Nullable Entry entry) {
        bitmaps++;
        fill(offset, bytes, bytes);
        keep(entry);
    }

    /** Adds a block that is in the file, and its bitmap is behind the end. */
    void withoutBitmap(@Nullable Entry entry) {
        withoutBitmap++;
        keep(entry);
    }

    private void fill(long offset, long bytes, long missing) {
        filled += missing;
        length = Math.max(length, offset + bytes);
    }

    private void keep(@Nullable Entry entry) {
        if (entry != null && hasRoom()) {
            entries.add(entry);
        } else {
            leftOut++;
        }
    }

    /**
     * Reports what was added.
     *
     * @param unlisted how many bytes of the file nothing refers to
     * @param amongBlocks how many of them are behind the first block: in front of it programs leave room as they like, and a single
     *     entry may be the damaged one of a block that is there
     */
    void report(FindingLog log, long unlisted, long amongBlocks) {
        boolean several = blocks + bitmaps + truncated > 1;
        boolean fits = filled >= (length - dataEnd) / 2 && filled > (several ? amongBlocks : unlisted);
        if (blocks + bitmaps > 0 && fits) {
            log.add(
                    FindingCode.FILE_CUT_OFF,
                    "file",
                    CutOff.count(blocks) + " behind the file's end at " + dataEnd + ", " + CutOff.count(truncated)
                            + " cut by it"
                            + (bitmaps == 0
                                    ? ""
                                    : ", and " + bitmaps + (bitmaps == 1 ? " sector bitmap is" : " sector bitmaps are")
                                            + " behind it, without which " + CutOff.count(withoutBitmap)
                                            + " unknown")
                            + "; the file had at least " + length + " bytes",
                    dataEnd);
            return;
        }
        for (Entry entry : entries) {
            entry.addTo(log);
        }
        if (leftOut > 0) {
            log.leaveOut(leftOut);
        }
    }
}

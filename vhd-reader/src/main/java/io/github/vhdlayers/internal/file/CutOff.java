package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;

/** The blocks that a file without a footer at its end would have behind that end: one finding for all of them. For one thread. */
final class CutOff {
    private final VhdFile file;
    private long behind;
    private long truncated;
    private long length;

    CutOff(VhdFile file) {
        this.file = file;
    }

    /** Whether a block is wholly or partly behind the file's end; counts it. */
    boolean takes(BlockLayout blocks, long block, long entry) {
        long start = entry * VhdConstants.SECTOR_BYTES + blocks.bitmapBytes();
        long sectors = Math.min(blocks.blockSectors(), file.sectors() - block * blocks.blockSectors());
        long end = start + sectors * VhdConstants.SECTOR_BYTES;
        if (end <= file.dataEnd()) {
            return false;
        }
        if (start >= file.dataEnd()) {
            behind++;
        } else {
            truncated++;
        }
        length = Math.max(length, end);
        return true;
    }

    void report(FindingLog log) {
        if (behind + truncated > 0) {
            log.add(
                    FindingCode.FILE_CUT_OFF,
                    "file",
                    count(behind) + " behind the file's end at " + file.dataEnd() + ", " + count(truncated)
                            + " cut by it; the file had at least " + (length + VhdConstants.FOOTER_BYTES) + " bytes",
                    file.dataEnd());
        }
    }

    static String count(long blocks) {
        return blocks + (blocks == 1 ? " block is" : " blocks are");
    }
}

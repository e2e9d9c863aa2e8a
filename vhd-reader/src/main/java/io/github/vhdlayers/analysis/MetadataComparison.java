package io.github.vhdlayers.analysis;

import io.github.vhdlayers.files.DiskExtent;
import io.github.vhdlayers.files.DiskFile;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;

/** Whether a file's metadata is what it was in the same place. */
final class MetadataComparison {
    private static final int CHUNK = 1 << 16;

    private MetadataComparison() {}

    static boolean differs(DiskFile file, Tallies tallies, MergedSource below) throws IOException {
        for (DiskExtent extent : file.metadata()) {
            for (long at = extent.diskOffset(); at < extent.end(); at += CHUNK) {
                long length = Math.min(CHUNK, extent.end() - at);
                if (tallies.isSuspect(at, length) && differ(new DiskExtent(at, length), tallies.view(), below)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean differ(DiskExtent extent, MergedSource view, MergedSource below) throws IOException {
        if (extent.end() > below.size()) {
            return true;
        }
        return !MftRecord.meaning(FileJudge.read(view, extent))
                .equals(MftRecord.meaning(FileJudge.read(below, extent)));
    }
}

package io.github.vhdlayers.analysis;

import io.github.vhdlayers.files.DiskExtent;
import io.github.vhdlayers.files.DiskFile;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Whether a file's metadata is what it was in the same place. */
final class MetadataComparison {
    private static final int CHUNK = 1 << 16;
    private static final int SECTOR = 512;
    private static final int FILE_RECORD = 0x454C_4946;

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
        return !meaning(FileJudge.read(view, extent)).equals(meaning(FileJudge.read(below, extent)));
    }

    /**
     * An MFT record as it is meant: without the number that each write counts up, which stands at the end of every sector in place of
     * two bytes of the record, and without what lies behind its end. Anything else as it is.
     */
    private static ByteBuffer meaning(ByteBuffer bytes) {
        ByteBuffer record = bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (record.limit() < SECTOR || record.getInt(0) != FILE_RECORD) {
            return record;
        }
        int array = Short.toUnsignedInt(record.getShort(4));
        int entries = Short.toUnsignedInt(record.getShort(6));
        int used = record.getInt(24);
        boolean plausible = entries >= 2
                && (entries - 1) * SECTOR <= record.limit()
                && array + entries * 2 <= SECTOR - 2
                && used >= array + entries * 2
                && used <= record.limit();
        if (!plausible) {
            return record;
        }
        for (int i = 1; i < entries; i++) {
            record.putShort(i * SECTOR - 2, record.getShort(array + 2 * i));
            record.putShort(array + 2 * i, (short) 0);
        }
        record.putShort(array, (short) 0);
        return record.slice(0, used);
    }
}

package io.github.vhdlayers.internal.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Records of the master file table of NTFS.
 *
 * <p>Thread-safe: it keeps nothing.
 */
final class MftRecord {
    private static final int SECTOR = 512;
    private static final int FILE_RECORD = 0x454C_4946;

    private MftRecord() {}

    /**
     * An MFT record as it is meant: without the number that each write counts up, which stands at the end of every sector in place of
     * two bytes of the record, and without what is behind its end. Anything else as it is.
     *
     * @param bytes a record, or any other metadata; changed in place
     */
    static ByteBuffer meaning(ByteBuffer bytes) {
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

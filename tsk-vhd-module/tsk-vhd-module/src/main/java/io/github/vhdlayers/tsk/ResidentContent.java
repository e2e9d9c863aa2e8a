package io.github.vhdlayers.tsk;

import io.github.vhdlayers.analysis.MftRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** A content that lies in its MFT record. */
final class ResidentContent {
    private static final int FIRST_ATTRIBUTE = 20;
    private static final int SMALLEST = 24;
    private static final int END = -1;

    private ResidentContent() {}

    /**
     * Finds an attribute's content.
     *
     * @param record the record's bytes; changed in place
     * @return null if the record has none such, or it is elsewhere
     */
    static @Nullable ByteBuffer of(ByteBuffer record, int type, int id) {
        ByteBuffer bytes = MftRecord.meaning(record).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.limit() < FIRST_ATTRIBUTE + 2) {
            return null;
        }
        int at = Short.toUnsignedInt(bytes.getShort(FIRST_ATTRIBUTE));
        while (at <= bytes.limit() - SMALLEST && bytes.getInt(at) != END) {
            int length = bytes.getInt(at + 4);
            if (length < SMALLEST || length > bytes.limit() - at) {
                return null;
            }
            if (bytes.getInt(at) == type && Short.toUnsignedInt(bytes.getShort(at + 14)) == id) {
                int size = bytes.getInt(at + 16);
                int from = Short.toUnsignedInt(bytes.getShort(at + 20));
                boolean within = bytes.get(at + 8) == 0 && size >= 0 && from <= length && size <= length - from;
                return within ? bytes.slice(at + from, size) : null;
            }
            at += length;
        }
        return null;
    }
}

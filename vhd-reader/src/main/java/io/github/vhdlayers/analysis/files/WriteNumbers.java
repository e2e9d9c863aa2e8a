package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.internal.files.MetadataComparison;
import io.github.vhdlayers.io.RandomAccessData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The numbers that NTFS gives an MFT record when it writes it, each higher than all before; 0 where there is none.
 *
 * @param log the number of the record's last entry in the log ({@code $LogFile})
 * @param journal the number of its last entry in the journal of changes ({@code $UsnJrnl})
 */
record WriteNumbers(long log, long journal) {
    static final WriteNumbers NONE = new WriteNumbers(0, 0);

    private static final int READ_BYTES = 256;
    private static final int FILE_RECORD = 0x454C_4946;
    private static final int LOG = 8;
    private static final int FIRST_ATTRIBUTE = 20;
    private static final int STANDARD_INFORMATION = 0x10;
    private static final int CONTENT_LENGTH = 16;
    private static final int CONTENT_OFFSET = 20;
    private static final int JOURNAL = 64;

    /** The highest ones of a file's records; what cannot be read has none. */
    static WriteNumbers of(DiskFile file, RandomAccessData disk) {
        WriteNumbers highest = NONE;
        if (file.fileSystem().family() != FileSystemInfo.Family.NTFS) {
            return highest;
        }
        try {
            for (DiskExtent place : file.metadata()) {
                if (place.length() >= READ_BYTES && place.end() <= disk.size()) {
                    ByteBuffer start = MetadataComparison.read(disk, new DiskExtent(place.diskOffset(), READ_BYTES));
                    highest = highest.highest(of(start.order(ByteOrder.LITTLE_ENDIAN)));
                }
            }
        } catch (IOException e) {
            return highest;
        }
        return highest;
    }

    private static WriteNumbers of(ByteBuffer record) {
        if (record.getInt(0) != FILE_RECORD) {
            return NONE;
        }
        long journal = 0;
        int at = Short.toUnsignedInt(record.getShort(FIRST_ATTRIBUTE));
        // Standard information is the first attribute, since they are sorted.
        if (at + CONTENT_OFFSET + 2 <= READ_BYTES && record.getInt(at) == STANDARD_INFORMATION) {
            int content = at + Short.toUnsignedInt(record.getShort(at + CONTENT_OFFSET));
            boolean hasJournal = record.getInt(at + CONTENT_LENGTH) >= JOURNAL + Long.BYTES;
            if (hasJournal && content + JOURNAL + Long.BYTES <= READ_BYTES) {
                journal = record.getLong(content + JOURNAL);
            }
        }
        return new WriteNumbers(Math.max(0, record.getLong(LOG)), Math.max(0, journal));
    }

    WriteNumbers highest(WriteNumbers other) {
        return new WriteNumbers(Math.max(log, other.log), Math.max(journal, other.journal));
    }

    /** Those that another record does not have as well. */
    WriteNumbers withoutThoseOf(WriteNumbers other) {
        return new WriteNumbers(log == other.log ? 0 : log, journal == other.journal ? 0 : journal);
    }

    /** Whether one of them is higher than another, which is there. */
    boolean isAheadOf(WriteNumbers other) {
        return isLogAhead(other) || (other.journal != 0 && journal > other.journal);
    }

    private boolean isLogAhead(WriteNumbers other) {
        return other.log != 0 && log > other.log;
    }

    /** Which of them is how far ahead, for a sentence. */
    String leadOver(WriteNumbers other) {
        return isLogAhead(other)
                ? "number " + log + " of the log, higher than all numbers up to " + other.log
                : "number " + journal + " of the journal of changes, higher than all numbers up to " + other.journal;
    }
}

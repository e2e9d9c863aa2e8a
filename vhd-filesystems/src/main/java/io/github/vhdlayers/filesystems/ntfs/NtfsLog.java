package io.github.vhdlayers.filesystems.ntfs;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the log of a volume was closed. If not, the volume was in use when the disk was saved: changes of records, names and tables that
 * the log holds may not be in their places yet, or may be there and would be undone.
 */
final class NtfsLog {
    private static final long LOG = 2;
    private static final long VOLUME = 3;
    private static final int RESTART = 0x5254_5352;
    private static final int CHECKED = 0x444B_4843;
    private static final int IS_CLEAN = 2;
    private static final int NO_CLIENT = 0xFFFF;
    private static final int IS_DIRTY = 1;
    private static final int LEAST_PAGE = 512;
    private static final int MOST_PAGE = 1 << 16;

    private final Mft mft;
    private final NtfsVolumeBytes volume;

    NtfsLog(Mft mft, NtfsVolumeBytes volume) {
        this.mft = mft;
        this.volume = volume;
    }

    /** Why the volume needs recovery, and what that may hide; null if it does not. */
    @Nullable
    String needsRecovery() {
        String log;
        try {
            log = log();
        } catch (IOException e) {
            log = "whether its log ($LogFile) was closed is not known: " + e.getMessage();
        }
        return log != null ? log : mark();
    }

    private @Nullable String log() throws IOException {
        NtfsAttribute data = attribute(LOG, Attribute.DATA);
        if (data == null || data.isResident()) {
            throw new NtfsDamage("MFT record 2 has no log");
        }
        byte[] newest = null;
        long newestChange = Long.MIN_VALUE;
        boolean isFirst = true;
        int page = 4096;
        for (long at = 0; at + page <= data.size() && at <= page; at += page) {
            byte[] bytes = volume.contentOf(data.runs(), at, LEAST_PAGE);
            int signature = Le.i32(bytes, 0);
            if (signature == CHECKED) {
                return null;
            }
            if (signature == RESTART) {
                int size = Le.i32(bytes, 16);
                page = isFirst && size >= LEAST_PAGE && size <= MOST_PAGE && Integer.bitCount(size) == 1 ? size : page;
                int area = Le.u16(bytes, 24);
                if (area + 16 <= LEAST_PAGE - 2 && Le.i64(bytes, area) > newestChange) {
                    newestChange = Le.i64(bytes, area);
                    newest = bytes;
                }
            }
            isFirst = false;
        }
        if (newest == null) {
            // An empty log is all ones, and of a new volume it may be zeros.
            return null;
        }
        int area = Le.u16(newest, 24);
        boolean isClosed = Le.u16(newest, area + 12) == NO_CLIENT || (Le.u16(newest, area + 14) & IS_CLEAN) != 0;
        return isClosed
                ? null
                : "the volume was in use when the disk was saved: its log ($LogFile) was not closed and is not"
                        + " replayed. Files, names and contents that were written last may be missing or older than the"
                        + " log has them";
    }

    private @Nullable String mark() {
        try {
            NtfsAttribute information = attribute(VOLUME, Attribute.VOLUME_INFORMATION);
            if (information == null || !information.isResident() || information.size() < 12) {
                return null;
            }
            Attribute head = information.head();
            return (Le.u16(head.record().bytes(), head.valueAt() + 10) & IS_DIRTY) == 0
                    ? null
                    : "the volume is marked to be checked (dirty): some of its structures may contradict others";
        } catch (IOException e) {
            // A record that cannot be read is a problem of its own.
            return null;
        }
    }

    private @Nullable NtfsAttribute attribute(long number, int type) throws IOException {
        FileRecord record = mft.record(number);
        return record == null ? null : NtfsFile.of(mft, volume, record).find(type, "");
    }
}

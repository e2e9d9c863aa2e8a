package io.github.vhdlayers.filesystems.ntfs;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The owners that security ids stand for. {@code $Secure:$SDS} holds each descriptor once, in blocks of 256 KiB of which every second one
 * is a copy. Used by one thread at a time.
 */
final class SecurityIds {
    private static final long SECURE = 9;
    private static final int BLOCK = 1 << 18;
    private static final int HEADER = 20;
    private static final int MOST_IDS = 1 << 17;
    private static final int MOST_BLOCKS = 256;
    private static final int MOST_SUBAUTHORITIES = 15;

    private final Mft mft;
    private final NtfsVolumeBytes volume;
    private @Nullable Map<Integer, String> owners;

    SecurityIds(Mft mft, NtfsVolumeBytes volume) {
        this.mft = mft;
        this.volume = volume;
    }

    /**
     * The owner of files with a security id, or null if there is none of that id.
     *
     * @throws IOException if the descriptors cannot be read
     */
    @Nullable
    String owner(int id) throws IOException {
        if (id == 0) {
            return null;
        }
        Map<Integer, String> known = owners;
        if (known == null) {
            known = read();
            owners = known;
        }
        return known.get(id);
    }

    private Map<Integer, String> read() throws IOException {
        Map<Integer, String> found = new HashMap<>();
        FileRecord record = mft.record(SECURE);
        NtfsAttribute stream =
                record == null ? null : NtfsFile.of(mft, volume, record).find(Attribute.DATA, "$SDS");
        if (stream == null || stream.isResident()) {
            return found;
        }
        for (int block = 0; block < MOST_BLOCKS && 2L * block * BLOCK < stream.size(); block++) {
            long start = 2L * block * BLOCK;
            int count = (int) Math.min(BLOCK, stream.size() - start);
            block(volume.contentOf(stream.runs(), start, count), start, found);
        }
        return found;
    }

    private static void block(byte[] bytes, long start, Map<Integer, String> found) {
        int at = 0;
        while (at + HEADER <= bytes.length && found.size() < MOST_IDS) {
            long length = Le.u32(bytes, at + 16);
            if (Le.i64(bytes, at + 8) != start + at || length < HEADER || length > bytes.length - at) {
                return;
            }
            String owner = owner(bytes, at + HEADER, at + (int) length);
            if (owner != null) {
                found.put(Le.i32(bytes, at + 4), owner);
            }
            at += (int) (length + 15) & ~15;
        }
    }

    /** The owner that a security descriptor names, or null if it names none. */
    static @Nullable String owner(byte[] bytes, int from, int end) {
        if (end - from < 20) {
            return null;
        }
        long offset = Le.u32(bytes, from + 4);
        if (offset < 20 || offset > end - from - 8) {
            return null;
        }
        int at = from + (int) offset;
        int count = Le.u8(bytes, at + 1);
        if (bytes[at] != 1 || count > MOST_SUBAUTHORITIES || at + 8 + 4 * count > end) {
            return null;
        }
        long authority = 0;
        for (int i = 2; i < 8; i++) {
            authority = authority << 8 | Le.u8(bytes, at + i);
        }
        StringBuilder text = new StringBuilder("S-1-").append(authority);
        for (int i = 0; i < count; i++) {
            text.append('-').append(Le.u32(bytes, at + 8 + 4 * i));
        }
        return text.toString();
    }
}

package io.github.vhdlayers.filesystems.ntfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a file is instead of what it seems to be: a link, or a file with content that is stored in another way.
 *
 * @param tag which kind, as Windows numbers them
 * @param target where a link leads, as it is stored; null of others
 * @param wof how the content is compressed outside of NTFS, or null if it is not
 */
record ReparsePoint(int tag, @Nullable String target, @Nullable Wof wof) {
    private static final int MOUNT_POINT = 0xA000_0003;
    private static final int SYMBOLIC_LINK = 0xA000_000C;
    private static final int LINUX_LINK = 0xA000_001D;
    private static final int WOF = 0x8000_0017;
    private static final int HEADER = 8;
    private static final int MOST_BYTES = 1 << 14;

    /**
     * A content that Windows compresses with the overlay filter.
     *
     * @param provider where the compressed bytes are: 2 for a stream of the file, 1 for a WIM file elsewhere
     * @param algorithm by which: 0 XPRESS 4K, 1 LZX, 2 XPRESS 8K, 3 XPRESS 16K
     */
    record Wof(int provider, int algorithm) {
        /** Under which name the stream is. */
        static final String STREAM = "WofCompressedData";

        /** Whether the compressed bytes are in the file, in a form that is known. */
        boolean isReadable() {
            return provider == 2 && algorithm >= 0 && algorithm <= 3;
        }

        /** How many bytes of the content are compressed together. */
        int chunkBytes() {
            return switch (algorithm) {
                case 0 -> 1 << 12;
                case 1 -> 1 << 15;
                case 2 -> 1 << 13;
                default -> 1 << 14;
            };
        }

        boolean isLzx() {
            return algorithm == 1;
        }
    }

    /** The reparse point of a file, or null if it has none that can be understood. */
    static @Nullable ReparsePoint of(NtfsFile file, NtfsVolumeBytes volume, Problems problems) {
        NtfsAttribute found = file.find(Attribute.REPARSE_POINT, "");
        if (found == null) {
            return null;
        }
        try {
            return parse(value(found, volume));
        } catch (IOException e) {
            problems.add("its reparse point cannot be read: " + e.getMessage());
            return null;
        }
    }

    private static byte[] value(NtfsAttribute attribute, NtfsVolumeBytes volume) throws IOException {
        if (attribute.size() > MOST_BYTES) {
            throw new NtfsDamage("it is said to have " + attribute.size() + " bytes");
        }
        int size = (int) attribute.size();
        if (!attribute.isResident()) {
            return volume.read(attribute.runs(), 0, size);
        }
        byte[] value = new byte[size];
        System.arraycopy(attribute.head().record().bytes(), attribute.head().valueAt(), value, 0, size);
        return value;
    }

    /**
     * Reads the value of the attribute.
     *
     * @throws NtfsDamage if it is too short
     */
    static ReparsePoint parse(byte[] value) throws NtfsDamage {
        if (value.length < HEADER) {
            throw new NtfsDamage("it has " + value.length + " bytes");
        }
        int tag = Le.i32(value, 0);
        int end = Math.min(value.length, HEADER + Le.u16(value, 4));
        return new ReparsePoint(
                tag,
                switch (tag) {
                    case MOUNT_POINT -> path(value, HEADER + 8, end);
                    case SYMBOLIC_LINK -> path(value, HEADER + 12, end);
                    case LINUX_LINK ->
                        end < HEADER + 4
                                ? null
                                : new String(value, HEADER + 4, end - HEADER - 4, StandardCharsets.UTF_8);
                    default -> null;
                },
                tag == WOF && end >= HEADER + 16
                        ? new Wof(Le.i32(value, HEADER + 4), Le.i32(value, HEADER + 12))
                        : null);
    }

    /** The name to be used; the other one, which is only to be shown, if there is none. */
    private static @Nullable String path(byte[] value, int names, int end) throws NtfsDamage {
        if (names > end) {
            throw new NtfsDamage("it has " + end + " bytes");
        }
        for (int field = HEADER; field <= HEADER + 4; field += 4) {
            int at = names + Le.u16(value, field);
            int bytes = Le.u16(value, field + 2);
            if (bytes > 0 && at + bytes <= end) {
                return new String(value, at, bytes, StandardCharsets.UTF_16LE);
            }
        }
        return null;
    }

    /** Whether it is a link: symbolic, a junction, or one of Linux. */
    boolean isLink() {
        return tag == MOUNT_POINT || tag == SYMBOLIC_LINK || tag == LINUX_LINK;
    }

    /** What keeps the content elsewhere, so that holes of the file are no zeros; null if nothing is known to. */
    @Nullable
    String keeper() {
        if ((tag & 0xFFFF_0FFF) == 0x9000_001A) {
            return "a cloud service";
        }
        return switch (tag) {
            case 0x8000_0013 -> "data deduplication";
            case 0xC000_0004, 0x8000_0006 -> "hierarchical storage";
            case 0x8000_0007 -> "single instance storage";
            case 0x8000_0008 -> "a WIM file";
            default ->
                wof != null && wof.isReadable()
                        ? null
                        : tag == WOF ? "a WIM file, or in a form that is not known" : null;
        };
    }
}

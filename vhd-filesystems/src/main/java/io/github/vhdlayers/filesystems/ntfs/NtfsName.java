package io.github.vhdlayers.filesystems.ntfs;

import org.jspecify.annotations.Nullable;

/**
 * A name of a file, as its record and the index of its folder hold it. Times are hundreds of nanoseconds since 1601.
 *
 * @param parent the folder's record
 * @param parentSequence how often that record was used when the name was given
 * @param space which names it is one of: POSIX, Windows, DOS, or both
 * @param flags the file's attributes when the name was written
 * @param name the name
 * @param created when the file was created
 * @param modified when its content was written
 * @param changed when its record was written
 * @param accessed when it was read
 */
record NtfsName(
        long parent,
        int parentSequence,
        int space,
        int flags,
        String name,
        long created,
        long modified,
        long changed,
        long accessed) {
    /** How many bytes there are before the name. */
    static final int HEADER = 66;

    private static final int DOS = 2;
    private static final int DIRECTORY = 0x1000_0000;
    private static final int REPARSE = 0x400;

    /** The name in some bytes, or null if they are too few, or it is empty. */
    static @Nullable NtfsName of(byte[] bytes, int at, int end) {
        if (end - at < HEADER) {
            return null;
        }
        int units = Le.u8(bytes, at + 64);
        if (units == 0 || 2 * units > end - at - HEADER) {
            return null;
        }
        return new NtfsName(
                Le.u48(bytes, at),
                Le.u16(bytes, at + 6),
                Le.u8(bytes, at + 65),
                Le.i32(bytes, at + 56),
                Utf16.of(bytes, at + HEADER, units),
                Le.i64(bytes, at + 8),
                Le.i64(bytes, at + 16),
                Le.i64(bytes, at + 24),
                Le.i64(bytes, at + 32));
    }

    /** Whether the bytes are those of a whole name, and it is this one in a folder. */
    static boolean isNameIn(byte[] bytes, int at, int end, long folder, String name) {
        if (end - at < HEADER || Le.u48(bytes, at) != folder) {
            return false;
        }
        int units = Le.u8(bytes, at + 64);
        return units > 0 && 2 * units <= end - at - HEADER && Utf16.equal(bytes, at + HEADER, units, name);
    }

    /** Whether it is only the short form that DOS knew: the file has another name for the same place. */
    boolean isDos() {
        return space == DOS;
    }

    boolean isDirectory() {
        return (flags & DIRECTORY) != 0;
    }

    boolean isReparsePoint() {
        return (flags & REPARSE) != 0;
    }
}

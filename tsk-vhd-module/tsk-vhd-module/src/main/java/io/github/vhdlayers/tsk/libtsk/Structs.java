package io.github.vhdlayers.tsk.libtsk;

import com.sun.jna.Pointer;
import io.github.vhdlayers.internal.text.PathText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The structures of libtsk that are looked into, with their fields' places on 64-bit machines. {@link LayoutCheck} holds all of
 * them against a small file system of known contents before any of this is believed.
 */
final class Structs {
    static final int TAG_FS = 0x10101010;
    static final int TAG_FILE = 0x11212212;
    static final int TAG_NAME = 0x23147869;
    static final int TAG_META = 0x13524635;
    static final int TAG_DIR = 0x57531246;

    static final int NAME_ALLOCATED = 1;
    static final int NAME_DIRECTORY = 3;
    static final int NAME_REGULAR = 5;
    static final int NAME_LINK = 6;
    static final int NAME_VIRTUAL = 10;
    static final int NAME_VIRTUAL_DIRECTORY = 11;

    static final int META_ALLOCATED = 1;
    static final int META_REGULAR = 1;
    static final int META_DIRECTORY = 2;
    static final int META_LINK = 6;
    static final int META_VIRTUAL = 10;
    static final int META_VIRTUAL_DIRECTORY = 11;

    static final int ATTR_IN_USE = 0x01;
    static final int ATTR_RESIDENT = 0x04;
    static final int ATTR_ENCRYPTED = 0x10;
    static final int ATTR_COMPRESSED = 0x20;

    static final int RUN_FILLER = 0x01;
    static final int RUN_SPARSE = 0x02;

    /** Longer than any name of a file system, in UTF-8. */
    private static final long MOST_NAME_BYTES = 1 << 16;

    private static final int FS_BYTES = 120;
    private static final int NAME_BYTES = 88;
    private static final int META_BYTES = 112;
    private static final int ATTR_BYTES = 100;
    private static final int RUN_BYTES = 48;

    private Structs() {}

    /** {@code TSK_FS_INFO}, as far as it is used. */
    record FileSystem(
            int tag,
            long offset,
            long rootAddress,
            long lastAddress,
            long blockCount,
            long lastBlock,
            int blockSize,
            int type) {
        static FileSystem of(Pointer at) {
            ByteBuffer bytes = bytes(at, FS_BYTES);
            return new FileSystem(
                    bytes.getInt(0),
                    bytes.getLong(16),
                    bytes.getLong(32),
                    bytes.getLong(48),
                    bytes.getLong(56),
                    bytes.getLong(80),
                    bytes.getInt(88),
                    bytes.getInt(112));
        }
    }

    /** {@code TSK_FS_FILE}. */
    record File(int tag, @Nullable Pointer name, @Nullable Pointer meta, @Nullable Pointer fileSystem) {
        static File of(Pointer at) {
            return new File(at.getInt(0), at.getPointer(8), at.getPointer(16), at.getPointer(24));
        }
    }

    /** The text of a {@code TSK_FS_NAME}. */
    static String textOfName(Pointer name) {
        Pointer text = name.getPointer(8);
        return text == null ? "" : string(text);
    }

    /** The type of a {@code TSK_FS_NAME}; 0 if it does not say. */
    static int typeOfName(Pointer name) {
        return name.getInt(80);
    }

    /** The flags of a {@code TSK_FS_NAME}. */
    static int flagsOfName(Pointer name) {
        return name.getInt(84);
    }

    /** The address of the metadata of a {@code TSK_FS_NAME}. */
    static long addressOfName(Pointer name) {
        return name.getLong(40);
    }

    /** Whether a {@code TSK_FS_NAME} is a folder's entry for itself or the one above, or has no text. */
    static boolean isDotName(Pointer name) {
        long text = name.getLong(8);
        if (text == 0) {
            return true;
        }
        Pointer at = new Pointer(text);
        byte first = at.getByte(0);
        return first == 0 || (first == '.' && (at.getByte(1) == 0 || (at.getByte(1) == '.' && at.getByte(2) == 0)));
    }

    /** Whether the metadata of a {@code TSK_FS_FILE} says that it is a folder. */
    static boolean isDirectory(Pointer file) {
        long meta = file.getLong(16);
        return meta != 0 && new Pointer(meta).getInt(16) == META_DIRECTORY;
    }

    /** {@code TSK_FS_NAME}. */
    record Name(int tag, String text, long address, long sequence, long parent, int type, int flags) {
        static Name of(Pointer at) {
            ByteBuffer bytes = bytes(at, NAME_BYTES);
            long text = bytes.getLong(8);
            return new Name(
                    bytes.getInt(0),
                    text == 0 ? "" : string(new Pointer(text)),
                    bytes.getLong(40),
                    Integer.toUnsignedLong(bytes.getInt(48)),
                    bytes.getLong(56),
                    bytes.getInt(80),
                    bytes.getInt(84));
        }

        boolean isAllocated() {
            return (flags & NAME_ALLOCATED) != 0;
        }

        boolean isDot() {
            return text.equals(".") || text.equals("..");
        }
    }

    /** {@code TSK_FS_META}, as far as it is used. */
    record Meta(
            int tag,
            int flags,
            long address,
            int type,
            int links,
            long size,
            @Nullable Instant modified,
            @Nullable Instant accessed,
            @Nullable Instant changed,
            @Nullable Instant created) {
        static Meta of(Pointer at) {
            ByteBuffer bytes = bytes(at, META_BYTES);
            return new Meta(
                    bytes.getInt(0),
                    bytes.getInt(4),
                    bytes.getLong(8),
                    bytes.getInt(16),
                    bytes.getInt(24),
                    bytes.getLong(32),
                    time(bytes, 48),
                    time(bytes, 64),
                    time(bytes, 80),
                    time(bytes, 96));
        }

        boolean isAllocated() {
            return (flags & META_ALLOCATED) != 0;
        }

        /** Zero seconds is how the library says that there is none. */
        private static @Nullable Instant time(ByteBuffer bytes, int at) {
            long seconds = bytes.getLong(at);
            int nanos = bytes.getInt(at + 8);
            if (seconds == 0 && nanos == 0) {
                return null;
            }
            try {
                return Instant.ofEpochSecond(seconds, Integer.toUnsignedLong(nanos));
            } catch (DateTimeException | ArithmeticException e) {
                return null;
            }
        }
    }

    /** {@code TSK_FS_ATTR}. */
    record Attribute(
            Pointer at,
            @Nullable Pointer next,
            int flags,
            String name,
            int type,
            int id,
            long size,
            @Nullable Pointer firstRun,
            long skipped,
            long allocated,
            long initialised,
            long compressionUnit) {
        static Attribute of(Pointer at) {
            ByteBuffer bytes = bytes(at, ATTR_BYTES);
            long name = bytes.getLong(24);
            return new Attribute(
                    at,
                    pointer(bytes.getLong(0)),
                    bytes.getInt(16),
                    name == 0 ? "" : string(new Pointer(name)),
                    bytes.getInt(40),
                    Short.toUnsignedInt(bytes.getShort(44)),
                    bytes.getLong(48),
                    pointer(bytes.getLong(56)),
                    Integer.toUnsignedLong(bytes.getInt(72)),
                    bytes.getLong(80),
                    bytes.getLong(88),
                    Integer.toUnsignedLong(bytes.getInt(96)));
        }

        boolean isInUse() {
            return (flags & ATTR_IN_USE) != 0;
        }

        boolean isResident() {
            return (flags & ATTR_RESIDENT) != 0;
        }
    }

    /** {@code TSK_FS_ATTR_RUN}. */
    record Run(@Nullable Pointer next, long offset, long address, long length, int flags) {
        static Run of(Pointer at) {
            ByteBuffer bytes = bytes(at, RUN_BYTES);
            return new Run(
                    pointer(bytes.getLong(0)),
                    bytes.getLong(8),
                    bytes.getLong(16),
                    bytes.getLong(24),
                    bytes.getInt(40));
        }
    }

    /** The file of a {@code TSK_FS_DIR}. */
    static @Nullable Pointer fileOfDirectory(Pointer directory) {
        return directory.getPointer(8);
    }

    private static @Nullable Pointer pointer(long address) {
        return address == 0 ? null : new Pointer(address);
    }

    private static ByteBuffer bytes(Pointer at, int count) {
        return ByteBuffer.wrap(at.getByteArray(0, count)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String string(Pointer at) {
        long length = at.indexOf(0, (byte) 0);
        return length <= 0 ? "" : PathText.decode(at.getByteArray(0, (int) Math.min(length, MOST_NAME_BYTES)));
    }
}

package io.github.vhdlayers.filesystems.ext;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystems.support.Times;
import java.nio.ByteBuffer;

/**
 * An inode.
 *
 * @param number its number
 * @param bytes all of it
 * @param place where it is in the volume
 * @param allocated whether its bit in the bitmap is set
 */
record Inode(long number, ByteBuffer bytes, long place, boolean allocated) {
    static final int BLOCKS_AT = 0x28;
    static final int BLOCKS_BYTES = 60;

    /** How many bytes the first inodes had, and every one has. */
    static final int OLD_BYTES = 128;

    private static final int LAST_RESERVED = 10;
    private static final int COMPRESSED = 0x4;
    private static final int ENCRYPTED = 0x800;
    private static final int INDEXED = 0x1000;
    private static final int HAS_EXTENTS = 0x80000;
    private static final int OF_ATTRIBUTE = 0x20_0000;
    private static final int INLINE = 0x1000_0000;

    int mode() {
        return Short.toUnsignedInt(bytes.getShort(0));
    }

    DiskFile.Kind kind() {
        return switch (mode() >> 12) {
            case 4 -> DiskFile.Kind.DIRECTORY;
            case 8 -> DiskFile.Kind.FILE;
            case 10 -> DiskFile.Kind.LINK;
            case 0 -> DiskFile.Kind.UNKNOWN;
            default -> DiskFile.Kind.SPECIAL;
        };
    }

    /** The number of the user who owns it: both halves, of which older systems wrote the lower one alone. */
    long owner() {
        return Short.toUnsignedLong(bytes.getShort(0x02)) | Short.toUnsignedLong(bytes.getShort(0x78)) << 16;
    }

    long group() {
        return Short.toUnsignedLong(bytes.getShort(0x18)) | Short.toUnsignedLong(bytes.getShort(0x7A)) << 16;
    }

    /** Its size; of a folder the high half is another field unless the volume has large ones. */
    long size(ExtSuper superblock) {
        long low = ExtSuper.unsigned(bytes, 4);
        boolean wide = kind() == DiskFile.Kind.FILE || superblock.has(ExtSuper.LARGE_FOLDERS);
        return wide ? low | ExtSuper.unsigned(bytes, 0x6C) << 32 : low;
    }

    int links() {
        return Short.toUnsignedInt(bytes.getShort(0x1A));
    }

    private int flags() {
        return bytes.getInt(0x20);
    }

    boolean hasExtents() {
        return (flags() & HAS_EXTENTS) != 0;
    }

    boolean isInline() {
        return (flags() & INLINE) != 0;
    }

    boolean isEncrypted() {
        return (flags() & ENCRYPTED) != 0;
    }

    boolean isCompressed() {
        return (flags() & COMPRESSED) != 0;
    }

    boolean isIndexed() {
        return (flags() & INDEXED) != 0;
    }

    long generation() {
        return ExtSuper.unsigned(bytes, 0x64);
    }

    /** Whether it holds an attribute of a file. */
    boolean isOfAttribute() {
        return (flags() & OF_ATTRIBUTE) != 0;
    }

    /** The block of extended attributes; 0 if there is none. */
    long attributeBlock() {
        return ExtSuper.unsigned(bytes, 0x68) | (long) Short.toUnsignedInt(bytes.getShort(0x76)) << 32;
    }

    /** How far the fields reach that only larger inodes have. */
    int extraEnd() {
        int extra = bytes.limit() < OLD_BYTES + 4 ? 0 : Short.toUnsignedInt(bytes.getShort(OLD_BYTES));
        return Math.min(OLD_BYTES + extra, bytes.limit());
    }

    FileTimes times() {
        int end = extraEnd();
        return new FileTimes(
                Times.ext(bytes.getInt(0x10), extra(0x88, end)),
                Times.ext(bytes.getInt(0x08), extra(0x8C, end)),
                Times.ext(bytes.getInt(0x0C), extra(0x84, end)),
                end >= 0x94 ? Times.ext(bytes.getInt(0x90), extra(0x94, end)) : null);
    }

    private int extra(int at, int end) {
        return at + 4 <= end ? bytes.getInt(at) : 0;
    }

    /** Whether it is in use without a name: its file was deleted while a program had it open. */
    boolean isDeletedInUse() {
        return allocated && number > LAST_RESERVED && mode() != 0 && links() == 0;
    }

    /** Whether anything was ever written there. */
    boolean isUsed() {
        return mode() != 0 || bytes.getInt(0x0C) != 0;
    }

    ByteBuffer blocks() {
        return bytes.slice(BLOCKS_AT, BLOCKS_BYTES).order(bytes.order());
    }

    /** Whether the checksum fits; true where the volume has none. */
    boolean hasRightChecksum(ExtSuper superblock) {
        if (!superblock.hasReadOnly(ExtSuper.METADATA_CHECKSUMS)) {
            return true;
        }
        boolean wide = bytes.limit() > OLD_BYTES && extraEnd() >= OLD_BYTES + 4;
        ByteBuffer copy = ByteBuffer.allocate(bytes.limit()).order(bytes.order());
        copy.put(bytes.duplicate().position(0)).flip();
        copy.putShort(0x7C, (short) 0);
        if (wide) {
            copy.putShort(0x82, (short) 0);
        }
        int sum = Crc32c.updateInt(superblock.seed(), (int) number);
        sum = Crc32c.updateInt(sum, (int) generation());
        sum = Crc32c.update(sum, copy, 0, copy.limit());
        int stored = Short.toUnsignedInt(bytes.getShort(0x7C));
        return wide ? sum == (stored | Short.toUnsignedInt(bytes.getShort(0x82)) << 16) : (sum & 0xFFFF) == stored;
    }

    /** What checksums of its blocks begin with. */
    int seed(ExtSuper superblock) {
        return Crc32c.updateInt(Crc32c.updateInt(superblock.seed(), (int) number), (int) generation());
    }
}

package io.github.vhdlayers.filesystems.ext;

import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import io.github.vhdlayers.filesystems.support.UnopenedVolumeException;
import io.github.vhdlayers.filesystems.support.VolumeBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What the superblock says, checked.
 *
 * @param blockBytes 1024 to 65,536
 * @param clusterBlocks how many blocks a bit of a bitmap stands for; 1 without bigalloc
 * @param blocks how many blocks there are
 * @param inodes how many inodes there are
 * @param firstDataBlock the block of the first group
 * @param blocksPerGroup how many blocks a group has
 * @param inodesPerGroup how many inodes a group has
 * @param inodeBytes how many bytes an inode has
 * @param descriptorBytes how many bytes a group's descriptor has
 * @param compatible features that a writer may ignore
 * @param incompatible features that a reader must know
 * @param readOnly features that a writer must know
 * @param reservedTableBlocks blocks behind the descriptors that are kept for more of them
 * @param firstMetaGroup the first meta block group that has its own descriptors
 * @param firstBackup a group with a copy of the superblock under sparse_super2
 * @param otherBackup the other one
 * @param groupsPerFlex how many groups keep their tables together
 * @param journal the inode of the journal; 0 if there is none inside
 * @param seed what checksums begin with
 * @param descriptorGroup the group with the descriptors that are read; 0, or that of a copy
 * @param id the volume's id, as hexadecimal digits
 * @param hasRightChecksum whether its own checksum fits; true where the volume has none
 */
record ExtSuper(
        int blockBytes,
        int clusterBlocks,
        long blocks,
        long inodes,
        long firstDataBlock,
        long blocksPerGroup,
        long inodesPerGroup,
        int inodeBytes,
        int descriptorBytes,
        int compatible,
        int incompatible,
        int readOnly,
        int reservedTableBlocks,
        long firstMetaGroup,
        long firstBackup,
        long otherBackup,
        long groupsPerFlex,
        long journal,
        int seed,
        long descriptorGroup,
        String id,
        boolean hasRightChecksum) {
    static final int AT = 1024;
    static final int BYTES = 1024;

    static final int HAS_JOURNAL = 0x4;
    static final int SPARSE_SUPER_2 = 0x200;
    static final int FAST_COMMIT = 0x400;

    static final int COMPRESSION = 0x1;
    static final int FILE_TYPE = 0x2;
    static final int RECOVER = 0x4;
    static final int JOURNAL_DEVICE = 0x8;
    static final int META_GROUPS = 0x10;
    static final int EXTENTS = 0x40;
    static final int IS_64_BIT = 0x80;
    static final int FLEX_GROUPS = 0x200;
    static final int ATTRIBUTE_INODES = 0x400;
    static final int CHECKSUM_SEED = 0x2000;
    static final int LARGE_FOLDERS = 0x4000;
    /** All that is known: those above, multiple mount protection, values in inodes, data in entries, inline data, encryption, case. */
    private static final int KNOWN_INCOMPATIBLE = 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x40 | 0x80 | 0x100 | 0x200 | 0x400
            | 0x1000 | 0x2000 | 0x4000 | 0x8000 | 0x10000 | 0x20000;

    static final int SPARSE_SUPER = 0x1;
    static final int GROUP_CHECKSUMS = 0x10;
    static final int BIG_ALLOCATION = 0x200;
    static final int METADATA_CHECKSUMS = 0x400;

    private static final int EXT3_INCOMPATIBLE = FILE_TYPE | RECOVER | META_GROUPS;
    private static final int EXT3_READ_ONLY = 0x1 | 0x2 | 0x4;
    private static final int MAGIC = 0xEF53;
    private static final int MOST_BLOCK_SHIFT = 6;
    private static final int MOST_CLUSTER_SHIFT = 19;
    private static final int OLD_INODE = 128;
    private static final int CHECKSUM = 0x3FC;

    /**
     * The superblock of a volume.
     *
     * @return null if there is none
     * @throws UnopenedVolumeException if there is one, and the rest cannot be read
     */
    static @Nullable ExtSuper parse(VolumeBytes bytes) throws IOException {
        if (!bytes.has(AT, BYTES)) {
            return null;
        }
        return parse(bytes.read(AT, BYTES));
    }

    /** The same of the 1024 bytes of a superblock. */
    static @Nullable ExtSuper parse(ByteBuffer in) throws UnopenedVolumeException {
        long revision = unsigned(in, 76);
        long firstDataBlock = unsigned(in, 20);
        if (Short.toUnsignedInt(in.getShort(56)) != MAGIC || revision > 1 || firstDataBlock > 1) {
            return null;
        }
        boolean old = revision == 0;
        int compatible = old ? 0 : in.getInt(92);
        int incompatible = old ? 0 : in.getInt(96);
        int readOnly = old ? 0 : in.getInt(100);
        if ((incompatible & JOURNAL_DEVICE) != 0) {
            throw unsupported("is the journal of another ext file system");
        }
        if ((incompatible & ~KNOWN_INCOMPATIBLE) != 0) {
            throw unsupported(String.format(
                    "holds ext4 with features that are not known here: 0x%X", incompatible & ~KNOWN_INCOMPATIBLE));
        }
        int blockShift = in.getInt(24);
        boolean hasClusters = (readOnly & BIG_ALLOCATION) != 0;
        int clusterShift = hasClusters ? in.getInt(28) : blockShift;
        if (blockShift < 0
                || blockShift > MOST_BLOCK_SHIFT
                || clusterShift < blockShift
                || clusterShift > MOST_CLUSTER_SHIFT) {
            throw impossible("blocks of 2^(10 + " + blockShift + "), clusters of 2^(10 + " + clusterShift + ") bytes");
        }
        boolean is64 = (incompatible & IS_64_BIT) != 0;
        long blocks = unsigned(in, 4) | (is64 ? unsigned(in, 0x150) << 32 : 0);
        int blockBytes = 1024 << blockShift;
        long inodes = unsigned(in, 0);
        long blocksPerGroup = unsigned(in, 32);
        long inodesPerGroup = unsigned(in, 40);
        int inodeBytes = old ? OLD_INODE : Short.toUnsignedInt(in.getShort(88));
        int descriptor = is64 ? Short.toUnsignedInt(in.getShort(254)) : 32;
        int clusterBlocks = 1 << (clusterShift - blockShift);
        if (blocks < 1
                || blocks > Long.MAX_VALUE / 4 / blockBytes
                || blocksPerGroup == 0
                || blocksPerGroup > 8L * blockBytes * clusterBlocks
                || blocksPerGroup % clusterBlocks != 0
                || inodesPerGroup == 0
                || inodesPerGroup > 8L * blockBytes
                || inodes == 0
                || inodeBytes < OLD_INODE
                || inodeBytes > blockBytes
                || Integer.bitCount(inodeBytes) != 1
                || descriptor < 32
                || descriptor > blockBytes
                || Integer.bitCount(descriptor) != 1
                || firstDataBlock >= blocks) {
            throw impossible(Long.toUnsignedString(blocks) + " blocks of " + blockBytes + " bytes in groups of "
                    + blocksPerGroup + ", " + inodes + " inodes of " + inodeBytes + " bytes in groups of "
                    + inodesPerGroup + ", descriptors of " + descriptor + " bytes");
        }
        long groups = (blocks - firstDataBlock + blocksPerGroup - 1) / blocksPerGroup;
        byte[] uuid = new byte[16];
        in.get(104, uuid);
        int flexShift = Byte.toUnsignedInt(in.get(0x174));
        return new ExtSuper(
                blockBytes,
                clusterBlocks,
                blocks,
                Math.min(inodes, groups * inodesPerGroup),
                firstDataBlock,
                blocksPerGroup,
                inodesPerGroup,
                inodeBytes,
                descriptor,
                compatible,
                incompatible,
                readOnly,
                Short.toUnsignedInt(in.getShort(206)),
                unsigned(in, 260),
                unsigned(in, 0x24C),
                unsigned(in, 0x250),
                (incompatible & FLEX_GROUPS) != 0 && flexShift < 31 ? 1L << flexShift : 1,
                (compatible & HAS_JOURNAL) != 0 ? unsigned(in, 224) : 0,
                (incompatible & CHECKSUM_SEED) != 0 ? in.getInt(0x270) : Crc32c.update(-1, uuid),
                0,
                HexFormat.of().formatHex(uuid),
                (readOnly & METADATA_CHECKSUMS) == 0 || Crc32c.update(-1, in, 0, CHECKSUM) == in.getInt(CHECKSUM));
    }

    /** The same with the descriptors of groups that stand behind a copy of the superblock. */
    ExtSuper withDescriptorsOf(long group) {
        return new ExtSuper(
                blockBytes,
                clusterBlocks,
                blocks,
                inodes,
                firstDataBlock,
                blocksPerGroup,
                inodesPerGroup,
                inodeBytes,
                descriptorBytes,
                compatible,
                incompatible,
                readOnly,
                reservedTableBlocks,
                firstMetaGroup,
                firstBackup,
                otherBackup,
                groupsPerFlex,
                journal,
                seed,
                group,
                id,
                hasRightChecksum);
    }

    private static UnopenedVolumeException unsupported(String message) {
        return new UnopenedVolumeException(VolumeProblem.Kind.UNSUPPORTED, message);
    }

    private static UnopenedVolumeException impossible(String message) {
        return new UnopenedVolumeException(
                VolumeProblem.Kind.UNREADABLE, "has a superblock of ext with impossible sizes: " + message);
    }

    static long unsigned(ByteBuffer in, int at) {
        return Integer.toUnsignedLong(in.getInt(at));
    }

    String type() {
        if ((incompatible & ~EXT3_INCOMPATIBLE) != 0 || (readOnly & ~EXT3_READ_ONLY) != 0) {
            return "ext4";
        }
        return (compatible & HAS_JOURNAL) != 0 ? "ext3" : "ext2";
    }

    boolean has(int incompatibleFeature) {
        return (incompatible & incompatibleFeature) != 0;
    }

    boolean hasReadOnly(int feature) {
        return (readOnly & feature) != 0;
    }

    boolean hasGroupChecksums() {
        return hasReadOnly(GROUP_CHECKSUMS) || hasReadOnly(METADATA_CHECKSUMS);
    }

    long groups() {
        return (blocks - firstDataBlock + blocksPerGroup - 1) / blocksPerGroup;
    }

    long bytes() {
        return blocks * blockBytes;
    }

    boolean isBlock(long block) {
        return block > 0 && block < blocks;
    }

    /** Whether a group begins with the superblock or a copy of it. */
    boolean hasSuperblock(long group) {
        if (group == 0) {
            return true;
        }
        if ((compatible & SPARSE_SUPER_2) != 0) {
            return group == firstBackup || group == otherBackup;
        }
        if (group == 1 || (readOnly & SPARSE_SUPER) == 0) {
            return true;
        }
        for (int base : new int[] {3, 5, 7}) {
            long power = base;
            while (power < group) {
                power *= base;
            }
            if (power == group) {
                return true;
            }
        }
        return false;
    }
}

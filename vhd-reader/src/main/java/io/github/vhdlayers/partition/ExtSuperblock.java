package io.github.vhdlayers.partition;

import io.github.vhdlayers.internal.codec.Guids;
import io.github.vhdlayers.internal.codec.StructReader;
import io.github.vhdlayers.internal.table.DiskSectors;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The superblock of ext2, ext3 and ext4, which begins at byte 1024 of the volume. */
final class ExtSuperblock {
    private static final int AT = 1024;
    private static final int MAGIC = 0xEF53;
    private static final long MOST_BLOCK_SHIFT = 6;
    private static final long MOST_CLUSTER_SHIFT = 19;

    private static final long HAS_JOURNAL = 0x4;
    private static final long JOURNAL_DEVICE = 0x8;
    private static final long LARGE_BLOCK_NUMBERS = 0x80;
    private static final long CLUSTERS = 0x200;
    /** The features that ext3 knows: file types, recovery, meta block groups; and sparse superblocks, large files, trees. */
    private static final long EXT3_INCOMPATIBLE = 0x2 | 0x4 | 0x10;

    private static final long EXT3_READ_ONLY = 0x1 | 0x2 | 0x4;

    private ExtSuperblock() {}

    /** The volume that a superblock describes, or null if there is none. */
    static @Nullable Volume recognise(VolumeStart start, VolumeFindings findings) {
        StructReader in = start.bytes();
        long revision = in.u32(AT + 76);
        long firstDataBlock = in.u32(AT + 20);
        if (in.u16(AT + 56) != MAGIC || revision > 1 || firstDataBlock > 1) {
            return null;
        }
        long compatible = revision == 0 ? 0 : in.u32(AT + 92);
        long incompatible = revision == 0 ? 0 : in.u32(AT + 96);
        long readOnly = revision == 0 ? 0 : in.u32(AT + 100);
        if ((incompatible & JOURNAL_DEVICE) != 0) {
            return null;
        }
        Volume.Kind kind = (incompatible & ~EXT3_INCOMPATIBLE) != 0 || (readOnly & ~EXT3_READ_ONLY) != 0
                ? Volume.Kind.EXT4
                : (compatible & HAS_JOURNAL) != 0 ? Volume.Kind.EXT3 : Volume.Kind.EXT2;
        UUID id = new UUID(Long.reverseBytes(in.u64(AT + 104)), Long.reverseBytes(in.u64(AT + 112)));
        return new Volume(
                kind,
                start.text(AT + 120, 16),
                id.equals(Guids.NULL) ? "" : id.toString(),
                clusters(start, kind, incompatible, readOnly, findings));
    }

    private static @Nullable ClusterGeometry clusters(
            VolumeStart start, Volume.Kind kind, long incompatible, long readOnly, VolumeFindings findings) {
        StructReader in = start.bytes();
        long blockShift = in.u32(AT + 24);
        long clusterShift = (readOnly & CLUSTERS) != 0 ? in.u32(AT + 28) : blockShift;
        if (blockShift > MOST_BLOCK_SHIFT || clusterShift < blockShift || clusterShift > MOST_CLUSTER_SHIFT) {
            return findings.impossible(
                    kind, "blocks of 2^(10 + " + blockShift + ") and clusters of 2^(10 + " + clusterShift + ") bytes");
        }
        long high = (incompatible & LARGE_BLOCK_NUMBERS) != 0 ? in.u32(AT + 0x150) : 0;
        long blocks = high << 32 | in.u32(AT + 4);
        if (blocks < 1 || blocks > Long.MAX_VALUE >> (10 + blockShift) || in.u32(AT + 32) == 0) {
            return findings.impossible(kind, Long.toUnsignedString(blocks) + " blocks in groups of " + in.u32(AT + 32));
        }
        long volumeBytes = blocks << (10 + blockShift);
        return findings.geometry(
                start,
                kind,
                DiskSectors.BYTES,
                volumeBytes,
                1L << (10 + clusterShift),
                0,
                0,
                volumeBytes >> (10 + clusterShift));
    }
}

package io.github.vhdlayers.filesystems.ntfs;

import java.io.IOException;
import java.util.Arrays;

/**
 * Units of an attribute that NTFS compresses: each has as many clusters as there are, then its bytes are stored as they are; or none,
 * then it is zeros; or fewer, then they hold LZNT1.
 */
final class CompressedUnits implements UnitContent.Decoder {
    /** Windows compresses 16 clusters of 4 KiB at once. */
    private static final int MOST_UNIT_BYTES = 1 << 20;

    private final NtfsVolumeBytes volume;
    private final RunList runs;
    private final long initialised;
    private final int unitClusters;
    private final int clusterBytes;

    private CompressedUnits(NtfsVolumeBytes volume, RunList runs, long initialised, int unitClusters) {
        this.volume = volume;
        this.runs = runs;
        this.initialised = initialised;
        this.unitClusters = unitClusters;
        this.clusterBytes = volume.geometry().clusterBytes();
    }

    /** How many bytes a unit of an attribute has, or 0 if that is impossible. */
    static int unitBytes(NtfsAttribute attribute, int clusterBytes) {
        int shift = attribute.head().compressionUnit();
        long bytes = shift < 1 || shift > 16 ? 0 : (long) clusterBytes << shift;
        return bytes > MOST_UNIT_BYTES ? 0 : (int) bytes;
    }

    static CompressedUnits of(NtfsVolumeBytes volume, NtfsAttribute attribute) {
        int clusterBytes = volume.geometry().clusterBytes();
        return new CompressedUnits(
                volume, attribute.runs(), attribute.initialised(), unitBytes(attribute, clusterBytes) / clusterBytes);
    }

    @Override
    public byte[] decode(long unit, int count) throws IOException {
        byte[] decoded = new byte[count];
        long start = unit * unitClusters * clusterBytes;
        if (start >= initialised) {
            return decoded;
        }
        long first = unit * unitClusters;
        int stored = stored(first);
        if (stored == unitClusters) {
            byte[] plain = volume.contentOf(runs, start, count);
            System.arraycopy(plain, 0, decoded, 0, count);
        } else if (stored > 0) {
            Lznt1.decode(volume.contentOf(runs, start, stored * clusterBytes), decoded);
        }
        if (start + count > initialised) {
            Arrays.fill(decoded, (int) (initialised - start), count, (byte) 0);
        }
        return decoded;
    }

    /** How many clusters of a unit are stored, which come first. */
    private int stored(long first) throws NtfsDamage {
        int count = 0;
        boolean isHole = false;
        for (long cluster = first; cluster < first + unitClusters; cluster++) {
            int run = runs.find(cluster);
            long place = run < 0 ? RunList.SPARSE : runs.place(run);
            if (place == RunList.LOST) {
                throw new NtfsDamage("nothing says where its cluster " + cluster + " is");
            }
            if (place == RunList.SPARSE) {
                isHole = true;
            } else if (isHole) {
                throw new NtfsDamage("the compressed unit from cluster " + first + " on has a hole before its end");
            } else {
                count++;
            }
        }
        return count;
    }
}

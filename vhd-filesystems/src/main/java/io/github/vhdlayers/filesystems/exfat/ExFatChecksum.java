package io.github.vhdlayers.filesystems.exfat;

import io.github.vhdlayers.filesystems.support.VolumeBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The checksum of exFAT's first sectors and of its table of letters: each byte is added to the sum, which is turned by one bit. */
final class ExFatChecksum {
    private static final int CHECKED_SECTORS = 11;
    /** The flags of the volume and how much is in use, which change without the checksum. */
    private static final int FLAGS = 106;

    private static final int IN_USE = 112;

    private ExFatChecksum() {}

    /** Whether the checksum of the region of first sectors that begins at a place is right. */
    static boolean isRight(VolumeBytes bytes, long region, int sectorBytes) throws IOException {
        ByteBuffer first = bytes.read(region, CHECKED_SECTORS * sectorBytes);
        int sum = 0;
        for (int i = 0; i < first.limit(); i++) {
            if (i != FLAGS && i != FLAGS + 1 && i != IN_USE) {
                sum = add(sum, first.get(i));
            }
        }
        return bytes.read(region + first.limit(), Integer.BYTES).getInt(0) == sum;
    }

    /** The checksum of the first bytes of a file. */
    static int of(VolumeBytes bytes, ExFatGeometry geometry, List<Clusters.Run> runs, long length) throws IOException {
        int sum = 0;
        long left = length;
        for (Clusters.Run run : runs) {
            for (long cluster = run.first(); cluster < run.end() && left > 0; cluster++) {
                ByteBuffer part =
                        bytes.readOnce(geometry.placeOf(cluster), (int) Math.min(left, geometry.clusterBytes()));
                for (int i = 0; i < part.limit(); i++) {
                    sum = add(sum, part.get(i));
                }
                left -= part.limit();
            }
        }
        return sum;
    }

    private static int add(int sum, byte value) {
        return Integer.rotateRight(sum, 1) + Byte.toUnsignedInt(value);
    }
}

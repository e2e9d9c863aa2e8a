package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFileSystems.ExtentVisitor;
import java.io.IOException;

/** Which clusters are free, as {@code $Bitmap} says: one bit each. */
final class FreeClusters {
    private static final long BITMAP = 6;
    private static final int PIECE = 1 << 16;

    private final NtfsVolumeBytes volume;
    private final Mft mft;

    FreeClusters(NtfsVolumeBytes volume, Mft mft) {
        this.volume = volume;
        this.mft = mft;
    }

    /**
     * Visits the free parts of a range of the volume.
     *
     * @throws IOException if part of the table cannot be read, or the visitor throws it
     */
    void visit(long from, long to, ExtentVisitor visitor) throws IOException {
        NtfsAttribute bits = bitmap();
        int cluster = volume.geometry().clusterBytes();
        long last = Math.min((to + cluster - 1) / cluster, volume.geometry().clusters());
        long free = -1;
        long at = from / cluster;
        while (at < last) {
            long firstByte = at / 8;
            int count = (int) Math.min(PIECE, (last + 7) / 8 - firstByte);
            if (firstByte + count > bits.size()) {
                throw new NtfsDamage("the table of free clusters ($Bitmap) has " + bits.size()
                        + " bytes, and none for cluster " + bits.size() * 8);
            }
            byte[] piece = read(bits, firstByte, count);
            long end = Math.min(last, (firstByte + count) * 8);
            while (at < end) {
                int value = piece[(int) (at / 8 - firstByte)];
                if (at % 8 == 0 && at + 8 <= end && (value == 0 ? free >= 0 : value == -1 && free < 0)) {
                    at += 8;
                    continue;
                }
                boolean isFree = (value >> at % 8 & 1) == 0;
                if (isFree && free < 0) {
                    free = at;
                } else if (!isFree && free >= 0) {
                    tell(free, at, from, to, visitor);
                    free = -1;
                }
                at++;
            }
        }
        if (free >= 0) {
            tell(free, last, from, to, visitor);
        }
    }

    private byte[] read(NtfsAttribute bits, long at, int count) throws IOException {
        if (bits.isResident()) {
            byte[] found = new byte[count];
            System.arraycopy(bits.head().record().bytes(), bits.head().valueAt() + (int) at, found, 0, count);
            return found;
        }
        try {
            return volume.contentOf(bits.runs(), at, count);
        } catch (IOException e) {
            throw new IOException("the table of free clusters ($Bitmap) cannot be read: " + e.getMessage(), e);
        }
    }

    private NtfsAttribute bitmap() throws IOException {
        FileRecord record = mft.record(BITMAP);
        if (record == null || !record.isInUse()) {
            throw new NtfsDamage("MFT record 6, the table of free clusters ($Bitmap), is not in use");
        }
        NtfsAttribute bits = NtfsFile.of(mft, volume, record).find(Attribute.DATA, "");
        if (bits == null) {
            throw new NtfsDamage("MFT record 6, the table of free clusters ($Bitmap), has no content");
        }
        return bits;
    }

    private void tell(long first, long end, long from, long to, ExtentVisitor visitor) throws IOException {
        long cluster = volume.geometry().clusterBytes();
        long start = Math.max(from, first * cluster);
        long stop = Math.min(to, end * cluster);
        if (start < stop) {
            visitor.visit(new DiskExtent(volume.bytes().diskOffset() + start, stop - start));
        }
    }
}

package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystems.support.VolumeBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A volume's bytes by the clusters of its attributes. Thread-safe. */
final class NtfsVolumeBytes {
    private static final byte[] NONE = {};

    private final VolumeBytes bytes;
    private final NtfsGeometry geometry;
    private final long end;
    /** The binary logarithm of a cluster's bytes: places are worked out for every record of a volume. */
    private final int shift;

    private final long lastCluster;

    NtfsVolumeBytes(VolumeBytes bytes, NtfsGeometry geometry) {
        this.bytes = bytes;
        this.geometry = geometry;
        this.end = Math.min(geometry.bytes(), bytes.length());
        this.shift = Integer.numberOfTrailingZeros(geometry.clusterBytes());
        this.lastCluster = end >> shift;
    }

    NtfsGeometry geometry() {
        return geometry;
    }

    VolumeBytes bytes() {
        return bytes;
    }

    /** How many bytes of clusters are there: in the volume, and on the disk. */
    long end() {
        return end;
    }

    /** The cluster in which the end is. */
    long lastCluster() {
        return lastCluster;
    }

    /** Bytes of the volume. */
    byte[] read(long at, int count) throws IOException {
        if (at < 0 || count < 0 || at > end - count) {
            throw new NtfsDamage("bytes " + at + " to " + (at + count) + " are past the end of the volume at " + end);
        }
        return bytes.read(at, count).array();
    }

    /**
     * Bytes of a run, read from the disk itself and not kept.
     *
     * @param place the run's first cluster
     * @param within where they begin in the run
     */
    byte[] readPast(long place, long within, int count) throws IOException {
        long cluster = geometry.clusterBytes();
        if (place > end / cluster || place * cluster + within > end - count) {
            throw new NtfsDamage("clusters from " + place + " on are past the end of the volume");
        }
        byte[] found = new byte[count];
        bytes.disk().readFully(bytes.diskOffset() + place * cluster + within, ByteBuffer.wrap(found));
        return found;
    }

    /** Bytes of an attribute that is not resident; what is a hole is zeros. Structures, which are kept for the next time. */
    byte[] read(RunList runs, long at, int count) throws IOException {
        return read(runs, at, count, true);
    }

    /** The same of contents, which are not kept. */
    byte[] contentOf(RunList runs, long at, int count) throws IOException {
        return read(runs, at, count, false);
    }

    private byte[] read(RunList runs, long at, int count, boolean keep) throws IOException {
        byte[] found = NONE;
        for (int done = 0; done < count; ) {
            long position = at + done;
            int run = runs.find(position >> shift);
            if (run < 0 || runs.place(run) == RunList.LOST) {
                throw new NtfsDamage("nothing says where its cluster " + (position >> shift) + " is");
            }
            long within = position - (runs.first(run) << shift);
            int part = (int) Math.min(count - done, (runs.length(run) << shift) - within);
            if (runs.place(run) != RunList.SPARSE) {
                if (runs.place(run) > lastCluster) {
                    throw new NtfsDamage("its cluster " + (position >> shift) + " is past the end of the volume");
                }
                long place = (runs.place(run) << shift) + within;
                byte[] bytes = keep ? read(place, part) : readPast(runs.place(run), within, part);
                if (part == count) {
                    return bytes;
                }
                found = found.length == 0 ? new byte[count] : found;
                System.arraycopy(bytes, 0, found, done, part);
            }
            done += part;
        }
        return found.length == count ? found : new byte[count];
    }

    /**
     * Where bytes of an attribute are on the disk; what is a hole, lost or past the end is left out.
     *
     * @param at the first byte
     * @param count how many
     */
    List<DiskExtent> places(RunList runs, long at, long count) {
        List<DiskExtent> found = List.of();
        for (long done = 0; done < count; ) {
            long position = at + done;
            int run = runs.find(position >> shift);
            if (run < 0) {
                break;
            }
            long within = position - (runs.first(run) << shift);
            long part = Math.min(count - done, (runs.length(run) << shift) - within);
            if (runs.place(run) >= 0 && runs.place(run) <= lastCluster) {
                long place = (runs.place(run) << shift) + within;
                long there = Math.min(part, end - place);
                if (there > 0) {
                    found = with(found, new DiskExtent(bytes.diskOffset() + place, there));
                }
            }
            done += part;
        }
        return found;
    }

    /** Nearly every record is in one piece. */
    private static List<DiskExtent> with(List<DiskExtent> some, DiskExtent more) {
        if (some.isEmpty()) {
            return List.of(more);
        }
        List<DiskExtent> all = some.size() == 1 ? new ArrayList<>(some) : some;
        all.add(more);
        return all;
    }
}

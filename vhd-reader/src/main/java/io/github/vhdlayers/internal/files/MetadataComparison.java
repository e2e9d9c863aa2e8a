package io.github.vhdlayers.internal.files;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.io.RandomAccessData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/** Whether a file's own metadata bytes are what they were. */
public final class MetadataComparison {
    private static final int CHUNK = 1 << 16;

    private MetadataComparison() {}

    /**
     * Whether the bytes differ from those of the file as it was, wherever each of them is.
     *
     * @param old the file as it was
     * @throws IOException if it cannot be read where all of them are
     */
    public static boolean differs(
            DiskFile file, DiskFile old, Suspects suspects, RandomAccessData view, RandomAccessData below)
            throws IOException {
        List<DiskExtent> now = file.metadata();
        List<DiskExtent> before = old.metadata();
        if (now.equals(before)) {
            return differs(now, suspects, view, below);
        }
        String problem = file.problem() == null ? old.problem() : file.problem();
        if (problem != null) {
            // More of its metadata may be where a list that cannot be read says.
            throw new IOException(problem);
        }
        if (now.size() != before.size()) {
            return true;
        }
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i).length() != before.get(i).length()
                    || now.get(i).length() > CHUNK
                    || before.get(i).end() > below.size()
                    || !MftRecord.meaning(read(view, now.get(i)))
                            .equals(MftRecord.meaning(read(below, before.get(i))))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the bytes in these places differ from those that were there.
     *
     * @throws IOException if one of the disks cannot be read there
     */
    public static boolean differs(
            List<DiskExtent> places, Suspects suspects, RandomAccessData view, RandomAccessData below)
            throws IOException {
        for (DiskExtent extent : places) {
            for (long at = extent.diskOffset(); at < extent.end(); at += CHUNK) {
                long length = Math.min(CHUNK, extent.end() - at);
                if (suspects.isSuspect(at, length) && differ(new DiskExtent(at, length), view, below)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean differ(DiskExtent extent, RandomAccessData view, RandomAccessData below) throws IOException {
        if (extent.end() > below.size()) {
            return true;
        }
        return !MftRecord.meaning(read(view, extent)).equals(MftRecord.meaning(read(below, extent)));
    }

    /** Whether what is recorded of two files is the same, where their own bytes cannot be compared. */
    public static boolean looksTheSame(DiskFile old, DiskFile file) {
        return old.times().equals(file.times())
                && Objects.equals(old.size(), file.size())
                && old.links() == file.links();
    }

    /**
     * The bytes of a place, which is small.
     *
     * @throws IOException if the disk cannot be read there
     */
    public static ByteBuffer read(RandomAccessData disk, DiskExtent extent) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(extent.length()));
        disk.readFully(extent.diskOffset(), bytes);
        return bytes.flip();
    }
}

package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.io.RandomAccessData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads all places of a file to learn whether they can be read. */
final class PlacesCheck {
    private static final int CHUNK = 1 << 16;

    private final RandomAccessData disk;

    PlacesCheck(RandomAccessData disk) {
        this.disk = disk;
    }

    /** Why part of a file's metadata or contents cannot be read, or null if all of it can. */
    @Nullable
    String problem(DiskFile file) {
        List<DiskExtent> places = new ArrayList<>(file.metadata());
        for (FileStream stream : file.streams()) {
            for (FileExtent extent : stream.extents()) {
                if (extent.kind() == FileExtent.Kind.STORED) {
                    places.add(new DiskExtent(extent.diskOffset(), extent.length()));
                } else if (extent.kind() == FileExtent.Kind.LOST) {
                    return "the places of some of its blocks are lost";
                }
            }
        }
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        for (DiskExtent place : places) {
            for (long at = place.diskOffset(); at < place.end(); at += CHUNK) {
                buffer.clear().limit((int) Math.min(CHUNK, place.end() - at));
                try {
                    disk.readFully(at, buffer);
                } catch (IOException e) {
                    return String.valueOf(e.getMessage());
                }
            }
        }
        return null;
    }
}

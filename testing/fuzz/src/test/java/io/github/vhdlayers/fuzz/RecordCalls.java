package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystems.MetadataRecords;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for all that is recorded under a number, and requires answers that can be. */
final class RecordCalls {
    private static final long[] IMPOSSIBLE = {Long.MIN_VALUE, -1, 0, 1, 2, Integer.MAX_VALUE, Long.MAX_VALUE};
    private static final long MOST_CHAIN = 1 << 20;

    private final @Nullable MetadataRecords records;
    private final long size;

    private RecordCalls(@Nullable MetadataRecords records, long size) {
        this.records = records;
        this.size = size;
    }

    /** Of a file system that was opened; it need not open a second time without what its journal has. */
    static RecordCalls of(RandomAccessSource disk, FileSystemInfo info) throws IOException {
        MetadataRecords opened;
        try {
            opened = MetadataRecords.open(disk, info);
        } catch (IOException e) {
            opened = null;
        }
        RecordCalls calls = new RecordCalls(opened, disk.size());
        for (long number : IMPOSSIBLE) {
            calls.all(number);
        }
        return calls;
    }

    void all(long number) {
        MetadataRecords open = records;
        if (open == null) {
            return;
        }
        require(() -> open.places(number));
        require(open::table);
        each(() -> open.times(number));
        each(() -> open.sequence(number));
        each(() -> open.doubt(number));
        each(() -> open.isSystem(number));
        each(() -> open.validBytes(number));
        each(() -> open.chainBytes(number, MOST_CHAIN));
    }

    private void require(Places call) {
        try {
            for (DiskExtent place : call.get()) {
                Walk.require(
                        place.length() > 0 && place.diskOffset() >= 0 && place.diskOffset() <= size - place.length(),
                        place + " of a disk of " + size + " bytes");
            }
        } catch (IOException e) {
            // Damage is reported by an exception.
        }
    }

    private static void each(Call call) {
        try {
            Walk.touch(String.valueOf(call.get()));
        } catch (IOException e) {
            Walk.touch(String.valueOf(e.getMessage()));
        }
    }

    @FunctionalInterface
    private interface Places {
        List<DiskExtent> get() throws IOException;
    }

    @FunctionalInterface
    private interface Call {
        @Nullable
        Object get() throws IOException;
    }
}

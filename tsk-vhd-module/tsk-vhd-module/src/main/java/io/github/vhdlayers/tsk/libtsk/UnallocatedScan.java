package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFileSystems.ExtentVisitor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Asks the file system's tables which blocks of a range are free, and joins them to extents. */
final class UnallocatedScan {
    private static final int UNALLOCATED = 0x02;
    private static final int ADDRESSES_ONLY = 0x10;
    private static final int GO_ON = 0;
    private static final int FAIL = 2;
    private static final int ADDRESS = 24;

    private final OpenFileSystem system;
    private final ExtentVisitor visitor;
    private long from;
    private long end;
    private long first = -1;
    private long next;
    private @Nullable Throwable thrown;

    UnallocatedScan(OpenFileSystem system, ExtentVisitor visitor) {
        this.system = system;
        this.visitor = visitor;
    }

    void run(long diskOffset, long length) throws IOException {
        long block = system.info().blockSize();
        long volume = system.info().diskOffset();
        from = Math.max(diskOffset, volume);
        end = Math.min(
                Math.min(diskOffset + length, volume + system.info().length()),
                system.disk().size());
        if (from >= end) {
            return;
        }
        long last = Math.min((end - 1 - volume) / block, system.state().lastBlock());
        if (last < (from - volume) / block) {
            return;
        }
        long before = system.image().failures();
        system.functions().tsk_error_reset();
        byte failed = system.functions()
                .tsk_fs_block_walk(
                        system.pointer(),
                        (from - volume) / block,
                        last,
                        UNALLOCATED | ADDRESSES_ONLY,
                        (at, data) -> block(at.getLong(ADDRESS)),
                        null);
        rethrow();
        if (system.image().failures() != before) {
            throw system.unreadable("table of free blocks");
        }
        if (failed != 0) {
            throw new LibTskException(
                    "table of free blocks: " + system.image().library().lastError());
        }
        tell();
    }

    private void rethrow() throws IOException {
        if (thrown instanceof IOException io) {
            throw io;
        } else if (thrown instanceof Error error) {
            throw error;
        } else if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Receives one free block. Nothing may be thrown into the library. */
    @SuppressWarnings("CatchingUnchecked") // Whatever is thrown there would be swallowed, and the scan go on.
    private int block(long address) {
        if (first >= 0 && address == next) {
            next++;
            return GO_ON;
        }
        try {
            tell();
        } catch (Throwable e) {
            thrown = e;
            return FAIL;
        }
        first = address;
        next = address + 1;
        return GO_ON;
    }

    private void tell() throws IOException {
        if (first >= 0) {
            long block = system.info().blockSize();
            long volume = system.info().diskOffset();
            long start = Math.max(from, volume + first * block);
            long stop = Math.min(end, volume + next * block);
            if (start < stop) {
                visitor.visit(new DiskExtent(start, stop - start));
            }
            first = -1;
        }
    }
}

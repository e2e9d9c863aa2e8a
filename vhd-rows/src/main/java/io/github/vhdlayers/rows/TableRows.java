package io.github.vhdlayers.rows;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.filesystem.FileSystemReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of one disk. What is wrong with a disk, also if it shows when half of its rows are made, is one more row with
 * {@link RowTable#ERROR}, and no exception. Memory does not grow with the number of rows. Interrupting the thread ends it.
 *
 * <p>Thread-safe: it keeps nothing.
 */
public final class TableRows {
    private TableRows() {}

    /**
     * Makes rows.
     *
     * @param request which
     * @param disk of which disk of a lab
     * @param files what was read of the lab's files before, for other disks; it stays open
     * @param reader what reads file systems; asked for {@link RowTable#FILES} alone
     * @param sink takes them
     * @throws CancellationException if the thread was interrupted
     * @throws IOException if the thread was interrupted, or the sink throws it
     */
    public static void write(RowRequest request, LabDisk disk, LabFiles files, FileSystemReader reader, RowSink sink)
            throws IOException {
        LayerChain chain = disk.chain();
        if (request.table() == RowTable.LAYERS) {
            sink.add(disk.layer());
        } else if (request.table() == RowTable.CHAINS) {
            sink.add(disk.chainRow());
        } else if (chain == null) {
            addError(request.table(), disk, disk.errorCode(), String.valueOf(disk.error()), sink);
        } else {
            Guarded guarded = new Guarded(sink);
            try {
                write(request, disk, chain, files, reader, guarded);
            } catch (InterruptedIOException | ClosedByInterruptException | CancellationException e) {
                throw e;
            } catch (VhdException e) {
                guarded.rethrow();
                addError(request.table(), disk, e.code().name(), e.getMessage(), sink);
            } catch (IOException | RuntimeException e) {
                // A defect of this program costs the disk that shows it, and no other.
                guarded.rethrow();
                String message = e instanceof IOException ? String.valueOf(e.getMessage()) : "defect: " + e;
                addError(request.table(), disk, null, message, sink);
            }
        }
    }

    private static void write(
            RowRequest request, LabDisk disk, LayerChain chain, LabFiles files, FileSystemReader reader, RowSink sink)
            throws IOException {
        switch (request.table()) {
            case DISKS -> new DiskRows(request, disk, chain, files).write(sink);
            case RUNS -> {
                try (VirtualDisk open = files.open(chain)) {
                    RunRows.write(chain, open, request, sink);
                }
            }
            case PARTITIONS -> {
                try (VirtualDisk open = files.open(chain)) {
                    new PartitionRows(chain, open, request).write(sink);
                }
            }
            case BLOCKS -> {
                try (VirtualDisk open = chain.openLeaf()) {
                    new BlockRows(chain.leaf(), open).write(request, sink);
                }
            }
            case FILES -> {
                FileRows.Result result = new FileRows(chain, files, reader, request.wantsAny("sha256")).write(sink);
                for (String problem : result.problems()) {
                    sink.add(LayerRows.unread(RowTable.FILES, chain.leaf(), null, problem));
                }
            }
            case LAYERS, CHAINS -> throw new IllegalArgumentException("the listing has the rows of " + request.table());
        }
    }

    private static void addError(RowTable table, LabDisk disk, @Nullable String code, String message, RowSink sink)
            throws IOException {
        if (table == RowTable.DISKS) {
            DiskRows.addErrors(disk, code, message, sink);
        } else {
            sink.add(LayerRows.unread(table, disk.key(), code, message));
        }
    }

    /** Knows whether it was the taker of the rows that failed, and not the disk. */
    private static final class Guarded implements RowSink {
        private final RowSink sink;
        private @Nullable IOException failure;
        private @Nullable RuntimeException defect;

        Guarded(RowSink sink) {
            this.sink = sink;
        }

        @Override
        public void add(Row row) throws IOException {
            try {
                sink.add(row);
            } catch (IOException e) {
                failure = e;
                throw e;
            } catch (RuntimeException e) {
                defect = e;
                throw e;
            }
        }

        void rethrow() throws IOException {
            if (failure != null) {
                throw failure;
            }
            if (defect != null) {
                throw defect;
            }
        }
    }
}

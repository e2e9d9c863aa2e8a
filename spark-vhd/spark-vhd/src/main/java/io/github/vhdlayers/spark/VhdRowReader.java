package io.github.vhdlayers.spark;

import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.rows.Column;
import io.github.vhdlayers.rows.LabFiles;
import io.github.vhdlayers.rows.Row;
import io.github.vhdlayers.rows.RowRequest;
import io.github.vhdlayers.rows.TableRows;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.jspecify.annotations.Nullable;

/**
 * Gives the rows of one task. They are made by a thread of its own, which waits while enough of them wait, so that memory does not grow
 * with their number. For one thread, which closes it.
 */
final class VhdRowReader implements PartitionReader<InternalRow> {
    /** The reader of file systems that is asked for: never a native one, whatever else is on the class path. */
    static final String FILES_IN_JAVA = "java";

    private static final int BATCH_ROWS = 256;
    private static final int BATCHES = 8;
    private static final long CLOSE_MILLIS = 10_000;

    private final VhdPartition partition;
    private final List<Column> columns;
    private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(BATCHES);
    private final Thread maker;
    private List<InternalRow> filling = new ArrayList<>(BATCH_ROWS);
    private @Nullable Batch current;
    private int at = -1;

    /** Rows, and whether there are no more or making them failed. */
    private record Batch(List<InternalRow> rows, boolean last, @Nullable Throwable failure) {}

    VhdRowReader(VhdPartition partition) {
        this.partition = partition;
        List<Column> wanted = new ArrayList<>();
        for (String name : partition.columns()) {
            for (Column column : partition.table().columns()) {
                if (column.name().equals(name)) {
                    wanted.add(column);
                }
            }
        }
        this.columns = List.copyOf(wanted);
        this.maker = new Thread(this::make, "vhd " + partition.table());
        maker.setDaemon(true);
        maker.setContextClassLoader(VhdRowReader.class.getClassLoader());
    }

    @Override
    public boolean next() throws IOException {
        if (current == null) {
            maker.start();
            current = take();
        }
        at++;
        while (at >= current.rows().size()) {
            if (current.failure() != null) {
                throw new IOException(
                        "rows of the table " + partition.table() + " could not be made", current.failure());
            }
            if (current.last()) {
                return false;
            }
            current = take();
            at = 0;
        }
        return true;
    }

    @Override
    public InternalRow get() {
        if (current == null) {
            throw new IllegalStateException("next was not called");
        }
        return current.rows().get(at);
    }

    private Batch take() throws IOException {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("the task was ended").initCause(e);
        }
    }

    /** Runs in the maker's thread. */
    private void make() {
        Throwable failure = null;
        // Children of one base are in one task, and have what was read of it.
        try (LabFiles files = new LabFiles()) {
            FileSystemReader reader = FileSystemReaders.named(FILES_IN_JAVA);
            RowRequest all = RowRequest.all(partition.table()).withColumns(new HashSet<>(partition.columns()));
            for (DiskPart part : partition.parts()) {
                RowRequest request = all.withSectors(part.firstSector(), part.endSector());
                TableRows.write(request, part.disk(), files, reader, this::add);
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
        try {
            queue.put(new Batch(filling, true, failure));
        } catch (InterruptedException e) {
            // Closed: no thread waits for it.
            Thread.currentThread().interrupt();
        }
    }

    private void add(Row row) throws IOException {
        filling.add(Schemas.row(columns, row));
        if (filling.size() == BATCH_ROWS) {
            List<InternalRow> full = filling;
            filling = new ArrayList<>(BATCH_ROWS);
            try {
                queue.put(new Batch(full, false, null));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("the task was ended").initCause(e);
            }
        }
    }

    /** Ends the maker, which closes its files. */
    @Override
    public void close() throws IOException {
        maker.interrupt();
        try {
            maker.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

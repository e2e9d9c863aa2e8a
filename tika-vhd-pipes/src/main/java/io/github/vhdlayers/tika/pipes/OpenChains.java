package io.github.vhdlayers.tika.pipes;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.internal.text.PathText;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.rows.LabFiles;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;

/** The chains that contents were fetched from last, which stay open: contents of one layer come one after another. For one thread. */
final class OpenChains implements AutoCloseable {
    private final RowStore store;
    private final LabFiles files;
    private final int most;
    private final Deque<OpenChain> open = new ArrayDeque<>();

    /** A chain with its file systems. */
    private record OpenChain(String layer, VirtualDisk disk, DiskFileSystems systems) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try (disk) {
                systems.close();
            }
        }
    }

    /** Keeps as many chains open as given, at least one. The files stay open. */
    OpenChains(RowStore store, LabFiles files, int most) {
        this.store = store;
        this.files = files;
        this.most = Math.max(1, most);
    }

    /**
     * One content. The caller closes it before the next is asked for.
     *
     * @throws IOException if it is not there any more, or cannot be read
     */
    RandomAccessSource content(TaskKey.Content key) throws IOException {
        DiskFileSystems systems = chain(key.layer()).systems();
        FileSystemInfo system = systems.fileSystems().stream()
                .filter(one -> one.label().equals(key.volume()))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no volume " + key.volume()));
        String path = PathText.unescape(key.path());
        DiskFile file = systems.file(
                system, new FileName(path, DiskFile.Kind.FILE, true, key.address(), key.sequence(), false));
        if (file == null || file.name().sequence() != key.sequence()) {
            throw new IOException(key.path() + " is not at its address any more");
        }
        FileStream stream = file.stream(PathText.unescape(key.stream()));
        if (stream == null) {
            throw new IOException(key.path() + " has no such content any more");
        }
        return systems.content(file, stream);
    }

    private OpenChain chain(String layer) throws IOException {
        for (Iterator<OpenChain> all = open.iterator(); all.hasNext(); ) {
            OpenChain one = all.next();
            if (one.layer().equals(layer)) {
                all.remove();
                open.addFirst(one);
                return one;
            }
        }
        while (open.size() >= most) {
            Objects.requireNonNull(open.pollLast()).close();
        }
        VirtualDisk disk = files.open(StoredChain.of(store, layer));
        try {
            DiskFileSystems systems =
                    FileSystemReaders.find().open(RandomAccessSources.readAhead(disk), PartitionTable.read(disk));
            OpenChain chain = new OpenChain(layer, disk, systems);
            open.addFirst(chain);
            return chain;
        } catch (IOException | RuntimeException e) {
            disk.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            Objects.requireNonNull(open.poll()).close();
        }
    }
}

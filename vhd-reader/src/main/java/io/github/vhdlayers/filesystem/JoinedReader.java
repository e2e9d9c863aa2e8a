package io.github.vhdlayers.filesystem;

import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;

/** Several services: the first one reads what it can, and the others are asked for the rest. */
final class JoinedReader implements FileSystemReader {
    private final List<FileSystemReader> readers;

    JoinedReader(List<FileSystemReader> readers) {
        this.readers = List.copyOf(readers);
    }

    @Override
    public String name() {
        return readers.get(0).name();
    }

    @Override
    public int rank() {
        return readers.get(0).rank();
    }

    @Override
    public String description() throws IOException {
        return readers.get(0).description();
    }

    @Override
    public FileSystemReader withoutRecovery() {
        return new JoinedReader(
                readers.stream().map(FileSystemReader::withoutRecovery).toList());
    }

    @Override
    public DiskFileSystems open(RandomAccessData disk, PartitionTable table) throws IOException {
        DiskFileSystems first = readers.get(0).open(disk, table);
        if (first.problems().stream().noneMatch(JoinedReader::mayBeAnothers)) {
            return first;
        }
        List<DiskFileSystems> all = new ArrayList<>(List.of(first));
        try {
            for (FileSystemReader reader : readers.subList(1, readers.size())) {
                try {
                    all.add(reader.open(disk, table));
                } catch (ClosedChannelException e) {
                    throw e;
                } catch (IOException e) {
                    // It does not work on this machine: what the first one says of the volume stays.
                }
            }
            return JoinedFileSystems.of(all);
        } catch (IOException | RuntimeException | Error e) {
            for (DiskFileSystems systems : all) {
                systems.close();
            }
            throw e;
        }
    }

    /** Whether another service may read a volume. */
    static boolean mayBeAnothers(VolumeProblem problem) {
        return problem.kind() != VolumeProblem.Kind.UNREADABLE;
    }
}

package io.github.vhdlayers.tsk.child;

import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.internal.text.LastPart;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.tsk.libtsk.LibTskException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads NTFS, FAT, exFAT, ext2 to ext4, HFS+, ISO 9660, UFS and YAFFS2 with the libtsk of this machine, in a process of its own for each
 * disk.
 *
 * <p>A disk that makes the library crash, loop or take much memory ends that process only. What the library was asked for then becomes a
 * problem of the answer, which is not complete, and another process goes on behind it. The system property {@code libtsk.seconds} says
 * how long an answer may take (20), {@code libtsk.mebibytes} how much memory the process may have in use (224). The process opens no
 * file of the evidence and writes none.
 */
public final class TskProcessReader implements FileSystemReader {
    private static final int DISKS = 16;

    private final ChildLimits limits;
    private final Map<String, Patience> patience = new LinkedHashMap<>(DISKS, 0.75f, true);
    private @Nullable String description;
    private @Nullable Child spare;

    /** For {@link java.util.ServiceLoader}. */
    public TskProcessReader() {
        this(ChildLimits.ofSystem());
    }

    TskProcessReader(ChildLimits limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return "tsk";
    }

    @Override
    public synchronized String description() throws IOException {
        if (description == null) {
            if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")) {
                throw new LibTskException(
                        "libtsk is used on 64-bit Linux and macOS only: on Windows it offers no functions");
            }
            Child child = Child.start(limits, false);
            try {
                description = child.description();
            } catch (IOException e) {
                child.close();
                throw e;
            }
            // For the disk that is opened next; it ends by itself if none is.
            spare = child;
        }
        return description;
    }

    @Override
    public DiskFileSystems open(RandomAccessData disk, PartitionTable table) throws IOException {
        return open(disk, null, table);
    }

    /** @param raw a raw file with the disk's bytes, which the process may open; null if there is none */
    DiskFileSystems open(RandomAccessData disk, @Nullable Path raw, PartitionTable table) throws IOException {
        description();
        return ChildFileSystems.open(disk, raw, table, limits, patience(disk), takeSpare());
    }

    /** Ends a process that was started and not used; it would end by itself later. */
    void closeSpare() {
        Child unused = takeSpare();
        if (unused != null) {
            unused.close();
        }
    }

    private synchronized @Nullable Child takeSpare() {
        Child child = spare;
        spare = null;
        return child != null && child.isAlive() ? child : null;
    }

    /**
     * One for all views of a disk, so that each of its layers does not take as long again. A view has the name of its layer, which is a
     * file beside those of the others.
     */
    private synchronized Patience patience(RandomAccessData disk) throws IOException {
        String name = disk.name();
        String key = disk.size() + " " + LastPart.folderOf(name);
        if (patience.size() >= DISKS && !patience.containsKey(key)) {
            patience.remove(patience.keySet().iterator().next());
        }
        return patience.computeIfAbsent(key, first -> new Patience(limits));
    }
}

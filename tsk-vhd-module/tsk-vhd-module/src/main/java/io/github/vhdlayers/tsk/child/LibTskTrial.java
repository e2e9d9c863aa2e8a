package io.github.vhdlayers.tsk.child;

import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Has libtsk read all file systems of a disk in a process of its own, before the libtsk of a running program does. What ends that process, or
 * keeps it busy too long, could do the same to the program.
 *
 * <p>It is the libtsk of this machine that is tried, which may be of another version than the program's. Its limits are those of
 * {@link TskProcessReader}.
 */
public final class LibTskTrial {
    private static final int SECTOR = 512;

    private LibTskTrial() {}

    /**
     * Opens and walks all file systems.
     *
     * @param disk the disk; it is read by other threads, too, until this returns, and stays open
     * @param orphans whether files are searched for that are in no folder
     * @param onFiles receives how many files were read so far, first 0, then ten times a second, and last how many there are, and returns false to end the trial
     * @return what ended or blocked the process first, as a sentence without a full stop; null if nothing did, or if this machine has no
     *     libtsk to try
     * @throws CancellationException if {@code onFiles} ended it
     * @throws IOException if the disk cannot be read
     */
    public static @Nullable String failureOf(RandomAccessData disk, boolean orphans, LongPredicate onFiles)
            throws IOException {
        return failureOf(disk, null, orphans, onFiles);
    }

    /**
     * The same of a raw file, which the other process opens by itself.
     *
     * @param raw the file; its name is no other program's to change meanwhile
     * @param orphans whether files are searched for that are in no folder
     * @param onFiles as of {@link #failureOf(RandomAccessData, boolean, LongPredicate)}
     * @return as of {@link #failureOf(RandomAccessData, boolean, LongPredicate)}
     * @throws CancellationException if {@code onFiles} ended it
     * @throws IOException if the file cannot be read
     */
    public static @Nullable String failureOfFile(Path raw, boolean orphans, LongPredicate onFiles) throws IOException {
        try (RandomAccessSource disk = RandomAccessSources.ofPath(raw)) {
            return failureOf(disk, raw, orphans, onFiles);
        }
    }

    private static @Nullable String failureOf(
            RandomAccessData disk, @Nullable Path raw, boolean orphans, LongPredicate onFiles) throws IOException {
        ChildLimits limits = ChildLimits.ofSystem().unguarded();
        TskProcessReader reader = new TskProcessReader(limits);
        try {
            reader.description();
        } catch (IOException e) {
            return null;
        }
        try (DiskFileSystems opened = open(reader, disk, raw, onFiles)) {
            // Its own reader makes no other kind.
            ChildFileSystems systems = (ChildFileSystems) opened;
            WalkOptions options = WalkOptions.defaults().withDeleted(true).withOrphans(orphans);
            long[] files = new long[1];
            for (FileSystemInfo each : systems.fileSystems()) {
                long before = files[0];
                String complaint = systems.tryOut(each, options, count -> {
                    files[0] = before + count;
                    report(onFiles, files[0]);
                });
                if (systems.firstEnd() != null) {
                    return systems.firstEnd();
                }
                if (complaint != null) {
                    return "the volume at sector " + each.diskOffset() / SECTOR + " asks libtsk for more memory than "
                            + (limits.residentBytes() >> 20) + " MiB at once";
                }
            }
            // One that could not be opened is in no list of file systems.
            return systems.firstEnd();
        } finally {
            reader.closeSpare();
        }
    }

    private static DiskFileSystems open(
            TskProcessReader reader, RandomAccessData disk, @Nullable Path raw, LongPredicate onFiles)
            throws IOException {
        report(onFiles, 0);
        return reader.open(disk, raw, PartitionTable.read(disk));
    }

    private static void report(LongPredicate onFiles, long files) {
        if (!onFiles.test(files)) {
            throw new CancellationException("cancelled while libtsk was tried");
        }
    }
}

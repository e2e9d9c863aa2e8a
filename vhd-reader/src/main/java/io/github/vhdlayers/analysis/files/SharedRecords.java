package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.internal.files.FileNames;
import io.github.vhdlayers.internal.files.PlacesOfFile;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the signs of {@link ParentDoubts} on the way, while the names of both views are read: a record that the layer did not write is
 * the same below, so that it is read once. Only the records that it wrote, and those of names that are no more, are read below. Gives
 * up where a walk over names and one over files could differ, or a sign depends on the order of the files; then both views are walked.
 *
 * <p>For NTFS, of which every file has records of its own. For one thread.
 */
final class SharedRecords {
    /** So many former names are kept that no unwritten record belongs to. */
    private static final int MOST_OTHERS = 20_000;

    private final Tallies tallies;
    private final FilesRun.Side now;
    private final FilesRun.Side before;
    private final FileSystemInfo former;
    private final FileNames names;
    private final @Nullable LateFiles late;
    private final WriteOrder order = new WriteOrder();
    private final List<FileName> others = new ArrayList<>();
    private boolean isSure = true;

    /**
     * For one file system.
     *
     * @param former as it is below, the same volume
     * @param names receives the names of both, which are added by the caller
     */
    SharedRecords(Tallies tallies, FilesRun.Side now, FilesRun.Side before, FileSystemInfo former, FileNames names) {
        this.tallies = tallies;
        this.now = now;
        this.before = before;
        this.former = former;
        this.names = names;
        this.late = ParentDoubts.late(tallies, former);
    }

    /** Notes a file of now; its name was added. */
    void present(DiskFile file) throws IOException {
        if (!isSure) {
            return;
        }
        if (!isPlain(file)) {
            isSure = false;
        } else if (isShared(file)) {
            below(file, now);
            names.addUnchanged(file.name());
        } else if (ParentDoubts.isTouched(file, tallies)) {
            ParentDoubts.added(file, order, tallies, before.systems(), former, before.disk());
        }
    }

    /** Notes a name below; all files of now were noted. */
    void former(FileName name) {
        if (isSure && !names.isUnchanged(name)) {
            isSure = others.size() < MOST_OTHERS;
            others.add(name);
        }
    }

    /** Notes that not all names below are known. */
    void giveUp() {
        isSure = false;
    }

    /** Whether nothing has spoken against it so far. */
    boolean isSure() {
        return isSure;
    }

    /** Whether a walk over names enters what one over files enters, and reports no less. */
    private static boolean isPlain(DiskFile file) {
        DiskFile.Kind named = file.name().kind();
        boolean isFolder = file.kind() == DiskFile.Kind.DIRECTORY;
        return file.isRead() && file.allocated() && (!isFolder || named == DiskFile.Kind.DIRECTORY);
    }

    /** Whether all that is recorded of a file is the same below. */
    private boolean isShared(DiskFile file) {
        MergedSource disk = before.disk();
        if (file.metadata().isEmpty() || PlacesOfFile.isSuspect(file.metadata(), tallies)) {
            return false;
        }
        for (DiskExtent place : file.metadata()) {
            if (place.end() > disk.size()) {
                return false;
            }
        }
        return true;
    }

    /** Notes a file as it is below, read in one of the views. */
    private void below(DiskFile file, FilesRun.Side side) throws IOException {
        if (late != null && late.isLate(file)) {
            isSure = false;
        }
        order.below(file, WriteNumbers.of(file, side.files().ahead()));
    }

    /**
     * What was found, once both walks have ended; null if it is not sure that it is all.
     *
     * @param system the file system of now
     * @throws IOException if a table or bitmap cannot be read
     */
    @Nullable
    ParentDoubts doubts(FileSystemInfo system) throws IOException {
        DiskFileSystems systems = before.systems();
        if (!isSure || !names.isEachUnchangedFormer()) {
            return null;
        }
        for (FileName name : others) {
            DiskFile file;
            try {
                file = systems.file(former, name);
            } catch (IOException e) {
                return null;
            }
            boolean isIt = file != null
                    && isPlain(file)
                    && (name.sequence() == 0 || file.name().sequence() == name.sequence());
            if (file == null || !isIt) {
                return null;
            }
            below(file, before);
        }
        return isSure ? ParentDoubts.of(order, tallies, now, system, before, former) : null;
    }
}

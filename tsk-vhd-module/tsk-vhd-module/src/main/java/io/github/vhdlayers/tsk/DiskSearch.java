package io.github.vhdlayers.tsk;

import io.github.vhdlayers.diag.NotVhdException;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.file.DiskFiles;
import io.github.vhdlayers.internal.file.FileOptions;
import io.github.vhdlayers.internal.file.ForeignFormat;
import io.github.vhdlayers.internal.format.vhd.DynamicDiskHeader;
import io.github.vhdlayers.internal.format.vhd.HardDiskFooter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.TskCoreException;
import org.sleuthkit.datamodel.TskData;

/**
 * Finds the disk files of a data source, by what they contain and not by their names. Of each file the first and last kilobyte are
 * looked at; what has a mark of a disk there is opened. For one thread.
 */
final class DiskSearch {
    private static final int BATCH = 1000;
    private static final int SECTOR = 512;
    private static final int LOOK = 2 * SECTOR;
    /** An old writer's footer is one byte shorter. */
    private static final int SHORT_FOOTER = SECTOR - 1;

    private final SleuthkitCase sleuthkitCase;
    private final CaseProgress progress;
    private final List<FoundDisk> found = new ArrayList<>();
    private final Set<Content> seen = new HashSet<>();
    private long unreadable;

    DiskSearch(SleuthkitCase sleuthkitCase, CaseProgress progress) {
        this.sleuthkitCase = sleuthkitCase;
        this.progress = progress;
    }

    /** What one file's content is known by: two names of it are one disk. */
    private record Content(long fileSystem, long address, long attribute) {}

    /** The files of file systems, those that were unpacked, and those that were added by themselves; the content of none is another's. */
    private static String files(long dataSourceId) {
        return "data_source_obj_id = " + dataSourceId + " AND type IN (0, 2, 3) AND meta_type = 1 AND size >= " + LOOK;
    }

    /**
     * Looks at every file of a data source.
     *
     * @throws CancellationException if the progress ends it
     */
    List<FoundDisk> in(long dataSourceId) throws TskCoreException {
        String files = files(dataSourceId);
        long total = sleuthkitCase.findAllFileIdsWhere(files).size();
        long looked = 0;
        long last = -1;
        while (true) {
            Collection<AbstractFile> batch = sleuthkitCase.findAllFilesWhere(
                    files + " AND obj_id > " + last + " ORDER BY obj_id LIMIT " + BATCH);
            if (batch.isEmpty()) {
                return List.copyOf(found);
            }
            for (AbstractFile file : batch) {
                last = Math.max(last, file.getId());
                look(file);
                if (looked++ % 50 == 0 && !progress.onProgress(Texts.TASK_SEARCHING.text(), looked, total)) {
                    throw new CancellationException("cancelled after " + looked + " of " + total + " files");
                }
            }
        }
    }

    /** How many files could not be looked at. */
    long unreadable() {
        return unreadable;
    }

    private void look(AbstractFile file) throws TskCoreException {
        try {
            if (!hasMark(file) || (isInUse(file) && isSeen(file))) {
                return;
            }
        } catch (TskCoreException e) {
            unreadable++;
            return;
        }
        String path = SafeText.escape(file.getUniquePath());
        boolean deleted = !isInUse(file);
        try (OpenLayer layer = new OpenLayer(DiskFiles.open(CaseFileSource.of(file, path), FileOptions.defaults()))) {
            found.add(new FoundDisk(file, path, deleted, FoundDisk.Disk.of(layer.file()), null));
        } catch (NotVhdException e) {
            // It only begins or ends as one.
        } catch (VhdException e) {
            found.add(new FoundDisk(file, path, deleted, null, e.problem().message()));
        } catch (IOException e) {
            found.add(new FoundDisk(file, path, deleted, null, FailureText.of(e)));
        }
    }

    /** So that it is closed. */
    private record OpenLayer(LayerFile file) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** Whether both the name and what it names are: a deleted name may be of a record that another file has now. */
    private static boolean isInUse(AbstractFile file) {
        return file.isDirNameFlagSet(TskData.TSK_FS_NAME_FLAG_ENUM.ALLOC)
                && file.isMetaFlagSet(TskData.TSK_FS_META_FLAG_ENUM.ALLOC);
    }

    private boolean isSeen(AbstractFile file) throws TskCoreException {
        if (file.getType() != TskData.TSK_DB_FILES_TYPE_ENUM.FS) {
            return false;
        }
        return !seen.add(new Content(file.getFileSystem().getId(), file.getMetaAddr(), file.getAttributeId()));
    }

    private static boolean hasMark(AbstractFile file) throws TskCoreException {
        byte[] head = read(file, 0);
        boolean isVhdx = ForeignFormat.ofStart(ByteBuffer.wrap(head)) == ForeignFormat.VHDX;
        if (isVhdx || isFooterAt(head, 0) || isAt(head, SECTOR, DynamicDiskHeader.COOKIE)) {
            return true;
        }
        // From a sector's start: of other places some versions of the Sleuth Kit return zeros for what cannot be read.
        long start = (file.getSize() - LOOK) / SECTOR * SECTOR;
        byte[] tail = read(file, start);
        int end = (int) (file.getSize() - start);
        return isFooterAt(tail, end - SECTOR) || isFooterAt(tail, end - SHORT_FOOTER);
    }

    /** Also one that Xen marked: the mark is an error finding of the chain. */
    private static boolean isFooterAt(byte[] bytes, int at) {
        return isAt(bytes, at, HardDiskFooter.COOKIE) || isAt(bytes, at, HardDiskFooter.XEN_POISON_COOKIE);
    }

    private static byte[] read(AbstractFile file, long position) throws TskCoreException {
        byte[] bytes = new byte[(int) Math.min(LOOK + SECTOR, file.getSize() - position)];
        int count = file.read(bytes, position, bytes.length);
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, Math.max(0, count));
    }

    private static boolean isAt(byte[] bytes, int at, long cookie) {
        return at >= 0
                && at + Long.BYTES <= bytes.length
                && ByteBuffer.wrap(bytes).getLong(at) == cookie;
    }
}

package io.github.vhdlayers.tsk;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.tsk.child.LibTskTrial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Whether a disk may be given to the libtsk of a running program. */
final class DiskTrial {
    private DiskTrial() {}

    /**
     * Has a process of its own read the disk first, as it will be in the case.
     *
     * @throws RiskyDiskException if it ended or blocked that process
     * @throws java.util.concurrent.CancellationException if the progress ended it
     */
    static void require(VirtualDisk disk, AddOptions options, CaseProgress progress) throws IOException {
        if (options.trial()) {
            Byte fill = options.orphanFill();
            judge(
                    LibTskTrial.failureOf(
                            fill == null ? disk : disk.filled(fill), options.fatOrphans(), counts(progress)),
                    disk);
        }
    }

    /**
     * Has a process of its own read the disk's copy.
     *
     * @param copy all bytes of the disk, as they will be in the case
     * @throws RiskyDiskException if it ended or blocked that process
     * @throws java.util.concurrent.CancellationException if the progress ended it
     */
    static void requireOfCopy(Path copy, VirtualDisk disk, AddOptions options, CaseProgress progress)
            throws IOException {
        if (options.trial()) {
            judge(LibTskTrial.failureOfFile(copy, options.fatOrphans(), counts(progress)), disk);
        }
    }

    private static LongPredicate counts(CaseProgress progress) {
        String task = Texts.TASK_TRIAL.text();
        return files -> progress.onProgress(task, files, -1);
    }

    private static void judge(@Nullable String failure, VirtualDisk disk) throws RiskyDiskException {
        if (failure != null) {
            throw new RiskyDiskException(SafeText.escape(disk.name()), failure);
        }
    }
}

package io.github.vhdlayers.tsk;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.tsk.child.LibTskTrial;
import java.io.IOException;

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
        if (!options.trial()) {
            return;
        }
        String task = Texts.get("task.trial");
        Byte fill = options.orphanFill();
        String failure = LibTskTrial.failureOf(
                fill == null ? disk : disk.filled(fill),
                options.fatOrphans(),
                files -> progress.onProgress(task, files, -1));
        if (failure != null) {
            throw new RiskyDiskException(SafeText.escape(disk.name()), failure);
        }
    }
}

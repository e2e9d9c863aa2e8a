package io.github.vhdlayers.tsk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.LayerChanges;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.tsk.libtsk.TestLayers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a case says of the files that a layer made, deleted and gave the numbers of others. */
class CaseStatusesTest {
    /** In seconds since 1970, in September 2026; an hour is between them. */
    private static final String BEFORE = "1790000000";

    private static final String AFTER = "1790003600";

    @TempDir
    Path folder = Path.of("");

    @Test
    void aFileThatGotTheNumberOfADeletedOneIsNewAndNotDeleted() throws IOException {
        String missing = InteropTools.missing("mke2fs", "debugfs");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        Files.writeString(folder.resolve("content"), "of either");
        Path parent = folder.resolve("parent.raw");
        tool(BEFORE, "mke2fs", "-q", "-F", "-t", "ext2", "-b", "1024", "parent.raw", "1M");
        tool(BEFORE, "debugfs", "-w", "-R", "write content former.txt", "parent.raw");
        Path child = Files.copy(parent, folder.resolve("child.raw"));
        tool(AFTER, "debugfs", "-w", "-R", "rm former.txt", "child.raw");
        // It gets the first free inode, and debugfs counts no uses: only the time of its creation tells the two apart.
        tool(AFTER, "debugfs", "-w", "-R", "write content present.txt", "child.raw");
        try (VirtualDisk disk = VirtualDisk.open(TestLayers.write(folder, parent, child, 512))) {
            CaseStatuses statuses = CaseStatuses.of(
                    disk,
                    List.of(LayerChanges.of(disk, 0, ScanOptions.defaults())),
                    FileSystemReaders.find(),
                    CaseProgress.NONE);
            assertEquals(
                    FileOwnership.Status.NEW,
                    statuses.find(0, 12, "/present.txt", "", true, 0).status());
            assertEquals(
                    FileOwnership.Status.DELETED,
                    statuses.find(0, 12, "/former.txt", "", false, 0).status());
        }
    }

    private void tool(String clock, String... command) throws IOException {
        List<String> whole = new ArrayList<>(List.of("env", "E2FSPROGS_FAKE_TIME=" + clock));
        whole.addAll(List.of(command));
        InteropTools.run(folder, whole.toArray(String[]::new)).requireSuccess();
    }
}

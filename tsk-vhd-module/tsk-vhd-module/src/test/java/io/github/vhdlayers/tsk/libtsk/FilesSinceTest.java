package io.github.vhdlayers.tsk.libtsk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.FilesSince;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.testkit.InteropTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several layers did together to files that are in neither of the two states that are compared. */
class FilesSinceTest extends EachReader {
    @TempDir
    Path folder = Path.of("");

    @Test
    void eachFileThatCameAndWentUnderOnePathIsReported() throws IOException {
        assumeTrue(InteropTools.missing("mkfs.fat", "mcopy", "mdel").isEmpty(), "mtools are missing");
        tool("truncate", "-s", "1M", "disk.raw");
        tool("/usr/sbin/mkfs.fat", "-F", "12", "-s", "1", "-i", "5eed0001", "disk.raw");
        Files.writeString(folder.resolve("content"), "of one of them");
        List<byte[]> states = new ArrayList<>();
        tool("mcopy", "-i", "disk.raw", "content", "::other one");
        keep(states);
        put();
        remove();
        // The next one gets its entry.
        tool("mdel", "-i", "disk.raw", "::other one");
        put();
        keep(states);
        remove();
        keep(states);
        put();
        keep(states);
        remove();
        keep(states);
        Path leaf = DamagedChain.of(states, 512).write(folder.resolve("chain"));
        List<String> found = new ArrayList<>();
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            FilesSince.of(disk, 0, 4, chosen()).scan(WalkOptions.defaults(), ScanOptions.defaults(), (row, systems) -> {
                if (row.status() == FileOwnership.Status.CAME_AND_WENT) {
                    found.add(row.path() + " of layer " + row.madeIn() + ", gone in " + row.goneIn());
                }
                return true;
            });
        }
        Collections.sort(found);
        assertEquals(
                List.of(
                        "/same name of layer 1, gone in 0",
                        "/same name of layer 3, gone in 2",
                        "/same name of layer 3, gone in 3"),
                found);
    }

    private void keep(List<byte[]> states) throws IOException {
        states.add(Files.readAllBytes(folder.resolve("disk.raw")));
    }

    private void put() throws IOException {
        tool("mcopy", "-i", "disk.raw", "content", "::same name");
    }

    private void remove() throws IOException {
        tool("mdel", "-i", "disk.raw", "::same name");
    }

    private void tool(String... command) throws IOException {
        List<String> whole = new ArrayList<>(List.of("env", "LC_ALL=C.UTF-8", "MTOOLS_SKIP_CHECK=1"));
        whole.addAll(List.of(command));
        InteropTools.run(folder, whole.toArray(String[]::new)).requireSuccess();
    }
}

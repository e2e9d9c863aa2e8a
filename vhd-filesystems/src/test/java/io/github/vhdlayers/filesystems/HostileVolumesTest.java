package io.github.vhdlayers.filesystems;

import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.SmallHeap;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Volumes with fields that ask for gigabytes, in a process with a heap of 64 MiB: each walk ends,
 * and only documented exceptions come out. How long each takes is printed and not judged.
 */
class HostileVolumesTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void smallHeapSufficesForAllOfThem() throws Exception {
        if (InteropTools.missing("mke2fs", "debugfs").isEmpty()) {
            Path source = Files.createDirectory(folder.resolve("source"));
            Files.writeString(source.resolve("x"), "kept in the inode");
            InteropTools.run(
                            folder,
                            "mke2fs",
                            "-q",
                            "-t",
                            "ext4",
                            "-b",
                            "1024",
                            "-I",
                            "256",
                            "-O",
                            "inline_data",
                            "-d",
                            source.toString(),
                            "inline-4g.img",
                            "4M")
                    .requireSuccess();
            for (String size : new String[] {"4294967295", "9223372036854775807"}) {
                Path copy = folder.resolve("inline-" + size + ".img");
                Files.copy(folder.resolve("inline-4g.img"), copy);
                InteropTools.run(folder, "debugfs", "-w", "-R", "sif /x size " + size, copy.toString())
                        .requireSuccess();
            }
        }
        SmallHeap.run(HostileVolumeWalks.class, folder);
    }
}

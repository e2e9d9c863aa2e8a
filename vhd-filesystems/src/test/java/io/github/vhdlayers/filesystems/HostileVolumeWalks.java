package io.github.vhdlayers.filesystems;

import io.github.vhdlayers.filesystems.ntfs.VastIndex;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Does all that can be done with hostile volumes, and prints a line for each. Runs as a process of its own. */
final class HostileVolumeWalks {
    private HostileVolumeWalks() {}

    public static void main(String[] args) throws IOException {
        walk("NTFS with an index of 2 GiB", VastIndex.inside());
        walk("NTFS with an index of 2 GiB that is not there", VastIndex.outside());
        walk("FAT32 with a file that jumps at each cluster", VastChains.jumping());
        walk("FAT32 with 65,536 names of one file", VastChains.shared());
        walk("FAT32 with 65,535 deleted files without end", VastChains.deleted());
        walk("exFAT with 21,845 names of one file", VastChains.sharedInExFat());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(args[0]), "*.img")) {
            for (Path file : files) {
                walk(String.valueOf(file.getFileName()), RandomAccessSources.ofPath(file));
            }
        }
        System.out.println("done");
    }

    private static void walk(String name, RandomAccessSource disk) throws IOException {
        PrintStream out = System.out;
        long start = System.nanoTime();
        try (disk) {
            Walked.exhaust(disk);
        }
        out.println((System.nanoTime() - start) / 1_000_000 + " ms " + name);
    }
}

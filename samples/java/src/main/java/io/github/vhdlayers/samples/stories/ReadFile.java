package io.github.vhdlayers.samples.stories;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Prints a file inside a disk, as it is now or as an older layer left it. */
public final class ReadFile {
    private ReadFile() {}

    /** {@code ReadFile FILE PATH [LAYER]}: layer 0, which is the default, is the disk as it is now. */
    public static void main(String[] args) throws IOException {
        readFile(Path.of(args[0]), args[1], args.length > 2 ? Integer.parseInt(args[2]) : 0, System.out);
    }

    static void readFile(Path disk, String path, int layer, OutputStream out) throws IOException {
        try (VirtualDisk opened = VirtualDisk.open(disk);
                DiskFileSystems systems = FileSystemReaders.open(opened.asOf(layer))) {
            for (FileSystemInfo system : systems.fileSystems()) {
                DiskFile file = systems.find(system, path);
                if (file != null) {
                    try (RandomAccessSource content = systems.content(file)) {
                        RandomAccessSources.inputStream(content).transferTo(out);
                    }
                    return;
                }
            }
            throw new FileNotFoundException(path);
        }
    }
}

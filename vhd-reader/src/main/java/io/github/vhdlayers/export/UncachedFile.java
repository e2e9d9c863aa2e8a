package io.github.vhdlayers.export;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is written past the system's cache. In a class of its own, because not every Java has the option. */
final class UncachedFile {
    private UncachedFile() {}

    /**
     * Opens a file that is there.
     *
     * @throws IOException if the file system does not do that, or not with blocks as small as {@code alignment} bytes
     * @throws UnsupportedOperationException if Java does not do that here
     */
    static FileChannel open(Path file, int alignment) throws IOException {
        long block = Files.getFileStore(file).getBlockSize();
        if (block <= 0 || alignment % block != 0) {
            throw new IOException(file + ": its file system has blocks of " + block + " bytes");
        }
        return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS, ExtendedOpenOption.DIRECT);
    }
}

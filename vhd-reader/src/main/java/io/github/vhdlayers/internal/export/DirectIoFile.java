package io.github.vhdlayers.internal.export;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is written past the system's cache. */
final class DirectIoFile {
    /** Documented, but outside Java's standard: a compiler may warn of it, and a Java runtime may lack it. */
    private static final String OPTIONS = "com.sun.nio.file.ExtendedOpenOption";

    private DirectIoFile() {}

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
        return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS, direct());
    }

    private static OpenOption direct() {
        try {
            for (Object option : Class.forName(OPTIONS).getEnumConstants()) {
                if (option instanceof OpenOption open && option.toString().equals("DIRECT")) {
                    return open;
                }
            }
        } catch (ClassNotFoundException e) {
            throw new UnsupportedOperationException(OPTIONS + " is absent", e);
        }
        throw new UnsupportedOperationException(OPTIONS + " has no option DIRECT");
    }
}

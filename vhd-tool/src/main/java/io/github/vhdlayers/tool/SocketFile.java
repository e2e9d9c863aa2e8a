package io.github.vhdlayers.tool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The file by which clients find a server on this machine: made by it, for its user alone, and removed with it. */
final class SocketFile implements Closeable {
    private final Path path;
    private final @Nullable Object identity;

    private SocketFile(Path path, @Nullable Object identity) {
        this.path = path;
        this.identity = identity;
    }

    /** Complains if the name is taken, be it by a link that leads nowhere. */
    static void requireFree(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        throw new FileAlreadyExistsException(path.toString());
    }

    /** Takes charge of a socket that was just made. */
    static SocketFile made(Path path) throws IOException {
        SocketFile file = new SocketFile(path, attributes(path).fileKey());
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            if (view != null) {
                view.setPermissions(PosixFilePermissions.fromString("rw-------"));
            }
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Removes it, unless something else has its name by now. */
    @Override
    public void close() throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && Objects.equals(attributes(path).fileKey(), identity)) {
            Files.deleteIfExists(path);
        }
    }
}

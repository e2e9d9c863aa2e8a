package io.github.vhdlayers.testkit;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A path of which the file system records every use. */
final class WatchedPath implements Path {
    private final WatchedFileSystem system;
    private final Path plain;

    WatchedPath(WatchedFileSystem system, Path plain) {
        this.system = system;
        this.plain = WatchedFileSystem.unwrap(plain);
    }

    Path plain() {
        return plain;
    }

    private @Nullable Path wrap(@Nullable Path path) {
        return path == null ? null : new WatchedPath(system, path);
    }

    private Path wrapped(Path path) {
        return new WatchedPath(system, path);
    }

    @Override
    public FileSystem getFileSystem() {
        return system;
    }

    @Override
    public boolean isAbsolute() {
        return plain.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return wrap(plain.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return wrap(plain.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return wrap(plain.getParent());
    }

    @Override
    public int getNameCount() {
        return plain.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return wrapped(plain.getName(index));
    }

    @Override
    public Path subpath(int beginIndex, int endIndex) {
        return wrapped(plain.subpath(beginIndex, endIndex));
    }

    @Override
    public boolean startsWith(Path other) {
        return plain.startsWith(WatchedFileSystem.unwrap(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return plain.endsWith(WatchedFileSystem.unwrap(other));
    }

    @Override
    public Path normalize() {
        return wrapped(plain.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return wrapped(plain.resolve(WatchedFileSystem.unwrap(other)));
    }

    @Override
    public Path relativize(Path other) {
        return wrapped(plain.relativize(WatchedFileSystem.unwrap(other)));
    }

    @Override
    public URI toUri() {
        return plain.toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return wrapped(plain.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        return wrapped(system.used(WatchedFileSystem.Action.ASK, plain).toRealPath(options));
    }

    @Override
    public File toFile() {
        throw new UnsupportedOperationException("a file cannot be watched");
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return plain.compareTo(WatchedFileSystem.unwrap(other));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WatchedPath path && path.plain.equals(plain) && path.system == system;
    }

    @Override
    public int hashCode() {
        return Objects.hash(plain);
    }

    @Override
    public String toString() {
        return plain.toString();
    }
}

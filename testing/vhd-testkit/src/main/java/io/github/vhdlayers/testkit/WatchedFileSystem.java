package io.github.vhdlayers.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A file system that stands in front of the machine's own, and keeps a record of everything that is done with a path of it:
 * which files are opened, and which are so much as asked about. Nothing can be written through it. A test may do something of
 * its own right before each use: change the file, or fail as a machine does.
 *
 * <p>Paths of it come from {@link #of}. Thread-safe.
 */
public final class WatchedFileSystem extends FileSystem {
    private final FileSystem real;
    private final Provider provider = new Provider(this);
    private final ConcurrentLinkedQueue<Use> uses = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Read> reads = new ConcurrentLinkedQueue<>();
    private final Queue<Path> open = new ConcurrentLinkedQueue<>();
    private final Meanwhile meanwhile;

    /** A file system with an empty record. */
    public WatchedFileSystem(FileSystem real) {
        this(real, use -> {});
    }

    /** The same, in which something happens right before a file is used. */
    public WatchedFileSystem(FileSystem real, Meanwhile meanwhile) {
        this.real = real;
        this.meanwhile = meanwhile;
    }

    /** What happens right before a file is used. */
    @FunctionalInterface
    public interface Meanwhile {
        /**
         * Called before what is about to be done.
         *
         * @throws IOException if it fails, with what the machine would say
         */
        void before(Use use) throws IOException;
    }

    /** What was done with a file. */
    public enum Action {
        /** It was opened. */
        OPEN,
        /** It was read. */
        READ,
        /** It was listed as a folder. */
        LIST,
        /** The next entry of its listing was asked for, which is not recorded. */
        ENTRY,
        /** It was asked about: its attributes, whether it exists, where a link leads. */
        ASK
    }

    /**
     * Something that was done.
     *
     * @param action what
     * @param path with which path of the machine's file system, absolute and normalised
     */
    public record Use(Action action, Path path) {}

    /**
     * Bytes that a file gave.
     *
     * @param path the file, absolute and normalised
     * @param position where they begin
     * @param bytes how many there were
     */
    public record Read(Path path, long position, int bytes) {}

    /** A watched path. */
    public Path of(Path path) {
        return new WatchedPath(this, path);
    }

    /** Everything that was done so far, in order. */
    public List<Use> uses() {
        return List.copyOf(uses);
    }

    /** The files that were opened so far. */
    public List<Path> opened() {
        return uses().stream()
                .filter(use -> use.action == Action.OPEN)
                .map(Use::path)
                .toList();
    }

    /** The files that are open, each as often as it is. */
    public List<Path> stillOpen() {
        return open.stream().sorted().toList();
    }

    /** What was read so far by position. */
    public List<Read> reads() {
        return List.copyOf(reads);
    }

    /** Forgets what was done so far. */
    public void forget() {
        uses.clear();
        reads.clear();
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("it is closed with the machine");
    }

    @Override
    public boolean isOpen() {
        return real.isOpen();
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public String getSeparator() {
        return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return StreamSupport.stream(real.getRootDirectories().spliterator(), false)
                .map(this::of)
                .toList();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return real.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return real.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return of(real.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        PathMatcher matcher = real.getPathMatcher(syntaxAndPattern);
        return path -> matcher.matches(unwrap(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return real.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() throws IOException {
        return real.newWatchService();
    }

    Path used(Action action, Path path) throws IOException {
        Path plain = unwrap(path);
        Use use = new Use(action, plain.toAbsolutePath().normalize());
        uses.add(use);
        meanwhile.before(use);
        return plain;
    }

    /** Before a file is read, which is not recorded. */
    void beforeRead(Path plain) throws IOException {
        meanwhile.before(new Use(Action.READ, plain.toAbsolutePath().normalize()));
    }

    /** Entries of a folder, each of which may fail as a listing does. */
    private Iterator<Path> watched(Iterator<Path> entries, Path folder) {
        Use use = new Use(Action.ENTRY, folder.toAbsolutePath().normalize());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Path next() {
                try {
                    meanwhile.before(use);
                } catch (IOException e) {
                    throw new DirectoryIteratorException(e);
                }
                return entries.next();
            }
        };
    }

    void afterRead(Path plain, long position, int bytes) {
        if (bytes > 0) {
            reads.add(new Read(plain.toAbsolutePath().normalize(), position, bytes));
        }
    }

    void afterOpening(Path plain) {
        open.add(plain.toAbsolutePath().normalize());
    }

    void afterClosing(Path plain) {
        open.remove(plain.toAbsolutePath().normalize());
    }

    static Path unwrap(Path path) {
        return path instanceof WatchedPath watched ? watched.plain() : path;
    }

    /** Does what the machine's provider does, and notes it first. */
    private static final class Provider extends FileSystemProvider {
        private final WatchedFileSystem system;

        Provider(WatchedFileSystem system) {
            this.system = system;
        }

        private FileSystemProvider real() {
            return system.real.provider();
        }

        @Override
        public String getScheme() {
            return "watched";
        }

        @Override
        public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileSystem getFileSystem(URI uri) {
            return system;
        }

        @Override
        public Path getPath(URI uri) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs) throws IOException {
            return real().newByteChannel(system.used(Action.OPEN, path), options, attrs);
        }

        @Override
        public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs)
                throws IOException {
            Path plain = system.used(Action.OPEN, path);
            return new WatchedChannel(system, plain, real().newFileChannel(plain, options, attrs));
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(Path dir, DirectoryStream.Filter<? super Path> filter)
                throws IOException {
            Path plain = system.used(Action.LIST, dir);
            List<Path> entries = new ArrayList<>();
            try (DirectoryStream<Path> stream = real().newDirectoryStream(plain, entry -> true)) {
                for (Path entry : stream) {
                    Path watched = system.of(entry);
                    if (filter.accept(watched)) {
                        entries.add(watched);
                    }
                }
            }
            return new DirectoryStream<>() {
                @Override
                public Iterator<Path> iterator() {
                    return system.watched(entries.iterator(), plain);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void createDirectory(Path dir, FileAttribute<?>... attrs) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(Path path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void copy(Path source, Path target, CopyOption... options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void move(Path source, Path target, CopyOption... options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isSameFile(Path path, Path path2) throws IOException {
            return real().isSameFile(system.used(Action.ASK, path), system.used(Action.ASK, path2));
        }

        @Override
        public boolean isHidden(Path path) throws IOException {
            return real().isHidden(system.used(Action.ASK, path));
        }

        @Override
        public FileStore getFileStore(Path path) throws IOException {
            return real().getFileStore(system.used(Action.ASK, path));
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) throws IOException {
            real().checkAccess(system.used(Action.ASK, path), modes);
        }

        @Override
        public <V extends FileAttributeView> @Nullable V getFileAttributeView(
                Path path, Class<V> type, LinkOption... options) {
            try {
                return real().getFileAttributeView(system.used(Action.ASK, path), type, options);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
                throws IOException {
            return real().readAttributes(system.used(Action.ASK, path), type, options);
        }

        @Override
        public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
                throws IOException {
            return real().readAttributes(system.used(Action.ASK, path), attributes, options);
        }

        @Override
        public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Path readSymbolicLink(Path link) throws IOException {
            return system.of(real().readSymbolicLink(system.used(Action.ASK, link)));
        }
    }
}

package io.github.vhdlayers.tool;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.github.vhdlayers.testkit.InteropTools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** An NTFS volume in a file, changed as a system would change it, without mounting: by the library of {@code mkfs.ntfs}. */
final class NtfsWriter implements AutoCloseable {
    private static final String LIBRARY = "libntfs-3g.so.89";
    private static final int REGULAR = 0x8000;
    private static final int FOLDER = 0x4000;
    private static final int DATA = 0x80;
    private static final long EPOCH_SECONDS = 11_644_473_600L;
    private static final long TICKS = 10_000_000;

    private final Ntfs3g library;
    private final Pointer unnamed;
    private final Pointer volume;

    private NtfsWriter(Ntfs3g library, Pointer unnamed, Pointer volume) {
        this.library = library;
        this.unnamed = unnamed;
        this.volume = volume;
    }

    @SuppressWarnings("checkstyle:MethodName") // They are called what the library calls them.
    interface Ntfs3g extends Library {
        @Nullable
        Pointer ntfs_mount(String file, long flags);

        int ntfs_umount(Pointer volume, byte force);

        @Nullable
        Pointer ntfs_pathname_to_inode(Pointer volume, @Nullable Pointer folder, String path);

        @Nullable
        Pointer ntfs_create(Pointer folder, int security, byte[] name, byte length, int type);

        int ntfs_delete(Pointer volume, String path, Pointer inode, Pointer folder, byte[] name, byte length);

        int ntfs_link(Pointer inode, Pointer folder, byte[] name, byte length);

        int ntfs_attr_add(Pointer inode, int type, byte[] name, byte length, @Nullable Pointer value, long size);

        @Nullable
        Pointer ntfs_attr_open(Pointer inode, int type, Pointer name, int length);

        @Nullable
        Pointer ntfs_attr_open(Pointer inode, int type, byte[] name, int length);

        long ntfs_attr_pwrite(Pointer attribute, long position, long count, byte[] bytes);

        int ntfs_attr_truncate(Pointer attribute, long size);

        void ntfs_attr_close(Pointer attribute);

        int ntfs_inode_close(Pointer inode);

        int ntfs_inode_close_in_dir(Pointer inode, Pointer folder);

        int ntfs_inode_set_times(Pointer inode, byte[] value, long size, int flags);

        int ntfs_set_locale();
    }

    /** Makes a volume of a size in a new file. */
    static void format(Path file, long bytes) throws IOException {
        InteropTools.run(Path.of("/"), "truncate", "-s", Long.toString(bytes), file.toString())
                .requireSuccess();
        InteropTools.run(
                        Path.of("/"),
                        "/usr/sbin/mkfs.ntfs",
                        "-q",
                        "-F",
                        "-f",
                        "-c",
                        "4096",
                        "-s",
                        "512",
                        "-p",
                        "0",
                        "-H",
                        "16",
                        "-S",
                        "63",
                        file.toString())
                .requireSuccess();
    }

    static NtfsWriter open(Path file) throws IOException {
        Ntfs3g library;
        Pointer unnamed;
        try {
            library = Native.load(LIBRARY, Ntfs3g.class);
            unnamed = NativeLibrary.getInstance(LIBRARY).getGlobalVariableAddress("AT_UNNAMED");
        } catch (UnsatisfiedLinkError e) {
            if ("required".equals(System.getProperty("interop"))) {
                throw e;
            }
            Assumptions.abort(LIBRARY + " is not on this machine");
            throw e;
        }
        library.ntfs_set_locale();
        Pointer volume = library.ntfs_mount(file.toString(), 0);
        if (volume == null) {
            throw new IOException(file + " cannot be opened as NTFS");
        }
        return new NtfsWriter(library, unnamed, volume);
    }

    void folder(String path) throws IOException {
        create(path, FOLDER);
    }

    private void create(String path, int type) throws IOException {
        Pointer parent = inode(parent(path));
        Pointer inode = require(path, library.ntfs_create(parent, 0, units(path), length(path), type));
        check(path, library.ntfs_inode_close_in_dir(inode, parent));
        close(parent);
    }

    /** Makes a file, or replaces its content. */
    void write(String path, byte[] content) throws IOException {
        Pointer inode = library.ntfs_pathname_to_inode(volume, null, path);
        if (inode == null) {
            create(path, REGULAR);
            inode = inode(path);
        }
        Pointer data = require(path, library.ntfs_attr_open(inode, DATA, unnamed, 0));
        check(path, library.ntfs_attr_truncate(data, 0));
        write(path, data, content);
        close(inode);
    }

    /** Makes an alternate stream. */
    void stream(String path, String stream, byte[] content) throws IOException {
        Pointer inode = inode(path);
        byte[] name = stream.getBytes(StandardCharsets.UTF_16LE);
        check(path, library.ntfs_attr_add(inode, DATA, name, (byte) stream.length(), null, 0));
        write(path, require(path, library.ntfs_attr_open(inode, DATA, name, stream.length())), content);
        close(inode);
    }

    private void write(String path, Pointer data, byte[] content) throws IOException {
        if (library.ntfs_attr_pwrite(data, 0, content.length, content) != content.length) {
            throw new IOException(path + " cannot be written");
        }
        library.ntfs_attr_close(data);
    }

    void delete(String path) throws IOException {
        check(path, library.ntfs_delete(volume, path, inode(path), inode(parent(path)), units(path), length(path)));
    }

    void rename(String from, String to) throws IOException {
        Pointer inode = inode(from);
        Pointer parent = inode(parent(to));
        check(to, library.ntfs_link(inode, parent, units(to), length(to)));
        // The library finds the name in the folder only once what it holds of that is written.
        close(parent);
        close(inode);
        delete(from);
    }

    /** Sets when a file was created, changed and read. */
    void times(String path, Instant created, Instant modified, Instant accessed) throws IOException {
        ByteBuffer value = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        for (Instant time : new Instant[] {created, modified, accessed}) {
            value.putLong((time.getEpochSecond() + EPOCH_SECONDS) * TICKS);
        }
        Pointer inode = inode(path);
        check(path, library.ntfs_inode_set_times(inode, value.array(), value.capacity(), 0));
        close(inode);
    }

    @Override
    public void close() throws IOException {
        check("closing", library.ntfs_umount(volume, (byte) 0));
    }

    private Pointer inode(String path) throws IOException {
        return require(path, library.ntfs_pathname_to_inode(volume, null, path));
    }

    private void close(Pointer inode) throws IOException {
        check("closing a file", library.ntfs_inode_close(inode));
    }

    private static Pointer require(String path, @Nullable Pointer pointer) throws IOException {
        if (pointer == null) {
            throw new IOException(path + ": error " + Native.getLastError());
        }
        return pointer;
    }

    private static void check(String path, int result) throws IOException {
        if (result != 0) {
            throw new IOException(path + ": error " + Native.getLastError());
        }
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash == 0 ? "/" : path.substring(0, slash);
    }

    private static byte[] units(String path) {
        return path.substring(path.lastIndexOf('/') + 1).getBytes(StandardCharsets.UTF_16LE);
    }

    private static byte length(String path) {
        return (byte) (path.length() - path.lastIndexOf('/') - 1);
    }
}

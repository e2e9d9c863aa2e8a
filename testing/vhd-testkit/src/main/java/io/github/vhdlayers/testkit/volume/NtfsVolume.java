package io.github.vhdlayers.testkit.volume;

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
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * An NTFS volume in a file, changed as a system would change it, without mounting: by the library that {@code mkfs.ntfs} and
 * {@code ntfscp} stand on. Paths begin with {@code /}.
 */
public final class NtfsVolume implements WritableVolume, AutoCloseable {
    private static final int REGULAR = 0x8000;
    private static final int FOLDER = 0x4000;
    private static final int DATA = 0x80;

    /** What the library says of a record that another name does not fit into. */
    private static final int NO_ROOM = 5;

    /** The file's attributes, little-endian: compressed, to be archived. */
    private static final byte[] COMPRESSED = {0x20, 0x08, 0, 0};

    /** Where the library has a volume's state, and the bit that allows compression. */
    private static final int STATE = 16;

    private static final long MAY_COMPRESS = 1 << 6;
    private static final int UNIT_BYTES = 16 * 4096;

    /** From 1601, where the times of NTFS begin, to 1970. */
    private static final long EPOCH_SECONDS = 11_644_473_600L;

    /** In a second. */
    private static final long TICKS = 10_000_000;

    private static final String LIBRARY = "libntfs-3g.so.89";

    private final Ntfs3g library;
    private final Pointer unnamed;
    private final Pointer volume;

    private NtfsVolume(Ntfs3g library, Pointer unnamed, Pointer volume) {
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

        int ntfs_set_ntfs_attrib(Pointer inode, byte[] value, long size, int flags);

        int ntfs_inode_set_times(Pointer inode, byte[] value, long size, int flags);

        int ntfs_attr_pclose(Pointer attribute);

        int ntfs_attr_remove(Pointer inode, int type, byte[] name, int length);

        int ntfs_attr_truncate(Pointer attribute, long size);

        void ntfs_attr_close(Pointer attribute);

        int ntfs_inode_close(Pointer inode);

        int ntfs_inode_close_in_dir(Pointer inode, Pointer folder);

        int ntfs_set_locale();
    }

    /** Makes a volume of a size in a new file, with clusters of 4 KiB. */
    public static void format(Path file, long bytes) throws IOException {
        format(file, bytes, 4096);
    }

    /** Makes a volume of a size in a new file, with clusters of a size. */
    public static void format(Path file, long bytes, int clusterBytes) throws IOException {
        InteropTools.run(
                        Path.of("/"),
                        "truncate",
                        "-s",
                        Long.toString(bytes),
                        file.toAbsolutePath().toString())
                .requireSuccess();
        InteropTools.run(
                        Path.of("/"),
                        "/usr/sbin/mkfs.ntfs",
                        "-q",
                        "-F",
                        "-f",
                        "-c",
                        Integer.toString(clusterBytes),
                        "-s",
                        "512",
                        "-p",
                        "0",
                        "-H",
                        "16",
                        "-S",
                        "63",
                        file.toAbsolutePath().toString())
                .requireSuccess();
    }

    /**
     * Opens a volume; the caller closes it.
     *
     * @throws TestAbortedException if this machine does not have the library and may be without it
     */
    public static NtfsVolume open(Path file) throws IOException {
        Ntfs3g library;
        Pointer unnamed;
        try {
            library = Native.load(LIBRARY, Ntfs3g.class);
            unnamed = NativeLibrary.getInstance(LIBRARY).getGlobalVariableAddress("AT_UNNAMED");
        } catch (UnsatisfiedLinkError e) {
            if ("required".equals(System.getProperty("interop"))) {
                throw e;
            }
            throw new TestAbortedException(LIBRARY + " is not on this machine", e);
        }
        library.ntfs_set_locale();
        Pointer volume = library.ntfs_mount(file.toString(), 0);
        if (volume == null) {
            throw new IOException(file + " cannot be opened as NTFS");
        }
        return new NtfsVolume(library, unnamed, volume);
    }

    @Override
    public void folder(String path) throws IOException {
        create(path, FOLDER);
    }

    private void create(String path, int type) throws IOException {
        Pointer parent = inode(parent(path));
        Pointer inode = require(path, library.ntfs_create(parent, 0, units(path), length(path), type));
        check(path, library.ntfs_inode_close_in_dir(inode, parent));
        close(parent);
    }

    /** Makes a file, or replaces its content. */
    @Override
    public void write(String path, byte[] content) throws IOException {
        Pointer inode = library.ntfs_pathname_to_inode(volume, null, path);
        if (inode == null) {
            create(path, REGULAR);
            inode = inode(path);
        }
        Pointer data = require(path, library.ntfs_attr_open(inode, DATA, unnamed, 0));
        check(path, library.ntfs_attr_truncate(data, 0));
        write(path, data, 0, content);
        close(inode);
    }

    /** Makes a folder in which all new files are compressed that {@link #compressed} makes. */
    public void compressedFolder(String path) throws IOException {
        folder(path);
        Pointer inode = inode(path);
        check(path, library.ntfs_set_ntfs_attrib(inode, COMPRESSED, COMPRESSED.length, 0));
        close(inode);
    }

    /** Makes a file in such a folder. */
    public void compressed(String path, byte[] content) throws IOException {
        // What mounting with "compression" does; the library has no function for it.
        volume.setLong(STATE, volume.getLong(STATE) | MAY_COMPRESS);
        create(path, REGULAR);
        Pointer inode = inode(path);
        Pointer data = require(path, library.ntfs_attr_open(inode, DATA, unnamed, 0));
        for (int at = 0; at < content.length; at += UNIT_BYTES) {
            byte[] unit = Arrays.copyOfRange(content, at, Math.min(content.length, at + UNIT_BYTES));
            if (library.ntfs_attr_pwrite(data, at, unit.length, unit) != unit.length) {
                throw new IOException(path + " cannot be written");
            }
        }
        check(path, library.ntfs_attr_pclose(data));
        library.ntfs_attr_close(data);
        close(inode);
    }

    /** Changes a piece of a file, or makes it longer; what is between is a hole. */
    @Override
    public void writeAt(String path, long position, byte[] content) throws IOException {
        Pointer inode = inode(path);
        write(path, require(path, library.ntfs_attr_open(inode, DATA, unnamed, 0)), position, content);
        close(inode);
    }

    /** Makes a file shorter, or longer by a hole. */
    public void truncate(String path, long size) throws IOException {
        Pointer inode = inode(path);
        Pointer data = require(path, library.ntfs_attr_open(inode, DATA, unnamed, 0));
        check(path, library.ntfs_attr_truncate(data, size));
        library.ntfs_attr_close(data);
        close(inode);
    }

    /** Makes an alternate stream, or replaces its content. */
    public void stream(String path, String stream, byte[] content) throws IOException {
        Pointer inode = inode(path);
        byte[] name = stream.getBytes(StandardCharsets.UTF_16LE);
        Pointer data = library.ntfs_attr_open(inode, DATA, name, stream.length());
        if (data == null) {
            check(path, library.ntfs_attr_add(inode, DATA, name, (byte) stream.length(), null, 0));
            data = require(path, library.ntfs_attr_open(inode, DATA, name, stream.length()));
        }
        check(path, library.ntfs_attr_truncate(data, 0));
        write(path, data, 0, content);
        close(inode);
    }

    /** Removes an alternate stream. */
    public void removeStream(String path, String stream) throws IOException {
        Pointer inode = inode(path);
        byte[] name = stream.getBytes(StandardCharsets.UTF_16LE);
        check(path, library.ntfs_attr_remove(inode, DATA, name, stream.length()));
        close(inode);
    }

    /** Sets when a file was created, changed and read. */
    public void times(String path, Instant created, Instant modified, Instant accessed) throws IOException {
        ByteBuffer value = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        for (Instant time : new Instant[] {created, modified, accessed}) {
            value.putLong((time.getEpochSecond() + EPOCH_SECONDS) * TICKS);
        }
        Pointer inode = inode(path);
        check(path, library.ntfs_inode_set_times(inode, value.array(), value.capacity(), 0));
        close(inode);
    }

    /** Gives a file another name; false if its records have no room for one, although they may be arranged anew by then. */
    public boolean link(String existing, String path) throws IOException {
        Pointer inode = inode(existing);
        Pointer parent = inode(parent(path));
        int result = library.ntfs_link(inode, parent, units(path), length(path));
        boolean hasNoRoom = result != 0 && Native.getLastError() == NO_ROOM;
        if (!hasNoRoom) {
            check(path, result);
        }
        // The library finds the name in the folder only once what it holds of that is written.
        close(parent);
        close(inode);
        return !hasNoRoom;
    }

    /** Removes a name, and the file with its last one. */
    @Override
    public void delete(String path) throws IOException {
        check(path, library.ntfs_delete(volume, path, inode(path), inode(parent(path)), units(path), length(path)));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        if (!renameIfRoom(from, to)) {
            throw new IOException(from + " cannot be renamed: its records have no room for another name");
        }
    }

    /** Renames a file; false if its records have no room for both names, although they may be arranged anew by then. */
    public boolean renameIfRoom(String from, String to) throws IOException {
        if (!link(from, to)) {
            return false;
        }
        delete(from);
        return true;
    }

    @Override
    public void close() throws IOException {
        check("closing", library.ntfs_umount(volume, (byte) 0));
    }

    private void write(String path, Pointer data, long position, byte[] content) throws IOException {
        if (content.length > 0 && library.ntfs_attr_pwrite(data, position, content.length, content) != content.length) {
            throw new IOException(path + " cannot be written");
        }
        library.ntfs_attr_close(data);
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

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static byte[] units(String path) {
        return name(path).getBytes(StandardCharsets.UTF_16LE);
    }

    private static byte length(String path) {
        return (byte) name(path).length();
    }
}

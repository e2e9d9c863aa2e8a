package io.github.vhdlayers.tsk.libtsk;

import com.sun.jna.Pointer;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One file system that libtsk has open. Not thread-safe. */
final class OpenFileSystem {
    private static final long EXT_SUPERBLOCK = 1024;
    private static final int EXT_REVISION = 76;
    private static final int EXT_INODE_SIZE = 88;
    private static final int EXT_FIELDS = 90;
    private static final int EXT_LEAST_INODE = 128;
    private static final int DETECT = 0;
    private static final int MOST_BLOCK_BYTES = 1 << 24;

    private final ExternalImage image;
    private final RandomAccessData disk;
    private final Pointer pointer;
    private final Structs.FileSystem state;
    private final FileSystemInfo info;
    private final MetadataLocator locator;
    private final Asking asking;
    private final Map<Long, String> refused = new HashMap<>();
    private boolean isClosed;

    private OpenFileSystem(
            ExternalImage image,
            RandomAccessData disk,
            Pointer pointer,
            Structs.FileSystem state,
            FileSystemInfo info,
            Asking asking) {
        this.image = image;
        this.disk = disk;
        this.pointer = pointer;
        this.state = state;
        this.info = info;
        this.asking = asking;
        this.locator = MetadataLocator.of(this);
    }

    /**
     * Opens the file system that begins at a byte of the disk.
     *
     * @throws LibTskException if there is none, it cannot be read, or it makes no sense
     */
    static OpenFileSystem open(
            ExternalImage image,
            RandomAccessData disk,
            int number,
            @Nullable Partition partition,
            Volume.Kind kind,
            long offset,
            Asking asking)
            throws IOException {
        Functions functions = image.library().functions();
        functions.tsk_error_reset();
        asking.about(number, -1);
        Pointer pointer = functions.tsk_fs_open_img(image.pointer(), offset, DETECT);
        if (pointer == null) {
            throw new LibTskException(why(image, kind));
        }
        Structs.FileSystem state = Structs.FileSystem.of(pointer);
        if (state.tag() != Structs.TAG_FS
                || state.offset() != offset
                || state.blockSize() < 1
                || state.blockSize() > MOST_BLOCK_BYTES
                || state.blockCount() < 1
                || state.blockCount() > Long.MAX_VALUE / 2 / state.blockSize()) {
            functions.tsk_fs_close(pointer);
            throw new LibTskException("libtsk gives it " + state.blockCount() + " blocks of " + state.blockSize()
                    + " bytes, which cannot be");
        }
        String type = functions.tsk_fs_type_toname(state.type());
        try {
            if (asking.isGuarded() && type != null && FileSystemInfo.Family.of(type) == FileSystemInfo.Family.EXT) {
                requirePossibleInodes(disk, offset + EXT_SUPERBLOCK, state.blockSize());
            }
        } catch (LibTskException e) {
            functions.tsk_fs_close(pointer);
            throw e;
        } catch (IOException e) {
            functions.tsk_fs_close(pointer);
            throw new LibTskException("its superblock cannot be read: " + e.getMessage(), e);
        }
        FileSystemInfo info = new FileSystemInfo(
                        number,
                        partition,
                        type == null ? "unknown" : type,
                        offset,
                        state.blockCount() * state.blockSize(),
                        state.blockSize())
                .withReader("tsk");
        return new OpenFileSystem(image, disk, pointer, state, info, asking);
    }

    /**
     * Refuses inodes of a size that ext cannot have. The library takes any, and then reads and compares so much for each name that a
     * small disk keeps it busy for minutes.
     */
    private static void requirePossibleInodes(RandomAccessData disk, long superblock, int blockSize)
            throws IOException {
        ByteBuffer fields = ByteBuffer.allocate(EXT_FIELDS).order(ByteOrder.LITTLE_ENDIAN);
        disk.readFully(superblock, fields);
        int bytes = Short.toUnsignedInt(fields.getShort(EXT_INODE_SIZE));
        boolean isFixed = fields.getInt(EXT_REVISION) == 0;
        if (!isFixed && (bytes < EXT_LEAST_INODE || bytes > blockSize || Integer.bitCount(bytes) != 1)) {
            throw new LibTskException("its superblock says that inodes have " + bytes + " bytes, which cannot be");
        }
    }

    private static String why(ExternalImage image, Volume.Kind kind) {
        Throwable failure = image.firstFailure();
        if (failure != null) {
            return "cannot be read: " + failure.getMessage();
        }
        String reason = image.library().lastError();
        return kind.isFileSystem() ? "holds " + kind + ", which libtsk does not read: " + reason : reason;
    }

    ExternalImage image() {
        return image;
    }

    Functions functions() {
        return image.library().functions();
    }

    RandomAccessData disk() {
        return disk;
    }

    Pointer pointer() {
        return pointer;
    }

    Structs.FileSystem state() {
        return state;
    }

    FileSystemInfo info() {
        return info;
    }

    MetadataLocator locator() {
        return locator;
    }

    boolean isNtfs() {
        return info.type().equals("ntfs");
    }

    /** Notes that the library is about to be asked for the metadata of an address. */
    void ask(long address) {
        asking.about(info.number(), address);
    }

    /** Forbids to open what is at an address. */
    void refuse(long address, String why) {
        refused.put(address, why);
    }

    /** Why the library must not open what is at an address; null if it may. */
    @Nullable
    String refusal(long address) {
        String why = refused.get(address);
        return why == null && asking.isGuarded() ? locator.refusal(address) : why;
    }

    /** Why the library must not be asked for the content of a file, or what is in a folder; null if it may. */
    @Nullable
    String refusal(Structs.Meta meta) throws IOException {
        return asking.isGuarded() ? locator.refusal(meta) : null;
    }

    /** The file of an address, to be closed by the library, or null if there is none. */
    @Nullable
    Pointer openFile(long address) throws IOException {
        String refusal = refusal(address);
        if (refusal != null) {
            throw new IOException("metadata " + address + ": " + refusal);
        }
        ask(address);
        long before = image.failures();
        functions().tsk_error_reset();
        Pointer file = functions().tsk_fs_file_open_meta(pointer, null, address);
        if (image.failures() != before) {
            if (file != null) {
                functions().tsk_fs_file_close(file);
            }
            throw unreadable("metadata " + address);
        }
        return file;
    }

    /** What to throw after a read of the image failed. */
    IOException unreadable(String what) {
        Throwable cause = image.firstFailure();
        return new IOException(what + " cannot be read: " + (cause == null ? "" : cause.getMessage()), cause);
    }

    void close() {
        if (!isClosed) {
            isClosed = true;
            functions().tsk_fs_close(pointer);
        }
    }
}

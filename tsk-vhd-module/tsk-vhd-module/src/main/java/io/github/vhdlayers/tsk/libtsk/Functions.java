package io.github.vhdlayers.tsk.libtsk;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of libtsk that are used, under their own names. Sizes, positions and addresses are of 64 bits on every system
 * that {@link LibTsk} accepts.
 */
@SuppressWarnings("checkstyle:MethodName") // They are called what the library calls them.
interface Functions extends Library {
    /** Gives the library bytes of the image: how many, or -1 for an error. */
    @FunctionalInterface
    interface ReadCallback extends Callback {
        long invoke(Pointer image, long offset, Pointer buffer, long length);
    }

    /** The library is done with the image. */
    @FunctionalInterface
    interface CloseCallback extends Callback {
        void invoke(Pointer image);
    }

    /** The library wants to print what the image is. */
    @FunctionalInterface
    interface StatCallback extends Callback {
        void invoke(Pointer image, Pointer file);
    }

    /** Receives one block of a file system; the answer says whether to go on. */
    @FunctionalInterface
    interface BlockCallback extends Callback {
        int invoke(Pointer block, @Nullable Pointer data);
    }

    String tsk_version_get_str();

    void tsk_error_reset();

    int tsk_error_get_errno();

    @Nullable
    String tsk_error_get();

    void tsk_error_set_errno(int number);

    void tsk_error_set_errstr(String format, Object... values);

    @Nullable
    Pointer tsk_img_open_external(
            Pointer memory, long size, int sectorSize, ReadCallback read, CloseCallback close, StatCallback stat);

    void tsk_img_close(Pointer image);

    long tsk_img_read(Pointer image, long offset, Pointer buffer, long length);

    @Nullable
    Pointer tsk_fs_open_img(Pointer image, long offset, int type);

    void tsk_fs_close(Pointer fileSystem);

    @Nullable
    String tsk_fs_type_toname(int type);

    byte tsk_fs_block_walk(
            Pointer fileSystem, long first, long last, int flags, BlockCallback callback, @Nullable Pointer data);

    @Nullable
    Pointer tsk_fs_dir_open_meta(Pointer fileSystem, long address);

    long tsk_fs_dir_getsize(Pointer directory);

    @Nullable
    Pointer tsk_fs_dir_get(Pointer directory, long index);

    @Nullable
    Pointer tsk_fs_dir_get_name(Pointer directory, long index);

    void tsk_fs_dir_close(Pointer directory);

    @Nullable
    Pointer tsk_fs_file_open_meta(Pointer fileSystem, @Nullable Pointer reused, long address);

    void tsk_fs_file_close(Pointer file);

    int tsk_fs_file_attr_getsize(Pointer file);

    @Nullable
    Pointer tsk_fs_file_attr_get_idx(Pointer file, int index);

    long tsk_fs_attr_read(Pointer attribute, long offset, Pointer buffer, long length, int flags);
}

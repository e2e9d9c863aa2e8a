package io.github.vhdlayers.tsk.libtsk;

/**
 * The functions of libtsk that are called once or more for each file of a large disk, bound so that a call costs little, with addresses for
 * pointers. The binding is this process's, of the library that was bound last: for a process that has one.
 */
@SuppressWarnings("checkstyle:MethodName") // They are called what the library calls them.
final class QuickFunctions {
    native int tsk_error_get_errno();

    native void tsk_error_reset();

    native long tsk_fs_dir_open_meta(long fileSystem, long address);

    native long tsk_fs_dir_getsize(long directory);

    native long tsk_fs_dir_get(long directory, long index);

    native long tsk_fs_dir_get_name(long directory, long index);

    native void tsk_fs_dir_close(long directory);

    native void tsk_fs_file_close(long file);

    native int tsk_fs_file_attr_getsize(long file);
}

package io.github.vhdlayers.tool.terminal;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.win32.StdCallLibrary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The streams of Windows, by what its own library says of their handles. */
final class WindowsConsole implements Console {
    private static final int STD_OUTPUT_HANDLE = -11;
    private static final int STD_ERROR_HANDLE = -12;
    private static final int FILE_TYPE_DISK = 1;
    private static final int FILE_TYPE_PIPE = 3;
    private static final int ENABLE_VIRTUAL_TERMINAL_PROCESSING = 4;
    /** CONSOLE_SCREEN_BUFFER_INFO: size, cursor and attributes, then the window as four 16-bit edges, then its largest size. */
    private static final int SCREEN_BUFFER_BYTES = 22;

    private static final int LONGEST_PATH = 32_768;
    private static final int WINDOW_LEFT = 10;
    private static final int WINDOW_RIGHT = 14;

    private final @Nullable Kernel32 system;

    /**
     * A console.
     *
     * @param system the calls of Windows, or null if they cannot be made: then no stream is known to be a terminal
     */
    WindowsConsole(@Nullable Kernel32 system) {
        this.system = system;
    }

    static WindowsConsole ofSystem() {
        try {
            return new WindowsConsole(Native.load("kernel32", Kernel32.class));
        } catch (LinkageError e) {
            return new WindowsConsole(null);
        }
    }

    /** The calls that are made; their names and numbers are those of the Windows API. */
    interface Kernel32 extends StdCallLibrary {
        /** The handle of a standard stream. */
        @Nullable
        Pointer GetStdHandle(int stream);

        /** Disk, character device, pipe, or 0 if it is not known. */
        int GetFileType(@Nullable Pointer handle);

        /** Fails for everything but a console. */
        boolean GetConsoleMode(@Nullable Pointer handle, IntByReference mode);

        /** Switches what the console does with what is written to it. */
        boolean SetConsoleMode(@Nullable Pointer handle, int mode);

        /** Writes the full path of an open file into the buffer, and returns how many characters it has, or needs. */
        int GetFinalPathNameByHandleW(@Nullable Pointer handle, char[] path, int size, int flags);

        /** Fills in the size of the console's window. */
        boolean GetConsoleScreenBufferInfo(@Nullable Pointer handle, byte[] info);
    }

    @Override
    public StreamKind output() {
        return kind(STD_OUTPUT_HANDLE);
    }

    @Override
    public StreamKind error() {
        return kind(STD_ERROR_HANDLE);
    }

    @Override
    public @Nullable Path outputFile() {
        if (system == null || output() != StreamKind.FILE) {
            return null;
        }
        char[] path = new char[LONGEST_PATH];
        int length = system.GetFinalPathNameByHandleW(system.GetStdHandle(STD_OUTPUT_HANDLE), path, path.length, 0);
        return length <= 0 || length >= path.length
                ? null
                : Path.of(PathConverter.withoutPrefix(new String(path, 0, length)));
    }

    @Override
    public int columns() {
        byte[] info = new byte[SCREEN_BUFFER_BYTES];
        if (system == null || !system.GetConsoleScreenBufferInfo(system.GetStdHandle(STD_ERROR_HANDLE), info)) {
            return 0;
        }
        ByteBuffer window = ByteBuffer.wrap(info).order(ByteOrder.LITTLE_ENDIAN);
        return Math.max(0, window.getShort(WINDOW_RIGHT) - window.getShort(WINDOW_LEFT) + 1);
    }

    @Override
    public boolean understandsColours() {
        if (system == null) {
            return false;
        }
        Pointer handle = system.GetStdHandle(STD_ERROR_HANDLE);
        IntByReference mode = new IntByReference();
        return system.GetConsoleMode(handle, mode)
                && ((mode.getValue() & ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0
                        || system.SetConsoleMode(handle, mode.getValue() | ENABLE_VIRTUAL_TERMINAL_PROCESSING));
    }

    private StreamKind kind(int stream) {
        if (system == null) {
            return StreamKind.OTHER;
        }
        Pointer handle = system.GetStdHandle(stream);
        if (system.GetConsoleMode(handle, new IntByReference())) {
            return StreamKind.TERMINAL;
        }
        return switch (system.GetFileType(handle)) {
            case FILE_TYPE_DISK -> StreamKind.FILE;
            case FILE_TYPE_PIPE -> StreamKind.PIPE;
            default -> StreamKind.OTHER;
        };
    }
}

package io.github.vhdlayers.tsk.libtsk;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.File;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A loaded libtsk: the very library that was named or found, and which version it says it is.
 *
 * <p>It is loaded so that its names stay its own ({@code RTLD_LOCAL}): another libtsk in the same process, such as that of The
 * Sleuth Kit's Java binding, is not disturbed. An image that one libtsk made must never be given to another. A library stays
 * loaded until the process ends. Thread-safe.
 */
public final class LibTsk {
    /** The system property that names the library's file. */
    public static final String PROPERTY = "libtsk";

    /** What to do where there is none. */
    static final String INSTALL =
            "install The Sleuth Kit's library (Debian and Ubuntu: apt-get install libtsk19; Fedora: dnf install "
                    + "sleuthkit-libs; macOS: brew install sleuthkit), or name its file with -D" + PROPERTY + "=PATH";

    /** Releases in the order of their numbers; the plain name comes last, because it may lead to anything. */
    private static final List<String> LINUX_NAMES = List.of(
            "libtsk.so.19",
            "libtsk.so.20",
            "libtsk.so.21",
            "libtsk.so.22",
            "libtsk.so.23",
            "libtsk.so.13",
            "libtsk.so");

    /** Whole paths only: macOS looks for a bare name in the current folder first, which may be a folder of evidence. */
    private static final List<String> MAC_NAMES =
            List.of("/opt/homebrew/lib/libtsk.dylib", "/usr/local/lib/libtsk.dylib", "/opt/local/lib/libtsk.dylib");

    private static final int RTLD_LAZY = 1;
    private static final int MAC_RTLD_LOCAL = 4;

    private final Functions functions;
    private final NativeLibrary library;
    private final String path;
    private final String version;

    private LibTsk(Functions functions, NativeLibrary library, String path, String version) {
        this.functions = functions;
        this.library = library;
        this.path = path;
        this.version = version;
    }

    /**
     * Loads the library that the system property {@value #PROPERTY} names, or the first of the usual names that is there.
     *
     * @throws LibTskException if there is none, or the layouts of this kind of machine are not known
     */
    public static LibTsk load() throws LibTskException {
        String named = System.getProperty(PROPERTY, "");
        if (!named.isEmpty()) {
            return load(named);
        }
        List<String> tried = new ArrayList<>();
        for (String name : Platform.isMac() ? MAC_NAMES : LINUX_NAMES) {
            try {
                return load(name);
            } catch (LibTskException e) {
                if (e.getCause() instanceof UnsatisfiedLinkError) {
                    tried.add(name);
                } else {
                    throw e;
                }
            }
        }
        throw new LibTskException("libtsk is not on this machine: tried " + String.join(", ", tried) + "; " + INSTALL);
    }

    /**
     * Loads one library.
     *
     * @param pathOrName the library's file, such as the one that another binding in this process uses, or a name that the
     *     system's loader finds
     * @throws LibTskException if it cannot be loaded or is no libtsk, or the layouts of this kind of machine are not known
     */
    public static LibTsk load(String pathOrName) throws LibTskException {
        requireKnownMachine();
        int flags = RTLD_LAZY | (Platform.isMac() ? MAC_RTLD_LOCAL : 0);
        // With this loader JNA unpacks no library of that name that is on the class path.
        Map<String, Object> options = Map.of(
                Library.OPTION_OPEN_FLAGS,
                flags,
                Library.OPTION_STRING_ENCODING,
                "UTF-8",
                Library.OPTION_CLASSLOADER,
                ClassLoader.getPlatformClassLoader());
        try {
            Functions functions = Native.load(pathOrName, Functions.class, options);
            NativeLibrary library = NativeLibrary.getInstance(pathOrName, options);
            String version = functions.tsk_version_get_str();
            File file = library.getFile();
            return new LibTsk(functions, library, file == null ? pathOrName : file.getPath(), version);
        } catch (UnsatisfiedLinkError e) {
            throw new LibTskException(pathOrName + ": cannot be loaded as libtsk: " + e.getMessage(), e);
        }
    }

    private static void requireKnownMachine() throws LibTskException {
        boolean known = Native.POINTER_SIZE == Long.BYTES
                && Native.LONG_SIZE == Long.BYTES
                && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        if (!known || Platform.isWindows()) {
            throw new LibTskException("libtsk is used on 64-bit Linux and macOS only: on "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                    + " its structures are not known, or it offers no functions");
        }
    }

    /** The file that was loaded, as far as the system reports it; otherwise the name it was found by. */
    public String path() {
        return path;
    }

    /** The version that it says it is; some releases say the same and differ. */
    public String version() {
        return version;
    }

    Functions functions() {
        return functions;
    }

    /** Binds the functions for walks over many files to this library, for the whole process. */
    QuickFunctions quickFunctions() {
        Native.register(QuickFunctions.class, library);
        return new QuickFunctions();
    }

    /** What the last call in this thread complained of, in one line. */
    String lastError() {
        String text = functions.tsk_error_get();
        return text == null ? "no reason given" : text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    /** The library as messages name it. */
    @Override
    public String toString() {
        return "The Sleuth Kit " + version + " (" + path + ")";
    }
}

package org.sleuthkit.datamodel;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * The machine's own libtsk, in the place of the one that the datamodel brings along: what somebody else made an image of is read through it. Null
 * functions where there is none.
 */
final class NativeLibrary {
    private static final List<String> NAMES =
            List.of("libtsk.so.19", "libtsk.so.20", "libtsk.so.21", "libtsk.so.22", "libtsk.so.23");
    private static final int LAZY_AND_LOCAL = 1;

    private NativeLibrary() {}

    /** The functions, under their own names. */
    interface Functions extends Library {
        String tsk_version_get_str();

        long tsk_img_read(Pointer image, long offset, byte[] buffer, long length);

        void tsk_img_close(Pointer image);
    }

    private static final class Loaded {
        private static final Functions FUNCTIONS = load();

        private static Functions load() {
            for (String name : NAMES) {
                try {
                    return Native.load(name, Functions.class, Map.of(Library.OPTION_OPEN_FLAGS, LAZY_AND_LOCAL));
                } catch (UnsatisfiedLinkError e) {
                    // The next name.
                }
            }
            return null;
        }
    }

    static Functions functions() {
        return Loaded.FUNCTIONS;
    }

    static int read(long handle, byte[] buffer, long offset, long length) throws TskCoreException {
        long count = functions() == null
                ? -1
                : functions().tsk_img_read(new Pointer(handle), offset, buffer, Math.min(buffer.length, length));
        if (count < 0) {
            throw new TskCoreException("the image cannot be read at " + offset);
        }
        return (int) count;
    }

    /** An image that is open in the library. */
    record Opened(long handle, long size) implements RandomAccessSource {
        @Override
        public String name() {
            return "image " + handle;
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            if (position >= size) {
                return target.hasRemaining() ? -1 : 0;
            }
            byte[] bytes = new byte[(int) Math.min(Math.min(target.remaining(), 1 << 20), size - position)];
            try {
                int count = NativeLibrary.read(handle, bytes, position, bytes.length);
                target.put(bytes, 0, count);
                return count;
            } catch (TskCoreException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public void close() {}
    }
}

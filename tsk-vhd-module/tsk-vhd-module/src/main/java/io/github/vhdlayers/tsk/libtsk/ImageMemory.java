package io.github.vhdlayers.tsk.libtsk;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Memory for the library's image structure, which the program that opens an external image provides.
 *
 * <p>Up to 4.14 the structure has 2,097,896 bytes; later ones write hundreds of bytes behind what their header declares. 4 MiB
 * is more than any of them. It is never given back to the system: other code may look at an image's tag after it was closed.
 */
final class ImageMemory {
    private static final long BYTES = 4L << 20;
    private static final int ALIGNMENT = 64;

    /** Closed images of our own; the next one may have their memory. */
    private static final Deque<Pointer> FREE = new ArrayDeque<>();
    /** Keeps all of it from being collected. */
    private static final List<Memory> ALL = new ArrayList<>();

    private ImageMemory() {}

    /** Zeroed memory. */
    static synchronized Pointer take() {
        Pointer memory = FREE.poll();
        if (memory == null) {
            Memory allocated = new Memory(BYTES + ALIGNMENT);
            ALL.add(allocated);
            memory = allocated.align(ALIGNMENT);
        }
        memory.setMemory(0, BYTES, (byte) 0);
        return memory;
    }

    /** Says that nothing else looks at it any more. */
    static synchronized void giveBack(Pointer memory) {
        FREE.push(memory);
    }

    /** Marks the structure as no image, which is what closing does to the library's own. */
    static void clearTag(Pointer memory) {
        memory.setInt(0, 0);
    }
}

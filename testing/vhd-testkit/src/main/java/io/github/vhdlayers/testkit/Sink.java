package io.github.vhdlayers.testkit;

import java.io.IOException;

/** Where the bytes of an image go. What is never put reads as zeros. */
interface Sink {
    /**
     * Puts bytes in place.
     *
     * @param fileOffset where they go in the file
     * @param bytes holds them from index 0 on; free for other use after the call
     * @param length how many there are
     */
    void put(long fileOffset, byte[] bytes, int length) throws IOException;
}

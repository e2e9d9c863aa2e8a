package io.github.vhdlayers.tsk.libtsk;

import java.io.IOException;

/** A volume that a test fills and changes without mounting it. */
interface WritableVolume {
    void folder(String path) throws IOException;

    void write(String path, byte[] content) throws IOException;

    /** Changes bytes of a file where they are. */
    void writeAt(String path, long position, byte[] content) throws IOException;

    void delete(String path) throws IOException;

    void rename(String from, String to) throws IOException;
}

package io.github.vhdlayers.testkit.volume;

import java.io.IOException;

/** A volume that a test fills and changes without mounting it. Paths begin with {@code /}. */
public interface WritableVolume {
    /** Makes a folder. */
    void folder(String path) throws IOException;

    /** Makes a file. */
    void write(String path, byte[] content) throws IOException;

    /** Changes bytes of a file where they are. */
    void writeAt(String path, long position, byte[] content) throws IOException;

    /** Removes a name, and the file with its last one. */
    void delete(String path) throws IOException;

    /** Gives a file another name, in the same folder or another. */
    void rename(String from, String to) throws IOException;
}

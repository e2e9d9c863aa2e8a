package org.sleuthkit.datamodel;

import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What an open case reads of an image: the bytes of the file that it names. Opened when it is first read, and then kept, as the datamodel does. */
final class ImageBytes {
    private final Path path;
    private final long size;
    private final Map<FoundFile, RandomAccessSource> contents = new HashMap<>();
    private RandomAccessSource source;
    private DiskFileSystems systems;

    ImageBytes(Path path, long size) {
        this.path = path;
        this.size = size;
    }

    /** An image that somebody else opened. */
    ImageBytes(RandomAccessSource source) {
        this(null, 0);
        this.source = source;
    }

    synchronized boolean isOpen() {
        return source != null;
    }

    synchronized RandomAccessSource source() throws TskCoreException {
        if (source == null) {
            try {
                RandomAccessSource opened = RandomAccessSources.ofPath(path);
                if (opened.size() < size) {
                    opened.close();
                    throw new TskCoreException(
                            "the image " + path + " cannot be opened: it has fewer bytes than it had");
                }
                source = opened;
            } catch (IOException e) {
                throw new TskCoreException("the image " + path + " cannot be opened", e);
            }
        }
        return source;
    }

    synchronized DiskFileSystems systems() throws TskCoreException {
        if (systems == null) {
            try {
                systems = FileSystemReaders.open(source());
            } catch (IOException e) {
                throw new TskCoreException("the file systems of " + path + " cannot be opened", e);
            }
        }
        return systems;
    }

    synchronized int read(FoundFile file, byte[] buffer, long offset, long length) throws TskCoreException {
        try {
            RandomAccessSource content = contents.get(file);
            if (content == null) {
                content = systems().content(file.file(), file.stream());
                contents.put(file, content);
            }
            return read(content, buffer, offset, length);
        } catch (IOException e) {
            throw new TskCoreException("the file cannot be read: " + e.getMessage(), e);
        }
    }

    int read(byte[] buffer, long offset, long length) throws TskCoreException {
        try {
            return read(source(), buffer, offset, length);
        } catch (IOException e) {
            throw new TskCoreException("the image cannot be read: " + e.getMessage(), e);
        }
    }

    private static int read(RandomAccessSource from, byte[] buffer, long offset, long length) throws IOException {
        int wanted = (int) Math.min(Math.min(buffer.length, length), Math.max(0, from.size() - offset));
        from.readFully(offset, ByteBuffer.wrap(buffer, 0, wanted));
        return wanted;
    }

    synchronized void close() {
        for (AutoCloseable each : new AutoCloseable[] {systems, source}) {
            if (each != null) {
                try {
                    each.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        contents.clear();
        systems = null;
        source = null;
    }
}

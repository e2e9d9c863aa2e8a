package io.github.vhdlayers.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Finds a service that reads file systems.
 *
 * <p>Thread-safe: it keeps nothing.
 */
public final class FileSystemReaders {
    private FileSystemReaders() {}

    /**
     * The first service on the class path that works on this machine. Looks where the calling thread's class loader looks, and
     * then where this class came from.
     *
     * @throws NoFileSystemReaderException if there is none; the message says what is missing, and what to do
     */
    public static FileSystemReader find() throws NoFileSystemReaderException {
        List<String> reasons = new ArrayList<>();
        List<ServiceLoader<FileSystemReader>> loaders = List.of(
                ServiceLoader.load(FileSystemReader.class),
                ServiceLoader.load(FileSystemReader.class, FileSystemReader.class.getClassLoader()));
        for (ServiceLoader<FileSystemReader> loader : loaders) {
            Iterator<FileSystemReader> services = loader.iterator();
            while (true) {
                try {
                    if (!services.hasNext()) {
                        break;
                    }
                    FileSystemReader service = services.next();
                    service.description();
                    return service;
                } catch (IOException | ServiceConfigurationError | LinkageError e) {
                    String reason = String.valueOf(e.getMessage());
                    if (!reasons.contains(reason)) {
                        reasons.add(reason);
                    }
                }
            }
        }
        throw new NoFileSystemReaderException(
                reasons.isEmpty()
                        ? "no reader of file systems is on the class path: add tsk-vhd-module's jar"
                        : String.join("; ", reasons),
                !reasons.isEmpty());
    }
}

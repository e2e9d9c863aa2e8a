package io.github.vhdlayers.filesystem;

import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a service that reads file systems. The system property {@value #PROPERTY} names the one that {@link #find()} is to return.
 *
 * <p>Thread-safe: it keeps nothing.
 *
 * @since 0.1.0
 */
public final class FileSystemReaders {
    /** The system property that names a service. */
    public static final String PROPERTY = "vhd.reader";

    private FileSystemReaders() {}

    /**
     * The service of the highest rank on the class path that works on this machine; volumes that it does not read are read by the next
     * one that does. Looks where the calling thread's class loader
     * looks, and then where this class came from.
     *
     * @throws NoFileSystemReaderException if there is none; the message says what is missing, and what to do
     */
    public static FileSystemReader find() throws NoFileSystemReaderException {
        String asked = System.getProperty(PROPERTY, "");
        if (!asked.isEmpty()) {
            return working(asked).get(0);
        }
        List<FileSystemReader> working = working(null);
        return working.size() == 1 ? working.get(0) : new JoinedReader(working);
    }

    /**
     * Opens the file systems of a disk with the service that {@link #find()} returns.
     *
     * @param disk a disk or a layer's view of it, which is lent: it stays open as long as the result is used, and is not closed with it
     * @return what was found, possibly nothing; to be closed before the disk
     * @throws NoFileSystemReaderException as {@link #find()} says
     * @throws IOException if the disk's table cannot be read, or the service fails as a whole
     */
    public static DiskFileSystems open(RandomAccessData disk) throws IOException {
        return find().open(disk, PartitionTable.read(disk));
    }

    /**
     * The service of a name, if it works on this machine.
     *
     * @param name as {@link FileSystemReader#name()} has it
     * @throws NoFileSystemReaderException if there is none of that name, or it does not work; the message says which there are
     */
    public static FileSystemReader named(String name) throws NoFileSystemReaderException {
        return working(name).get(0);
    }

    /** The names of the services on the class path, the highest rank first. Whether they work is not looked at. */
    public static List<String> names() {
        return services(new ArrayList<>()).stream()
                .map(FileSystemReader::name)
                .distinct()
                .toList();
    }

    /** The first service that works, and those behind it, of which it is not known yet. */
    private static List<FileSystemReader> working(@Nullable String name) throws NoFileSystemReaderException {
        List<String> reasons = new ArrayList<>();
        List<FileSystemReader> services = services(reasons);
        boolean known = false;
        for (int i = 0; i < services.size(); i++) {
            FileSystemReader service = services.get(i);
            if (name != null && !service.name().equals(name)) {
                continue;
            }
            known = true;
            try {
                service.description();
                return services.subList(i, services.size());
            } catch (IOException | LinkageError e) {
                add(reasons, e);
            }
        }
        if (name != null && !known) {
            throw new NoFileSystemReaderException(
                    "no reader of file systems is called " + name + "; there are: " + String.join(", ", names()),
                    !services.isEmpty());
        }
        throw new NoFileSystemReaderException(
                reasons.isEmpty()
                        ? "no reader of file systems is on the class path: add the jar of vhd-filesystems, or that of tsk-vhd-module"
                        : String.join("; ", reasons),
                !reasons.isEmpty());
    }

    private static List<FileSystemReader> services(List<String> reasons) {
        List<FileSystemReader> found = new ArrayList<>();
        Set<Class<?>> classes = new LinkedHashSet<>();
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
                    if (classes.add(service.getClass())) {
                        found.add(service);
                    }
                } catch (ServiceConfigurationError | LinkageError e) {
                    add(reasons, e);
                }
            }
        }
        // Stable: of the same rank, the order of the class path.
        found.sort(Comparator.comparingInt(FileSystemReader::rank).reversed());
        return found;
    }

    private static void add(List<String> reasons, Throwable e) {
        String reason = String.valueOf(e.getMessage());
        if (!reasons.contains(reason)) {
            reasons.add(reason);
        }
    }
}

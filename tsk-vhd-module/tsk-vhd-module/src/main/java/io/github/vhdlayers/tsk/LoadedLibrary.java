package io.github.vhdlayers.tsk;

import io.github.vhdlayers.tsk.libtsk.LibTsk;
import io.github.vhdlayers.tsk.libtsk.LibTskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sleuthkit.datamodel.SleuthkitJNI;

/**
 * The libtsk that the datamodel itself uses. A handle that one libtsk made must never get to another: both would take the memory for
 * something else. So there is no search: the process's own list of mapped files says which it is, and any doubt is a no.
 */
final class LoadedLibrary {
    private static final Path MAPS = Path.of("/proc/self/maps");
    /** Address range, rights, offset, device, inode, path. */
    private static final Pattern LINE = Pattern.compile("\\S+ \\S+ \\S+ \\S+ \\S+ +(/.*)");

    private static final Pattern NAME = Pattern.compile(".*/libtsk\\.so(\\.[0-9]+)*");

    private LoadedLibrary() {}

    static LibTsk find() throws DirectUnavailableException {
        // Makes sure that the datamodel has loaded it.
        String version = SleuthkitJNI.getVersion();
        String path = path(lines());
        try {
            LibTsk library = LibTsk.load(path);
            if (!library.version().equals(version)) {
                throw new DirectUnavailableException("the datamodel says that it uses The Sleuth Kit " + version
                        + ", and " + path + " that it is " + library.version());
            }
            return library;
        } catch (LibTskException | LinkageError e) {
            throw new DirectUnavailableException(path + " cannot be called: " + e.getMessage(), e);
        }
    }

    /** The one libtsk that is mapped. */
    static String path(List<String> maps) throws DirectUnavailableException {
        Set<String> found = new TreeSet<>();
        for (String line : maps) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && NAME.matcher(matcher.group(1)).matches()) {
                found.add(matcher.group(1));
            }
        }
        if (found.isEmpty()) {
            throw new DirectUnavailableException("this process has not loaded libtsk as a library of its own");
        }
        if (found.size() > 1) {
            throw new DirectUnavailableException(
                    "this process has more than one libtsk, and it is not known which the datamodel uses: " + found);
        }
        return found.iterator().next();
    }

    private static List<String> lines() throws DirectUnavailableException {
        try {
            return Files.readAllLines(MAPS);
        } catch (IOException e) {
            throw new DirectUnavailableException(
                    "this system does not tell which libraries are loaded (" + MAPS + ")", e);
        }
    }
}

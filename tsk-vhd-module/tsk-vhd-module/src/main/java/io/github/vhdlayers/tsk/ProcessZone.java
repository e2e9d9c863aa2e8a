package io.github.vhdlayers.tsk;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The time zone that libtsk takes local times to be of, while it adds files in this process.
 *
 * <p>The datamodel takes a zone for that, and on Linux loses it: it gives the C library a text that is overwritten before it is read, so that
 * FAT's times become those of the examiner's machine. So the zone is set here, in the way in which it stays, and the datamodel is given none. As
 * there it is one for the process: a second thread that wants to set one waits.
 */
final class ProcessZone implements AutoCloseable {
    private static final Lock ONE_AT_A_TIME = new ReentrantLock();
    private static final String VARIABLE = "TZ";
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final Path ZONES = Path.of("/usr/share/zoneinfo");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*");
    private static final Pattern LIBRARY = Pattern.compile(".*/libtsk[^/]*\\.so[^/]*");

    private final @Nullable Environment environment;
    private final @Nullable String before;

    private ProcessZone(@Nullable Environment environment, @Nullable String before) {
        this.environment = environment;
        this.before = before;
    }

    /** The functions of the C library, under their own names. */
    interface Environment extends Library {
        int setenv(String name, String value, int overwrite);

        int unsetenv(String name);

        @Nullable
        String getenv(String name);

        void tzset();
    }

    /**
     * Sets the zone where that is necessary and possible: where this process has loaded libtsk, on Linux, and the system knows the zone.
     *
     * @param zone as Java names it; empty for that of the machine
     */
    static ProcessZone set(String zone) {
        if (!NAME.matcher(zone).matches() || !Files.isRegularFile(ZONES.resolve(zone)) || !hasLibrary()) {
            return new ProcessZone(null, null);
        }
        Environment found;
        try {
            found = Native.load("c", Environment.class);
        } catch (LinkageError e) {
            return new ProcessZone(null, null);
        }
        ONE_AT_A_TIME.lock();
        String before = found.getenv(VARIABLE);
        found.setenv(VARIABLE, zone, 1);
        found.tzset();
        return new ProcessZone(found, before);
    }

    private static boolean hasLibrary() {
        try (Stream<String> lines = Files.lines(MAPS)) {
            return lines.anyMatch(line -> LIBRARY.matcher(line).matches());
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** What is left for the datamodel to set: nothing, if it is set. */
    String left(String zone) {
        return environment == null ? zone : "";
    }

    /** Sets what was set before. For the thread that set it. */
    @Override
    public void close() {
        if (environment != null) {
            if (before == null) {
                environment.unsetenv(VARIABLE);
            } else {
                environment.setenv(VARIABLE, before, 1);
            }
            environment.tzset();
            ONE_AT_A_TIME.unlock();
        }
    }
}

package io.github.vhdlayers.tsk.child;

import com.sun.jna.Native;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystems.MetadataRecords;
import io.github.vhdlayers.tsk.libtsk.LibTsk;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the process is started: the Java that runs here, with the jars that these classes came from, limits, and nothing that would be written
 * anywhere.
 */
final class ChildCommand {
    private static final String SHELL = "/bin/sh";
    private static final String HEAP = "-Xmx64m";
    private static final long JAVA_BYTES = 96L << 20;
    private static final int FIRST_WITH_NATIVE_ACCESS = 22;

    /** Sets the limits of the system that hold for what is then run: no core file, and how much memory it may allocate. */
    private static final String SCRIPT =
            "ulimit -c 0 2>/dev/null; [ \"$1\" = 0 ] || ulimit -d \"$1\" 2>/dev/null; shift; exec \"$@\"";

    private ChildCommand() {}

    /** Starts the process. */
    static Process start(ChildLimits limits, boolean careful) throws IOException {
        Path home = Path.of(System.getProperty("java.home"));
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of(SHELL))) {
            boolean linux = System.getProperty("os.name", "").startsWith("Linux");
            long data = linux ? (limits.residentBytes() + JAVA_BYTES) >> 10 : 0;
            command.addAll(List.of(SHELL, "-c", SCRIPT, "vhd-libtsk", Long.toString(data)));
        }
        command.add(home.resolve("bin").resolve("java").toString());
        command.addAll(List.of(
                HEAP,
                "-Xmn12m",
                "-XX:+UseSerialGC",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:CompressedClassSpaceSize=16m",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                // Nothing of a crash is written anywhere; the exit code says that there was one.
                "-XX:+SuppressFatalErrorMessage",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null",
                "-XX:+DisplayVMOutputToStderr",
                "-XX:-HeapDumpOnOutOfMemoryError",
                "-Xshare:auto"));
        if (!limits.guarded()) {
            // A trial does little in Java, and compiling that well, or much of it, takes as long as it runs.
            command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:CompileThresholdScaling=4"));
        }
        if (Runtime.version().feature() >= FIRST_WITH_NATIVE_ACCESS) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("jna.") || name.equals("java.io.tmpdir"))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        String library = System.getProperty(LibTsk.PROPERTY, "");
        if (!library.isEmpty()) {
            command.add("-D" + LibTsk.PROPERTY + "=" + (library.contains("/") ? absolute(library) : library));
        }
        command.addAll(List.of("-cp", classPath(), ChildMain.class.getName()));
        if (careful) {
            command.add(ChildMain.CAREFUL);
        }
        if (!limits.guarded()) {
            command.add(ChildMain.UNGUARDED);
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        // Not where this program was started, which may be a folder of evidence.
        builder.directory(home.toFile());
        clean(builder.environment());
        return builder.start();
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().toString();
    }

    /** Leaves away what would change how Java starts, and folders to look for libraries in that depend on where it is started. */
    private static void clean(Map<String, String> environment) {
        List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH")
                .forEach(environment::remove);
        // Otherwise each thread reserves memory of its own.
        environment.put("MALLOC_ARENA_MAX", "1");
        for (String name : List.of("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")) {
            String folders = environment.get(name);
            if (folders != null) {
                List<String> kept = List.of(folders.split(":", -1)).stream()
                        .filter(folder -> folder.startsWith("/"))
                        .toList();
                if (kept.isEmpty()) {
                    environment.remove(name);
                } else {
                    environment.put(name, String.join(":", kept));
                }
            }
        }
    }

    /** Where the classes came from that the process needs: this module's, the readers' and JNA's, which may be one jar. */
    private static String classPath() throws IOException {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> part : List.of(ChildMain.class, DiskFileSystems.class, MetadataRecords.class, Native.class)) {
            places.add(place(part));
        }
        return String.join(File.pathSeparator, places);
    }

    private static String place(Class<?> part) throws IOException {
        CodeSource source = part.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        String text = location == null ? "" : location.toString();
        // As some class loaders write it.
        if (text.startsWith("jar:") && text.endsWith("!/")) {
            text = text.substring("jar:".length(), text.length() - 2);
        }
        try {
            Path path = Path.of(new URI(text));
            if (Files.exists(path)) {
                return path.toAbsolutePath().toString();
            }
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            // Said below.
        }
        throw new IOException("libtsk is not used: it runs in a process of its own, which needs the jar of "
                + part.getName() + " as a file, and that came from "
                + (text.isEmpty() ? "a place that is not known" : text)
                + "; put tsk-vhd-module's jar on the class path as a file");
    }
}

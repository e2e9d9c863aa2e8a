package io.github.vhdlayers.tsk.libtsk;

import static io.github.vhdlayers.tsk.libtsk.NtfsWalkTest.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.vhdlayers.internal.codec.Sha256;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.volume.ExFatVolume;
import io.github.vhdlayers.testkit.volume.NtfsVolume;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Children with damaged file systems, walked in processes of their own with a heap of 64 MiB. A walk ends in time with documented
 * exceptions only, and what it reads is what {@code icat} reads of the same disk as a raw file. Where the process dies or hangs, a
 * program of The Sleuth Kit must die or hang of the same disk: then it is the library's doing.
 *
 * <p>{@code -Dhostile.first=SEED} and {@code -Dhostile.count=N} choose other damage.
 */
class HostileFileSystemsTest {
    private static final long FIRST = Long.getLong("hostile.first", 1);
    private static final long COUNT = Long.getLong("hostile.count", 8);
    private static final boolean VERBOSE = Boolean.getBoolean("hostile.verbose");
    private static final long SECONDS = Long.getLong("hostile.seconds", 20);
    private static final int MOST_COMPARED = 1;
    private static final int ADDRESS_SPACE_KIB = 4 << 20;

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void needsPrograms() {
        TestLibrary.get();
        String missing = InteropTools.missing(
                "mkfs.ntfs", "mkfs.fat", "mcopy", "mkfs.exfat", "mke2fs", "fls", "icat", "istat", "fiwalk", "timeout");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
    }

    @Test
    void ntfs() throws IOException {
        Path raw = folder.resolve("ntfs.raw");
        NtfsVolume.format(raw, 4 << 20);
        try (NtfsVolume volume = NtfsVolume.open(raw)) {
            volume.folder("/a");
            volume.folder("/a/b");
            for (int i = 0; i < 60; i++) {
                volume.write("/a/b/a name of some length " + i, bytes(i, 30 * i));
            }
            volume.write("/large.bin", bytes(100, 200_000));
            volume.stream("/large.bin", "stream", bytes(101, 3_000));
            volume.write("/sparse.bin", new byte[0]);
            volume.writeAt("/sparse.bin", 500_000, bytes(102, 10_000));
            volume.link("/large.bin", "/a/link.bin");
            // So many streams that one record does not hold them.
            volume.write("/many.bin", bytes(103, 10));
            for (int i = 0; i < 30; i++) {
                volume.stream("/many.bin", "stream " + i, bytes(i, 60));
            }
            volume.write("/gone.bin", bytes(104, 9_000));
            volume.delete("/gone.bin");
        }
        check("ntfs", raw);
    }

    @Test
    void fat16() throws IOException {
        Path raw = folder.resolve("fat16.raw");
        run("truncate", "-s", "3M", raw.toString());
        run("/usr/sbin/mkfs.fat", "-F", "16", "-s", "1", "-i", "5eed0001", "-n", "LAYERS", raw.toString());
        Path source = source("source-fat");
        run("mcopy", "-s", "-i", raw.toString(), source.resolve("a").toString(), "::");
        run("mcopy", "-i", raw.toString(), source.resolve("large.bin").toString(), "::");
        run("mcopy", "-i", raw.toString(), source.resolve("large.bin").toString(), "::gone.bin");
        run("mdel", "-i", raw.toString(), "::gone.bin");
        check("fat16", raw);
    }

    @Test
    void exfat() throws IOException {
        Path raw = folder.resolve("exfat.raw");
        ExFatVolume.format(raw, 5 << 20);
        try (ExFatVolume volume = ExFatVolume.open(raw)) {
            volume.folder("/a");
            volume.folder("/a/b");
            for (int i = 0; i < 40; i++) {
                volume.write("/a/b/a name of some length " + i, bytes(i, 30 * i));
            }
            volume.write("/large.bin", bytes(100, 100_000));
            volume.writeInPieces("/in pieces.bin", bytes(101, 30_000));
            volume.write("/gone.bin", bytes(104, 9_000));
            volume.delete("/gone.bin");
        }
        check("exfat", raw);
    }

    @Test
    void ext2() throws IOException {
        ext("ext2");
    }

    @Test
    void ext4() throws IOException {
        ext("ext4");
    }

    private void ext(String kind) throws IOException {
        Path raw = folder.resolve(kind + ".raw");
        run("truncate", "-s", "4M", raw.toString());
        Path source = source("source-" + kind);
        run("/usr/sbin/mke2fs", "-q", "-t", kind, "-b", "1024", "-d", source.toString(), raw.toString());
        check(kind, raw);
    }

    private static Path source(String name) throws IOException {
        Path source = Files.createDirectory(folder.resolve(name));
        Path deep = Files.createDirectories(source.resolve("a/b"));
        for (int i = 0; i < 60; i++) {
            Files.write(deep.resolve("a name of some length " + i), bytes(i, 30 * i));
        }
        Files.write(source.resolve("large.bin"), bytes(100, 600_000));
        return source;
    }

    private static void run(String... command) throws IOException {
        List<String> whole = new ArrayList<>(List.of("env", "LC_ALL=C.UTF-8", "MTOOLS_SKIP_CHECK=1"));
        whole.addAll(List.of(command));
        InteropTools.run(folder, whole.toArray(String[]::new)).requireSuccess();
    }

    private void check(String name, Path raw) throws IOException {
        HostileVolume volume = HostileVolume.of(name, raw, folder.resolve(name));
        TreeMap<String, Integer> endings = new TreeMap<>();
        List<String> mistakes = new ArrayList<>();
        try (Walker walker = new Walker(volume)) {
            Walked intact = walker.walk(volume.intact());
            assertFalse(intact.contents().isEmpty(), intact.toString());
            assertEquals("end", intact.ending());
            Set<String> known = new HashSet<>(intact.contents());
            Map<String, byte[]> disks = new LinkedHashMap<>(volume.tricks());
            for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
                disks.put("seed " + seed, volume.damaged(seed));
            }
            for (Map.Entry<String, byte[]> disk : disks.entrySet()) {
                one(volume, walker, disk.getKey(), disk.getValue(), known, endings, mistakes);
            }
        }
        System.out.println("hostile " + name + ", seeds from " + FIRST + ": " + endings);
        assertEquals(List.of(), mistakes);
    }

    private static void one(
            HostileVolume volume,
            Walker walker,
            String damage,
            byte[] bytes,
            Set<String> known,
            Map<String, Integer> endings,
            List<String> mistakes)
            throws IOException {
        String title = volume.name() + ", " + damage + ": ";
        Path child = volume.child(bytes);
        Walked walked = walker.walk(child);
        Files.delete(child);
        Path raw = folder.resolve("damaged.raw");
        endings.merge(walked.ending(), 1, Integer::sum);
        endings.merge("with problems", walked.hasProblems() ? 1 : 0, Integer::sum);
        if (!walked.ending().equals("end")) {
            Files.write(raw, bytes);
            String theirs = walked.ending().equals("escaped") ? "" : theirs(raw, walked.lastAddress());
            String reported =
                    title + walked.ending() + " at " + walked.lastAddress() + "\n" + String.join("\n", walked.lines());
            if (theirs.isEmpty()) {
                mistakes.add(reported);
            } else {
                endings.merge("as " + theirs, 1, Integer::sum);
                if (VERBOSE) {
                    System.out.println("as " + theirs + ": " + reported);
                }
            }
        }
        for (String content : changed(walked, known)) {
            endings.merge("contents compared", 1, Integer::sum);
            Files.write(raw, bytes);
            mistakes.addAll(difference(volume, title, raw, content));
        }
    }

    /** Some contents that the intact volume has not. */
    private static List<String> changed(Walked walked, Set<String> known) {
        return walked.contents().stream()
                .filter(content -> !known.contains(content))
                .limit(MOST_COMPARED)
                .toList();
    }

    /** Says if a content is another than icat's. */
    private static List<String> difference(HostileVolume volume, String title, Path damaged, String content)
            throws IOException {
        String owner = content.substring(0, content.indexOf(' '));
        String address = volume.name().equals("ntfs") ? owner : owner.substring(0, owner.indexOf('-'));
        byte[] icat = InteropTools.run(folder, "timeout", "20", "icat", damaged.toString(), address)
                .output();
        boolean same = content.endsWith(HexFormat.of().formatHex(Sha256.digest().digest(icat)));
        return same ? List.of() : List.of(title + content + ", but icat has " + icat.length + " bytes");
    }

    /** Which program of The Sleuth Kit cannot bear the disk either; empty if all do. */
    private static String theirs(Path raw, String address) throws IOException {
        for (String command : List.of("fls -r -p", "istat", "icat", "fiwalk")) {
            boolean ofAFile = command.equals("istat") || command.equals("icat");
            String line = "ulimit -v " + ADDRESS_SPACE_KIB + "; exec timeout " + SECONDS + " " + command + " " + raw
                    + (ofAFile ? " " + address : "") + " > /dev/null";
            int code = InteropTools.run(folder, "sh", "-c", line).exitCode();
            // A signal, or no end in time.
            if (code >= 124) {
                return command + " " + code;
            }
        }
        return "";
    }

    /**
     * What became of one walk.
     *
     * @param ending {@code end}, {@code escaped}, or how the process died
     */
    private record Walked(
            String ending, boolean hasProblems, String lastAddress, List<String> contents, List<String> lines) {}

    /** A process that walks, and another if it dies. */
    private static final class Walker implements AutoCloseable {
        private final HostileVolume volume;
        private Process process;
        private PrintStream to;
        private BufferedReader from;

        Walker(HostileVolume volume) throws IOException {
            this.volume = volume;
            start();
        }

        private void start() throws IOException {
            String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            process = new ProcessBuilder(
                            "sh",
                            "-c",
                            "ulimit -c 0; ulimit -v " + ADDRESS_SPACE_KIB + "; exec \"$@\"",
                            "sh",
                            java,
                            "-Xmx64m",
                            "-Dhostile.seconds=" + SECONDS,
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:ReservedCodeCacheSize=32m",
                            "-XX:CompressedClassSpaceSize=32m",
                            "-XX:ErrorFile=" + folder.resolve("crash-" + volume.name() + "-%p.log"),
                            "-cp",
                            classes,
                            HostileWalk.class.getName())
                    .redirectErrorStream(true)
                    .start();
            to = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
            from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        Walked walk(Path chain) throws IOException {
            to.println(chain);
            String address = "0";
            List<String> contents = new ArrayList<>();
            List<String> lines = new ArrayList<>();
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                if (line.startsWith("content ")) {
                    contents.add(line.substring(line.indexOf(' ', 8) + 1));
                } else if (line.startsWith("file ")) {
                    address = line.substring(5);
                } else if (line.startsWith("end")) {
                    return new Walked("end", !line.endsWith(" 0 problems"), address, contents, lines);
                } else if (line.equals("escaped")) {
                    return new Walked("escaped", true, address, contents, lines);
                } else if (lines.size() < 40) {
                    lines.add(line);
                }
            }
            try {
                int code = process.waitFor();
                start();
                String ending = code == HostileWalk.TOO_LONG ? "took too long" : "died of " + code;
                return new Walked(ending, true, address, contents, lines);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        @Override
        public void close() {
            to.close();
            process.destroyForcibly();
        }
    }
}

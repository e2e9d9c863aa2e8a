package io.github.vhdlayers.tsk.libtsk;

import static io.github.vhdlayers.tsk.libtsk.NtfsWalkTest.bytes;

import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.testkit.InteropTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a child did to the files of FAT and ext volumes that were changed here without mounting them. */
class OtherLayersTest {
    private String clock = "E2FSPROGS_FAKE_TIME=1798761600";

    @TempDir
    Path folder = Path.of("");

    private Path before = Path.of("");
    private Path after = Path.of("");
    private final Map<String, FileOwnership.Status> done = new TreeMap<>();

    @BeforeEach
    void needsALibrary() {
        TestLibrary.get();
        before = folder.resolve("before.raw");
        after = folder.resolve("after.raw");
    }

    @Test
    void fat16() throws IOException {
        fat("16", 16 << 20, 512);
    }

    @Test
    void fat32InPagesOf4KiB() throws IOException {
        fat("32", 64 << 20, 4096);
    }

    private void fat(String kind, long size, int page) throws IOException {
        require("mkfs.fat", "mcopy", "mdel", "mren", "mmd");
        tool("truncate", "-s", Long.toString(size), before.toString());
        tool("/usr/sbin/mkfs.fat", "-F", kind, "-s", "1", "-i", "5eed0001", before.toString());
        Path many = Files.createDirectories(folder.resolve("many"));
        for (int i = 0; i < 40; i++) {
            Files.write(many.resolve("a file with a long name " + i), bytes(i, 700));
        }
        tool("mcopy", "-s", "-i", before.toString(), many.toString(), "::");
        tool("mmd", "-i", before.toString(), "::quiet");
        put(before, "kept.bin", bytes(50, 90_000));
        put(before, "in place.bin", bytes(51, 60_000));
        put(before, "grown.bin", bytes(52, 3_000));
        put(before, "deleted.bin", bytes(53, 20_000));
        put(before, "renamed.bin", bytes(54, 9_000));
        put(before, "Größe 日本.txt", bytes(55, 2_000));
        put(before, "quiet/unmoved.txt", bytes(56, 2_000));
        Files.copy(before, after);
        byte[] changed = bytes(51, 60_000);
        changed[30_000] ^= 1;
        put(after, "in place.bin", changed);
        done.put("/in place.bin", FileOwnership.Status.CONTENT_CHANGED);
        put(after, "grown.bin", bytes(52, 30_000));
        done.put("/grown.bin", FileOwnership.Status.CONTENT_CHANGED);
        tool("mdel", "-i", after.toString(), "::deleted.bin");
        done.put("/deleted.bin", FileOwnership.Status.DELETED);
        // FAT has no address that outlives a name.
        tool("mren", "-i", after.toString(), "::renamed.bin", "::renamed as well.bin");
        done.put("/renamed.bin", FileOwnership.Status.DELETED);
        done.put("/renamed as well.bin", FileOwnership.Status.NEW);
        put(after, "Größe 日本.txt", bytes(155, 2_000));
        done.put("/Größe 日本.txt", FileOwnership.Status.CONTENT_CHANGED);
        put(after, "many/new.txt", bytes(57, 5_000));
        done.put("/many/new.txt", FileOwnership.Status.NEW);
        done.put("/many", FileOwnership.Status.METADATA_CHANGED);
        done.put("/", FileOwnership.Status.METADATA_CHANGED);
        LayersTruth.check(folder, before, after, page, done);
    }

    @Test
    void ext2() throws IOException {
        ext("ext2", 512);
    }

    @Test
    void ext4InPagesOf4KiB() throws IOException {
        ext("ext4", 4096);
    }

    private void ext(String kind, int page) throws IOException {
        require("mke2fs", "debugfs");
        Path source = Files.createDirectory(folder.resolve("source"));
        Files.createDirectory(source.resolve("many"));
        for (int i = 0; i < 40; i++) {
            Files.write(source.resolve("many/file " + i), bytes(i, 700));
        }
        Files.write(source.resolve("kept.bin"), bytes(50, 900_000));
        Files.write(source.resolve("deleted.bin"), bytes(51, 70_000));
        Files.write(source.resolve("renamed.bin"), bytes(52, 20_000));
        Files.write(source.resolve("replaced.bin"), bytes(53, 20_000));
        Files.write(source.resolve("ünï.txt"), bytes(54, 3_000));
        Files.write(source.resolve("linked.bin"), bytes(55, 3_000));
        tool("truncate", "-s", "32M", before.toString());
        tool("/usr/sbin/mke2fs", "-q", "-t", kind, "-b", "1024", "-d", source.toString(), before.toString());
        Files.copy(before, after);
        Path fresh = Files.write(folder.resolve("fresh"), bytes(60, 30_000));
        Path other = Files.write(folder.resolve("other"), bytes(61, 25_000));
        debug("rm /deleted.bin");
        done.put("/deleted.bin", FileOwnership.Status.DELETED);
        debug("ln /renamed.bin /new%20name.bin".replace("%20", "_"));
        debug("unlink /renamed.bin");
        debug("sif /new_name.bin ctime 20270101000000");
        done.put("/new_name.bin", FileOwnership.Status.METADATA_CHANGED);
        debug("rm /replaced.bin");
        debug("write " + other + " /replaced.bin");
        done.put("/replaced.bin", FileOwnership.Status.CONTENT_CHANGED);
        debug("write " + fresh + " /many/new.bin");
        done.put("/many/new.bin", FileOwnership.Status.NEW);
        debug("sif /linked.bin mtime 20270101000000");
        done.put("/linked.bin", FileOwnership.Status.METADATA_CHANGED);
        done.put("/many", FileOwnership.Status.METADATA_CHANGED);
        done.put("/", FileOwnership.Status.METADATA_CHANGED);
        LayersTruth.check(folder, before, after, page, done);
    }

    @Test
    void aNewFileInTheInodeOfADeletedOneIsNew() throws IOException {
        require("mke2fs", "debugfs");
        Path source = Files.createDirectory(folder.resolve("source"));
        Files.write(source.resolve("deleted.bin"), bytes(51, 7_000));
        tool("truncate", "-s", "4M", before.toString());
        // Not after the layers are made, or the base would seem to have been changed later.
        clock = "E2FSPROGS_FAKE_TIME=" + System.currentTimeMillis() / 1000;
        String[] sameSecond = {clock, "/usr/sbin/mke2fs", "-q", "-t", "ext2", "-b", "1024"};
        List<String> format = new ArrayList<>(List.of(sameSecond));
        format.addAll(List.of("-d", source.toString(), before.toString()));
        tool(format.toArray(String[]::new));
        Files.copy(before, after);
        Path same = Files.write(folder.resolve("same"), bytes(61, 7_000));
        debug("rm /deleted.bin");
        debug("write " + same + " /new.bin");
        // A system gives every inode another number; debugfs leaves the old one there.
        debug("sif /new.bin generation 77");
        debug("sif /new.bin mtime 20270101000000");
        done.put("/deleted.bin", FileOwnership.Status.DELETED);
        done.put("/new.bin", FileOwnership.Status.NEW);
        done.put("/", FileOwnership.Status.METADATA_CHANGED);
        LayersTruth.check(folder, before, after, 512, done);
    }

    private void put(Path volume, String path, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("content"), content);
        tool("mcopy", "-i", volume.toString(), "-o", file.toString(), "::" + path);
    }

    private void debug(String request) throws IOException {
        // A later year: on a quick machine a new file with the inode of a deleted one would be made in the same second
        // as that.
        tool(clock, "/usr/sbin/debugfs", "-w", "-R", request, after.toString());
    }

    private void tool(String... command) throws IOException {
        List<String> whole = new ArrayList<>(List.of("env", "LC_ALL=C.UTF-8", "MTOOLS_SKIP_CHECK=1"));
        whole.addAll(Arrays.asList(command));
        InteropTools.run(folder, whole.toArray(String[]::new)).requireSuccess();
    }

    private static void require(String... programs) {
        String missing = InteropTools.missing(programs);
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        String icat = InteropTools.missing("icat");
        Assumptions.assumeTrue(icat.isEmpty(), icat);
    }
}

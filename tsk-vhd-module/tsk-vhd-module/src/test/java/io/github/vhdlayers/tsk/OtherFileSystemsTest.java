package io.github.vhdlayers.tsk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.TskCoreException;

/**
 * What a case says of files on FAT and ext: three states of a volume, made without mounting it, are the three layers. Which
 * layers have a content's sectors is counted here by looking for its bytes on the disk.
 */
class OtherFileSystemsTest {
    private static final int SECTOR = 512;

    @TempDir
    Path folder;

    private Path volume = Path.of("");
    private final List<byte[]> states = new ArrayList<>();
    /** What is on the volume in the end. */
    private final Map<String, byte[]> contents = new TreeMap<>();
    /** What happened, by path; what is not here was left alone. */
    private final Map<String, String> done = new TreeMap<>();

    @Test
    void fat16() throws Exception {
        fat("16", "16M");
    }

    @Test
    void fat32() throws Exception {
        fat("32", "40M");
    }

    private void fat(String kind, String size) throws Exception {
        require("mkfs.fat", "mcopy", "mdel", "mren", "mmd");
        volume = folder.resolve("volume");
        tool("truncate", "-s", size, volume.toString());
        tool("/usr/sbin/mkfs.fat", "-F", kind, "-s", "1", "-i", "5eed0001", volume.toString());
        tool("mmd", "-i", volume.toString(), "::quiet", "::gone");
        fatPut("kept.bin", 1, 90);
        fatPut("in place.bin", 2, 60);
        fatPut("grown.bin", 3, 3);
        fatPut("gone/deleted first.bin", 4, 20);
        fatPut("deleted last.bin", 5, 20);
        fatPut("renamed.bin", 6, 9);
        fatPut("quiet/unmoved.txt", 7, 2);
        for (int i = 0; i < 32; i++) {
            fatPut("quiet/more " + i, 100 + i, 1);
        }
        keepState();

        byte[] changed = Objects.requireNonNull(contents.get("/in place.bin")).clone();
        changed[30_000] ^= 1;
        fatPut("in place.bin", changed);
        done.put("/in place.bin", "content changed");
        fatPut("new first.bin", 8, 5);
        done.put("/new first.bin", "new in a child 1");
        // In a folder of its own, where no later file takes its entry: then nothing would be left of it.
        done.put("/gone", "only metadata changed");
        fatDelete("gone/deleted first.bin", 1);
        keepState();

        fatPut("grown.bin", 9, 30);
        done.put("/grown.bin", "content changed");
        fatDelete("deleted last.bin", 0);
        fatPut("quiet/new last.bin", 10, 5);
        done.put("/quiet/new last.bin", "new in a child 0");
        done.put("/quiet", "only metadata changed");
        // FAT has no address that outlives a name. This one is too long for the entries that are free.
        String longName = "renamed so that it is longer than any other name.bin";
        tool("mren", "-i", volume.toString(), "::renamed.bin", "::" + longName);
        contents.put("/" + longName, Objects.requireNonNull(contents.remove("/renamed.bin")));
        done.put("/" + longName, "new in a child 0");
        done.put("/_enamed.bin", "deleted in a child 0");
        keepState();
        check();
    }

    @Test
    void anOrphansFilesHaveNoStatusThatNeedsTheParent() throws Exception {
        require("mkfs.fat", "mcopy");
        volume = folder.resolve("volume");
        tool("truncate", "-s", "16M", volume.toString());
        keepState();
        tool("/usr/sbin/mkfs.fat", "-F", "16", "-s", "1", "-i", "5eed0001", volume.toString());
        fatPut("kept.bin", 1, 9);
        fatPut("changed.bin", 2, 9);
        keepState();
        fatPut("changed.bin", 3, 9);
        keepState();
        TestChain chain = TestChain.ofStates(states, now()).named(List.of("last.vhd", "first.vhd", "base.vhd"));
        List<Path> files = chain.writeTo(Files.createDirectories(folder.resolve("evidence")));
        Files.delete(files.get(2));
        AddOptions options = AddOptions.builder().orphanFill((byte) 0).build();
        Map<String, FileOwnership.Status> found = new TreeMap<>();
        inCase(files.get(0), options, sleuthkitCase -> {
            for (AbstractFile file : sleuthkitCase.findAllFilesWhere("name LIKE '%.bin'")) {
                FileAnnotation annotation = Objects.requireNonNull(FileAnnotation.of(file));
                assertEquals("owned by a child, changes unknown", annotation.conclusion());
                found.put(file.getName(), annotation.status());
            }
        });
        assertEquals(
                Map.of("kept.bin", FileOwnership.Status.UNKNOWN, "changed.bin", FileOwnership.Status.UNKNOWN), found);
    }

    @Test
    void ext2() throws Exception {
        ext("ext2");
    }

    @Test
    void ext4() throws Exception {
        ext("ext4");
    }

    private void ext(String kind) throws Exception {
        require("mke2fs", "debugfs");
        volume = folder.resolve("volume");
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.createDirectory(source.resolve("quiet"));
        Files.createDirectory(source.resolve("gone"));
        extPut(source, "kept.bin", 1, 900);
        extPut(source, "gone/deleted first.bin", 2, 70);
        extPut(source, "deleted last.bin", 3, 70);
        extPut(source, "renamed.bin", 4, 20);
        extPut(source, "touched.bin", 5, 3);
        extPut(source, "in place.bin", 6, 40);
        for (int i = 0; i < 40; i++) {
            extPut(source, "quiet/file " + i, 100 + i, 1);
        }
        tool("truncate", "-s", "32M", volume.toString());
        tool("/usr/sbin/mke2fs", "-q", "-t", kind, "-b", "1024", "-d", source.toString(), volume.toString());
        keepState();

        Path fresh = Files.write(folder.resolve("fresh"), bytes(8, 30));
        debug("write " + fresh + " /quiet/new_first.bin");
        contents.put("/quiet/new_first.bin", bytes(8, 30));
        done.put("/quiet/new_first.bin", "new in a child 1");
        done.put("/quiet", "only metadata changed");
        // After the new file, which would take its inode, and where no later one takes its entry.
        done.put("/gone", "only metadata changed");
        debug("rm \"/gone/deleted first.bin\"");
        done.put("/gone/deleted first.bin", "deleted in a child 1");
        contents.remove("/gone/deleted first.bin");
        byte[] raw = Files.readAllBytes(volume);
        byte[] content = Objects.requireNonNull(contents.get("/in place.bin"));
        int at = NtfsEvidence.find(raw, Arrays.copyOfRange(content, 1024, 1024 + SECTOR));
        raw[at + 5] ^= 1;
        content[1024 + 5] ^= 1;
        Files.write(volume, raw);
        done.put("/in place.bin", "content changed");
        keepState();

        debug("sif /touched.bin mtime 20270101000000");
        done.put("/touched.bin", "only metadata changed");
        debug("ln /renamed.bin /new_name.bin");
        debug("unlink /renamed.bin");
        debug("sif /new_name.bin ctime 20270101000000");
        contents.put("/new_name.bin", Objects.requireNonNull(contents.remove("/renamed.bin")));
        done.put("/new_name.bin", "only metadata changed");
        debug("rm \"/deleted last.bin\"");
        done.put("/deleted last.bin", "deleted in a child 0");
        contents.remove("/deleted last.bin");
        keepState();
        check();
    }

    private void check() throws Exception {
        TestChain chain = TestChain.ofStates(states, now()).named(List.of("last.vhd", "first.vhd", "base.vhd"));
        Path leaf = chain.writeTo(Files.createDirectories(folder.resolve("evidence")))
                .get(0);
        inCase(leaf, AddOptions.defaults(), sleuthkitCase -> compare(sleuthkitCase, chain));
    }

    /** Looks into an annotated case. */
    private interface Look {
        void at(SleuthkitCase sleuthkitCase) throws TskCoreException;
    }

    private void inCase(Path leaf, AddOptions options, Look look) throws Exception {
        Path copies = folder.resolve("copies");
        SleuthkitCase sleuthkitCase = RealCase.make(folder);
        try {
            Image image = new VhdImageProvider(sleuthkitCase, copies)
                    .add(leaf, options, CaseProgress.NONE)
                    .image();
            try (VirtualDisk disk = VhdImageProvider.open(image, List.of())) {
                AnnotationReport report =
                        new ChainAnnotator(sleuthkitCase, copies, null).annotate(image, disk, CaseProgress.NONE);
                assertEquals(0, report.filesUnclear());
            }
            look.at(sleuthkitCase);
        } finally {
            sleuthkitCase.close();
        }
    }

    private void compare(SleuthkitCase sleuthkitCase, TestChain chain) throws TskCoreException {
        Map<ByteBuffer, Integer> places = new HashMap<>();
        byte[] last = states.get(states.size() - 1);
        for (int at = 0; at < last.length; at += SECTOR) {
            places.put(ByteBuffer.wrap(last, at, SECTOR), at / SECTOR);
        }
        Map<String, String> found = new TreeMap<>();
        int compared = 0;
        for (AbstractFile file : sleuthkitCase.findAllFilesWhere("type = 0")) {
            String path = file.getParentPath() + file.getName();
            FileAnnotation annotation = FileAnnotation.of(file);
            JsonObject details = annotation == null
                    ? new JsonObject()
                    : new Gson().fromJson(String.valueOf(annotation.details()), JsonObject.class);
            byte[] content = contents.get(path);
            if (annotation != null && (content != null || done.containsKey(path))) {
                assertEquals(
                        details.get("status").getAsString(), annotation.status().toString());
                String layer = details.get("layer").isJsonNull() ? "" : " " + details.get("layer");
                if (!annotation.conclusion().startsWith("untouched")) {
                    found.put(path, annotation.conclusion() + layer);
                }
            }
            if (content != null) {
                compared++;
                Map<String, Long> owners = owners(content, places, chain);
                if (annotation == null) {
                    assertEquals(List.of("layer 2"), List.copyOf(owners.keySet()), path);
                } else {
                    Map<String, Long> said = new TreeMap<>();
                    details.getAsJsonObject("content")
                            .entrySet()
                            .forEach(
                                    one -> said.put(one.getKey(), one.getValue().getAsLong()));
                    assertEquals(owners, said, path);
                }
            }
        }
        assertEquals(text(done), text(found));
        assertTrue(compared >= contents.size(), compared + " of " + contents.keySet());
    }

    private static Map<String, Long> owners(byte[] content, Map<ByteBuffer, Integer> places, TestChain chain) {
        Map<String, Long> owners = new TreeMap<>();
        for (int at = 0; at < content.length; at += SECTOR) {
            Integer sector = Objects.requireNonNull(places.get(ByteBuffer.wrap(content, at, SECTOR)));
            owners.merge("layer " + chain.owner(sector), 1L, Long::sum);
        }
        return owners;
    }

    private static String text(Map<String, String> statuses) {
        StringBuilder text = new StringBuilder();
        statuses.forEach(
                (path, status) -> text.append(path).append(": ").append(status).append('\n'));
        return text.toString();
    }

    /** As a footer has it: the layers are created now, as the files in them. */
    private static long now() {
        return Instant.now().getEpochSecond()
                - Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    }

    private void keepState() throws IOException {
        states.add(Files.readAllBytes(volume));
    }

    private void fatPut(String path, int seed, int kibi) throws IOException {
        fatPut(path, bytes(seed, kibi));
    }

    private void fatPut(String path, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("content"), content);
        tool("mcopy", "-i", volume.toString(), "-o", file.toString(), "::" + path);
        contents.put("/" + path, content);
    }

    private void fatDelete(String name, int layer) throws IOException {
        tool("mdel", "-i", volume.toString(), "::" + name);
        contents.remove("/" + name);
        done.put("/" + name, "deleted in a child " + layer);
    }

    private void extPut(Path source, String path, int seed, int kibi) throws IOException {
        Files.write(source.resolve(path), bytes(seed, kibi));
        contents.put("/" + path, bytes(seed, kibi));
    }

    private void debug(String request) throws IOException {
        // Later, so that a new file in an old one's inode was not made in the same second, and not so late that the
        // parent seems to have
        // been changed after its child was created.
        long clock = System.currentTimeMillis() / 1000 + 3600;
        tool("E2FSPROGS_FAKE_TIME=" + clock, "/usr/sbin/debugfs", "-w", "-R", request, volume.toString());
    }

    /** Of whole blocks, so that no sector is shared with what fills a block up. */
    private static byte[] bytes(int seed, int kibi) {
        return NtfsEvidence.bytes(seed, kibi * 1024);
    }

    private void tool(String... command) throws IOException {
        List<String> whole = new ArrayList<>(List.of("env", "LC_ALL=C.UTF-8", "MTOOLS_SKIP_CHECK=1"));
        whole.addAll(Arrays.asList(command));
        InteropTools.run(folder, whole.toArray(String[]::new)).requireSuccess();
    }

    private static void require(String... programs) {
        String missing = InteropTools.missing(programs);
        Assumptions.assumeTrue(missing.isEmpty(), missing);
    }
}

package io.github.vhdlayers.tsk.libtsk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.volume.NtfsVolume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a walk tells of an NTFS volume that was made here, held against how it was made, and against fls and icat. */
class NtfsWalkTest extends EachReader {
    @TempDir
    static Path folder = Path.of("");

    private static final Map<String, byte[]> MADE = new TreeMap<>();
    private static Path raw = Path.of("");

    @BeforeAll
    static void make() throws IOException {
        String missing = InteropTools.missing("mkfs.ntfs", "fls", "icat");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        raw = folder.resolve("ntfs.raw");
        NtfsVolume.format(raw, 24 << 20);
        try (NtfsVolume volume = NtfsVolume.open(raw)) {
            volume.folder("/Users");
            volume.folder("/Users/Zoë 日本");
            put(volume, "/small.txt", bytes(1, 300));
            put(volume, "/Users/large.bin", bytes(2, 3_000_000));
            put(volume, "/Users/Zoë 日本/ÄÖÜ — тест.txt", bytes(3, 40_000));
            put(volume, "/empty", new byte[0]);
            for (int i = 0; i < 200; i++) {
                put(volume, "/Users/file number " + i, bytes(i, i % 3 == 0 ? 200 : 900));
            }
            volume.stream("/small.txt", "zone", bytes(4, 90));
            volume.stream("/small.txt", "big", bytes(5, 20_000));
            MADE.put("/small.txt:zone", bytes(4, 90));
            MADE.put("/small.txt:big", bytes(5, 20_000));
            volume.link("/Users/large.bin", "/another name.bin");
            MADE.put("/another name.bin", bytes(2, 3_000_000));
            sparse(volume);
            put(volume, "/gone.txt", bytes(7, 100));
            volume.delete("/gone.txt");
            MADE.remove("/gone.txt");
        }
    }

    private static void sparse(NtfsVolume volume) throws IOException {
        byte[] whole = new byte[2_000_000];
        volume.write("/sparse.bin", new byte[0]);
        volume.writeAt("/sparse.bin", 1_900_000, bytes(8, 100_000));
        System.arraycopy(bytes(8, 100_000), 0, whole, 1_900_000, 100_000);
        MADE.put("/sparse.bin", whole);
    }

    private static void put(NtfsVolume volume, String path, byte[] content) throws IOException {
        volume.write(path, content);
        MADE.put(path, content);
    }

    @Test
    void everyCreatedFileIsListedWithItsContent() throws IOException {
        Map<String, byte[]> reported = new TreeMap<>();
        walk(WalkOptions.defaults(), (systems, file) -> {
            if (file.kind() == DiskFile.Kind.FILE) {
                for (FileStream stream : file.streams()) {
                    String name = file.path() + (stream.name().isEmpty() ? "" : ":" + stream.name());
                    reported.put(name, content(systems, file, stream));
                }
            }
        });
        assertEquals(MADE.keySet(), reported.keySet());
        MADE.forEach((path, content) -> assertArrayEquals(content, reported.get(path), path));
    }

    @Test
    void whatIsStoredIsWhereItIsSaidToBe() throws IOException {
        byte[] disk = Files.readAllBytes(raw);
        walk(WalkOptions.defaults(), (systems, file) -> {
            for (FileStream stream : file.streams()) {
                if (file.kind() == DiskFile.Kind.FILE && !stream.resident()) {
                    String name = file.path() + (stream.name().isEmpty() ? "" : ":" + stream.name());
                    assertArrayEquals(MADE.get(name), assembled(disk, stream), name);
                }
            }
            if (file.kind() == DiskFile.Kind.FILE) {
                DiskExtent record = file.metadata().get(0);
                assertEquals("FILE", new String(disk, (int) record.diskOffset(), 4, StandardCharsets.US_ASCII));
                assertTrue(
                        contains(disk, record, name(file).getBytes(StandardCharsets.UTF_16LE)),
                        file.path() + " has its name in its record");
            }
        });
    }

    @Test
    void whatExtentsLeaveOutIsLostAndNotRead() throws IOException {
        WalkOptions all = WalkOptions.defaults();
        WalkOptions one = new WalkOptions(all.deleted(), all.orphans(), all.maxFiles(), all.maxDepth(), 1);
        List<String> cut = new ArrayList<>();
        walk(one, (systems, file) -> {
            if (file.path().equals("/sparse.bin")) {
                FileStream stream = file.streams().get(0);
                FileExtent last = stream.extents().get(stream.extents().size() - 1);
                assertEquals(FileExtent.Kind.LOST, last.kind());
                assertEquals(stream.size(), last.contentOffset() + last.length());
                try (RandomAccessSource content = systems.content(file, stream)) {
                    ByteBuffer target = ByteBuffer.allocate(512);
                    content.readFully(last.contentOffset() - 512, target);
                    assertThrows(IOException.class, () -> content.readFully(last.contentOffset(), target.clear()));
                }
                cut.add(String.valueOf(file.problem()));
            }
        });
        assertEquals(List.of("more than 1 extents"), cut);
    }

    @Test
    void aResidentFileLivesInItsRecord() throws IOException {
        walk(WalkOptions.defaults(), (systems, file) -> {
            if (file.path().equals("/small.txt")) {
                FileStream main = file.streams().get(0);
                assertTrue(main.resident());
                FileExtent place = main.extents().get(0);
                assertEquals(file.metadata().get(0), new DiskExtent(place.diskOffset(), place.length()));
                assertEquals(3, file.streams().size());
            }
        });
    }

    @Test
    void theNamesAreThoseOfFls() throws IOException {
        Set<String> ours = new TreeSet<>();
        walk(WalkOptions.defaults().withOrphans(true), (systems, file) -> {
            if (!file.path().equals("/")) {
                ours.add(file.name().address() + " " + (file.name().allocated() ? "" : "* ")
                        + file.path().substring(1));
            }
        });
        Set<String> theirs = flsNames();
        Set<String> more = new TreeSet<>(ours);
        more.removeAll(theirs);
        theirs.removeAll(ours);
        assertEquals(Set.of(), more, "only ours");
        assertEquals(Set.of(), theirs, "only theirs");
    }

    @Test
    void contentsAreThoseOfIcat() throws IOException {
        List<String> checked = new ArrayList<>();
        walk(WalkOptions.defaults().withDeleted(true), (systems, file) -> {
            if (file.kind() == DiskFile.Kind.FILE && !file.path().matches("/Users/file number .[^0].*")) {
                for (FileStream stream : file.streams()) {
                    byte[] icat = InteropTools.run(
                                    folder,
                                    "icat",
                                    raw.toString(),
                                    file.name().address() + "-" + stream.type() + "-" + stream.id())
                            .requireSuccess()
                            .output();
                    assertArrayEquals(icat, content(systems, file, stream), file.path());
                    checked.add(file.path());
                }
            }
        });
        assertTrue(checked.contains("/gone.txt"), "the deleted file, too");
    }

    @Test
    void aFileIsFoundByItsAddress() throws IOException {
        walk(WalkOptions.defaults(), (systems, file) -> {
            if (file.path().startsWith("/Users/file number 5")) {
                assertEquals(file, systems.file(file.fileSystem(), file.name()));
            }
        });
    }

    @Test
    void limitsEndAWalkAndSaySo() throws IOException {
        List<String> paths = new ArrayList<>();
        WalkResult few = walk(WalkOptions.defaults().withMaxFiles(10), (systems, file) -> paths.add(file.path()));
        assertEquals(10, paths.size());
        assertNotNull(few.limit());
        paths.clear();
        WalkResult shallow = walk(WalkOptions.defaults().withMaxDepth(1), (systems, file) -> paths.add(file.path()));
        assertTrue(paths.contains("/Users"));
        assertTrue(paths.stream().noneMatch(path -> path.startsWith("/Users/")));
        assertTrue(
                shallow.problems().toString().contains("deeper than 1 folders"),
                shallow.problems().toString());
    }

    @FunctionalInterface
    private interface Check {
        void of(DiskFileSystems systems, DiskFile file) throws IOException;
    }

    private WalkResult walk(WalkOptions options, Check check) throws IOException {
        try (RandomAccessSource disk = RandomAccessSources.ofPath(raw);
                DiskFileSystems systems = chosen().open(disk, PartitionTable.read(disk))) {
            assertEquals(List.of(), systems.problems());
            FileSystemInfo only = systems.fileSystems().get(0);
            assertEquals("ntfs", only.type());
            WalkResult result = systems.walk(only, options, file -> {
                check.of(systems, file);
                return true;
            });
            return result;
        }
    }

    private Set<String> flsNames() throws IOException {
        Pattern line = Pattern.compile("^[^ ]+ (\\* )?(\\d+)(-[\\d-]+)?(\\(realloc\\))?:\\t(.*)$");
        Set<String> names = new TreeSet<>();
        String text = InteropTools.run(folder, "fls", "-r", "-p", raw.toString())
                .requireSuccess()
                .text();
        for (String each : text.lines().toList()) {
            Matcher found = line.matcher(each);
            assertTrue(found.matches(), each);
            // Alternate streams have lines of their own; here a file is one name.
            String path = found.group(5).replaceFirst(":(zone|big|\\$.*)$", "");
            names.add(found.group(2) + " " + (found.group(1) == null ? "" : "* ") + path);
        }
        return names;
    }

    private static byte[] content(DiskFileSystems systems, DiskFile file, FileStream stream) throws IOException {
        try (RandomAccessSource content = systems.content(file, stream);
                InputStream in = RandomAccessSources.inputStream(content)) {
            return in.readAllBytes();
        }
    }

    private static byte[] assembled(byte[] disk, FileStream stream) {
        ByteBuffer whole = ByteBuffer.allocate((int) stream.size());
        for (FileExtent extent : stream.extents()) {
            int length = (int) Math.min(extent.length(), stream.size() - extent.contentOffset());
            if (extent.kind() == FileExtent.Kind.STORED && length > 0) {
                whole.put((int) extent.contentOffset(), disk, (int) extent.diskOffset(), length);
            }
        }
        return whole.array();
    }

    private static String name(DiskFile file) {
        return file.name().name();
    }

    private static boolean contains(byte[] disk, DiskExtent in, byte[] wanted) {
        for (long at = in.diskOffset(); at <= in.end() - wanted.length; at++) {
            if (ByteBuffer.wrap(disk, (int) at, wanted.length).equals(ByteBuffer.wrap(wanted))) {
                return true;
            }
        }
        return false;
    }

    static byte[] bytes(int seed, int count) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}

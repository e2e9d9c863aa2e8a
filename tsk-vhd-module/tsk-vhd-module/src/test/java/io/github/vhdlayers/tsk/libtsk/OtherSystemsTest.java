package io.github.vhdlayers.tsk.libtsk;

import static io.github.vhdlayers.tsk.libtsk.NtfsWalkTest.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.testkit.InteropTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File systems that are read without their metadata being looked for: of a file with bytes that a child changed in place. */
class OtherSystemsTest {

    @TempDir
    Path folder = Path.of("");

    private final Map<String, byte[]> made = new TreeMap<>();

    @BeforeEach
    void needsFiles() throws IOException {
        TestLibrary.get();
        made.put("/docs/large.bin", bytes(1, 300_000));
        made.put("/docs/changed.bin", bytes(2, 50_000));
        made.put("/docs/Größe 日本.txt", bytes(3, 900));
        made.put("/small.txt", bytes(4, 30));
        for (Map.Entry<String, byte[]> file : made.entrySet()) {
            Path path = folder.resolve("source" + file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    @Test
    void iso9660WithLongNames() throws IOException {
        Path raw = folder.resolve("before.raw");
        run("genisoimage", "-quiet", "-J", "-R", "-o", raw.toString(), "source");
        check(raw);
    }

    @Test
    void hfsPlus() throws IOException {
        Path hybrid = folder.resolve("hybrid.iso");
        run("xorriso", "-as", "mkisofs", "-quiet", "-R", "-hfsplus", "-o", hybrid.toString(), "source");
        Path raw = folder.resolve("before.raw");
        HfsPlusVolume.take(hybrid, raw);
        check(raw);
    }

    @Test
    void ufs() throws IOException {
        Path raw = folder.resolve("before.raw");
        run("makefs", "-t", "ffs", "-s", "4m", raw.toString(), "source");
        check(raw);
    }

    private void check(Path before) throws IOException {
        byte[] bytes = Files.readAllBytes(before);
        byte[] changed = bytes(2, 50_000);
        // Not all of it need be in one piece.
        int at = 58 * 512;
        bytes[indexOf(bytes, Arrays.copyOfRange(changed, at, at + 512)) + 100] ^= 1;
        changed[at + 100] ^= 1;
        made.put("/docs/changed.bin", changed);
        Path after = Files.write(folder.resolve("after.raw"), bytes);
        Map<String, FileOwnership.Status> done = Map.of("/docs/changed.bin", FileOwnership.Status.CONTENT_CHANGED);
        Map<String, byte[]> read = new TreeMap<>();
        // HFS+ takes letters apart.
        LayersTruth.check(folder, before, after, 512, done)
                .forEach((path, content) -> read.put(Normalizer.normalize(path, Normalizer.Form.NFC), content));
        assertEquals(made.keySet(), read.keySet());
        made.forEach((path, content) -> assertArrayEquals(content, read.get(path), path));
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at <= bytes.length - wanted.length; at += 512) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new IllegalStateException("the content is not there");
    }

    private void run(String... command) throws IOException {
        String missing = InteropTools.missing(command[0], "icat");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        String[] whole = new String[command.length + 2];
        whole[0] = "env";
        whole[1] = "LC_ALL=C.UTF-8";
        System.arraycopy(command, 0, whole, 2, command.length);
        InteropTools.run(folder, whole).requireSuccess();
    }
}

package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.testkit.InteropTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two states of a volume that programs make without mounting it, and what each reader reports of the newer one. */
abstract class FileTruth extends EachReader {
    @TempDir
    Path folder = Path.of("");

    /** The volume as the base has it, and as the leaf has it. */
    Path before = Path.of("");

    Path after = Path.of("");

    private int files;

    @BeforeEach
    void nameStates() {
        before = folder.resolve("before.raw");
        after = folder.resolve("after.raw");
    }

    /** The rows of the leaf, which stores the sectors that differ and no others. */
    ChangedRows rows() throws IOException {
        return ChangedRows.of(TestLayers.write(Files.createTempDirectory(folder, "chain"), before, after, 512));
    }

    /** Makes an ext volume of what is in a folder. */
    void formatExt(Path source, String options) throws IOException {
        tool("truncate", "-s", "8M", before.toString());
        List<String> command = new ArrayList<>(List.of("/usr/sbin/mke2fs", "-q", "-F"));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-d", source.toString(), before.toString()));
        tool(command.toArray(String[]::new));
    }

    /** Changes an ext volume, a request a line. */
    void debug(Path volume, String... requests) throws IOException {
        Path list = Files.write(folder.resolve("requests"), List.of(requests));
        tool("/usr/sbin/debugfs", "-w", "-f", list.toString(), volume.toString());
    }

    /** A file outside the volume, for programs that copy one into it. */
    Path outside(byte[] content) throws IOException {
        return Files.write(folder.resolve("outside" + files++), content);
    }

    void tool(String... command) throws IOException {
        List<String> whole = new ArrayList<>(List.of("env", "LC_ALL=C.UTF-8", "MTOOLS_SKIP_CHECK=1"));
        whole.addAll(Arrays.asList(command));
        InteropTools.run(folder, whole.toArray(String[]::new)).requireSuccess();
    }

    static void require(String... programs) {
        String missing = InteropTools.missing(programs);
        Assumptions.assumeTrue(missing.isEmpty(), missing);
    }

    /** Changes bytes of the newer state. */
    void patch(int place, byte... bytes) throws IOException {
        byte[] all = Files.readAllBytes(after);
        System.arraycopy(bytes, 0, all, place, bytes.length);
        Files.write(after, all);
    }

    /** Where a content begins in the newer state, at the beginning of a sector. */
    int placeOf(byte[] content) throws IOException {
        byte[] all = Files.readAllBytes(after);
        int length = Math.min(content.length, 512);
        for (int at = 0; at + length <= all.length; at += 512) {
            if (Arrays.equals(all, at, at + length, content, 0, length)) {
                return at;
            }
        }
        throw new IllegalStateException("the content is not there");
    }
}

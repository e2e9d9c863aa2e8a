package io.github.vhdlayers.vhdx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.VhdxChain;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Disks as other programs read and write them. 7-Zip is right on chains without logs, but refuses a disk with an odd number of
 * sectors, and ends with an error where a child is longer than its parent; qemu-img is right on single disks, and replays a simple
 * log into the file if it may write to it.
 */
class VhdxInteropTest {
    @TempDir
    Path folder;

    static LongStream chainsThat7ZipReads() {
        return seeds(seed -> {
            List<VhdxImage> layers = VhdxChain.randomWithoutLogs(seed).layers();
            return layers.stream().allMatch(VhdxInteropTest::isEven) && isNeverLongerThanItsParent(layers);
        });
    }

    static LongStream disksThatQemuReads() {
        return seeds(seed -> {
            VhdxChain chain = VhdxChain.randomWithoutLogs(seed);
            return chain.layers().size() == 1 && chain.layers().get(0).logicalSector() == 512;
        });
    }

    private static LongStream seeds(LongPredicate wanted) {
        return LongStream.range(1000, 1000 + Integer.getInteger("vhdx.interop", 60))
                .filter(wanted);
    }

    private static boolean isNeverLongerThanItsParent(List<VhdxImage> layers) {
        return IntStream.range(1, layers.size())
                .allMatch(layer ->
                        layers.get(layer - 1).sectors() <= layers.get(layer).sectors());
    }

    private static boolean isEven(VhdxImage disk) {
        return disk.sectors() * 512L / disk.logicalSector() % 2 == 0;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("chainsThat7ZipReads")
    void chainsReadAsIn7Zip(long seed) throws IOException {
        skipWithout("7zz");
        Path leaf = write(VhdxChain.randomWithoutLogs(seed));
        byte[] theirs = InteropTools.run(folder, "7zz", "e", "-tVHDX", "-so", leaf.toString())
                .requireSuccess()
                .output();
        assertArrayEquals(theirs, read(leaf));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("disksThatQemuReads")
    void singleDisksReadAsInQemu(long seed) throws IOException {
        skipWithout("qemu-img");
        Path leaf = write(VhdxChain.randomWithoutLogs(seed));
        Path raw = folder.resolve("qemu.raw");
        InteropTools.run(folder, "qemu-img", "convert", "-f", "vhdx", "-O", "raw", leaf.toString(), raw.toString())
                .requireSuccess();
        assertArrayEquals(Files.readAllBytes(raw), read(leaf));
    }

    @Test
    void simpleLogIsReplayedAsByQemu() throws IOException {
        skipWithout("qemu-img");
        VhdxImage disk = VhdxImage.dynamic(5 << 20)
                .blockBytes(1 << 20)
                .seed(11)
                .block(0, VhdxImage.FULL)
                .block(3, VhdxImage.FULL)
                .log(VhdxLogRecipe.dirty(0, VhdxLogRecipe.Entry.of(1, 0, VhdxLogRecipe.Change.right("table", 0, 4096))))
                .build();
        byte[] ours = read(disk.writeTo(folder.resolve("ours.vhdx")));
        Path theirs = disk.writeTo(folder.resolve("theirs.vhdx"));
        InteropTools.run(folder, "qemu-img", "check", "-f", "vhdx", "-r", "all", theirs.toString())
                .requireSuccess();
        Path raw = folder.resolve("theirs.raw");
        InteropTools.run(folder, "qemu-img", "convert", "-f", "vhdx", "-O", "raw", theirs.toString(), raw.toString())
                .requireSuccess();
        assertArrayEquals(Files.readAllBytes(raw), ours);
        assertArrayEquals(VhdxChain.of(disk).merged(), ours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynamic", "fixed"})
    void disksThatQemuMakesAreReadAsTheyWereWritten(String kind) throws IOException {
        skipWithout("qemu-img");
        byte[] content = VhdxChain.randomWithoutLogs(7).merged();
        Path raw = Files.write(folder.resolve("in.raw"), content);
        Path disk = folder.resolve(kind + ".vhdx");
        String options = "subformat=" + kind + ",block_size=1M";
        InteropTools.run(
                        folder,
                        "qemu-img",
                        "convert",
                        "-f",
                        "raw",
                        "-O",
                        "vhdx",
                        "-o",
                        options,
                        raw.toString(),
                        disk.toString())
                .requireSuccess();
        assertArrayEquals(content, read(disk));
    }

    private Path write(VhdxChain chain) throws IOException {
        Path leaf = chain.layers().get(0).writeTo(folder.resolve("leaf.vhdx"));
        for (int layer = 1; layer < chain.layers().size(); layer++) {
            chain.layers().get(layer).writeTo(folder.resolve("layer" + layer + ".vhdx"));
        }
        return leaf;
    }

    private static byte[] read(Path leaf) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            return VhdxDisks.read(disk);
        }
    }

    private static void skipWithout(String program) {
        String missing = InteropTools.missing(program);
        assumeTrue(missing.isEmpty(), missing);
    }
}

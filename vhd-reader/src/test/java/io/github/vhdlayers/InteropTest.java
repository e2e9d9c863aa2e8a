package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.diag.Finding.Severity;
import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.testkit.ChainParameters;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Disks as other programs read and write them. 7-Zip is right on healthy chains, qemu-img on dynamic and fixed disks if it is
 * asked which of the footer's sizes to go by; neither is right on all that {@link RandomChainsTest} makes.
 */
class InteropTest {
    @TempDir
    Path folder;

    static LongStream seeds() {
        return LongStream.range(1, 41);
    }

    /** Below 4 KiB qemu takes a block's bitmap to have no bytes, and reads the disk shifted. */
    static LongStream seedsThatQemuReads() {
        return seeds().filter(seed -> {
            long blockSize = single(seed).leaf().blockSize();
            return blockSize == 0 || blockSize >= 4096;
        });
    }

    private static TestChain single(long seed) {
        return RandomChains.next(seed, ChainParameters.HEALTHY.withLayers(1, 1));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void healthyChainsReadAsIn7Zip(long seed) throws IOException {
        skipWithout("7zz");
        TestChain chain = RandomChains.next(seed, ChainParameters.HEALTHY.withLayers(2, 6));
        Path leaf = chain.writeTo(folder).get(0);
        byte[] theirs = InteropTools.run(folder, "7zz", "e", "-tVHD", "-so", leaf.toString())
                .requireSuccess()
                .output();
        assertArrayEquals(theirs, read(leaf));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seedsThatQemuReads")
    void singleDisksReadAsInQemu(long seed) throws IOException {
        skipWithout("qemu-img");
        TestChain chain = single(seed);
        Path leaf = chain.writeTo(folder).get(0);
        Path raw = folder.resolve("qemu.raw");
        InteropTools.run(
                        folder,
                        "qemu-img",
                        "convert",
                        "--image-opts",
                        "driver=vpc,force_size_calc=current_size,file.driver=file,file.filename=" + leaf,
                        "-O",
                        "raw",
                        raw.toString())
                .requireSuccess();
        assertArrayEquals(Files.readAllBytes(raw), read(leaf));
    }

    @Test
    void disksThatQemuMakesAreReadAsTheyWereWritten() throws IOException {
        skipWithout("qemu-img");
        byte[] content = RandomChains.next(7).merged();
        byte[] padded = java.util.Arrays.copyOf(content, 4 << 20);
        Path raw = Files.write(folder.resolve("in.raw"), padded);
        for (String subformat : new String[] {"dynamic", "fixed"}) {
            Path vhd = folder.resolve(subformat + ".vhd");
            String options = "subformat=" + subformat + ",force_size=on";
            InteropTools.run(folder, "qemu-img", "convert", "-O", "vpc", "-o", options, raw.toString(), vhd.toString())
                    .requireSuccess();
            assertArrayEquals(padded, read(vhd), subformat);
            try (VirtualDisk disk = VirtualDisk.open(vhd)) {
                assertEquals(
                        "qem2",
                        ((VhdFile) disk.chain().leaf().file())
                                .footer()
                                .creator()
                                .name());
                assertTrue(
                        disk.findings().stream().allMatch(finding -> finding.severity() == Severity.INFO),
                        () -> disk.findings().toString());
            }
        }
    }

    private static byte[] read(Path leaf) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            ByteBuffer all = ByteBuffer.allocate((int) disk.size());
            disk.readFully(0, all);
            return all.array();
        }
    }

    private static void skipWithout(String program) {
        String missing = InteropTools.missing(program);
        assumeTrue(missing.isEmpty(), missing);
    }
}

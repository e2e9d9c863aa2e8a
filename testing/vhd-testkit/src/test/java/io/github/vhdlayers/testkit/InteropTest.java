package io.github.vhdlayers.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers that others wrote agree with the oracle, as far as they can read. */
class InteropTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void sevenZipReadsEveryHealthyChainAsTheOracleDoes() throws IOException {
        require("7zz");
        for (long seed = 0; seed < 80; seed++) {
            compareWith7Zip(RandomChains.next(seed, ChainParameters.HEALTHY), "seed " + seed);
        }
    }

    @Test
    void sevenZipReadsAChainLaidOutAsWindowsDoes() throws IOException {
        require("7zz");
        DiskImage base = DiskImage.dynamic(9L << 20)
                .own(100, 9000, SectorContent.pattern(1))
                .build();
        DiskImage leaf = DiskImage.differencing(9L << 20)
                .parent(base)
                .absoluteLocator("C:\\disks\\base.vhd")
                .own(4095, 3, SectorContent.pattern(2))
                .own(8000, 1, SectorContent.zeros())
                .build();
        compareWith7Zip(TestChain.of(leaf, base), "Windows");
    }

    @Test
    void qemuReadsFixedAndDynamicDisksAsTheOracleDoes() throws IOException {
        require("qemu-img");
        ChainParameters lone = ChainParameters.HEALTHY.withLayers(1, 1);
        int compared = 0;
        for (long seed = 0; compared < 25; seed++) {
            TestChain chain = RandomChains.next(seed, lone);
            // Below 4 KiB qemu takes the bitmap for empty and reads the wrong sectors.
            if (chain.leaf().kind() == DiskKind.FIXED || chain.leaf().blockSize() >= 4096) {
                compareWithQemu(chain, "seed " + seed);
                compared++;
            }
        }
    }

    private static void require(String program) {
        String missing = InteropTools.missing(program);
        assumeTrue(missing.isEmpty(), missing);
    }

    private void compareWith7Zip(TestChain chain, String what) throws IOException {
        Path folder = Files.createTempDirectory(directory, "chain");
        chain.writeTo(folder);
        byte[] read = InteropTools.run(folder, "7zz", "e", "-tVHD", "-so", "leaf.vhd")
                .requireSuccess()
                .output();
        assertArrayEquals(chain.merged(), read, () -> what + ": " + chain);
        delete(folder);
    }

    private void compareWithQemu(TestChain chain, String what) throws IOException {
        Path folder = Files.createTempDirectory(directory, "disk");
        chain.leaf().writeTo(folder.resolve("disk.vhd"));
        // By default qemu guesses the size from who made the disk.
        String image = "driver=vpc,force_size_calc=current_size,file.filename=disk.vhd";
        InteropTools.run(folder, "qemu-img", "convert", "-O", "raw", "--image-opts", image, "out.raw")
                .requireSuccess();
        assertArrayEquals(chain.merged(), Files.readAllBytes(folder.resolve("out.raw")), () -> what + ": " + chain);
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}

package io.github.vhdlayers.tool;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A small chain that shows everything: written, owned zeros, inherited, never written. */
public final class TestDisks {
    static final long SECTORS = 4096;
    static final long SIZE = SECTORS * 512;

    private TestDisks() {}

    /** Three layers: a leaf, one in the middle, a dynamic base. */
    public static TestChain chain() {
        DiskImage base = DiskImage.dynamic(SIZE)
                .seed(1)
                .blockSize(128 * 1024)
                .own(0, 700, SectorContent.pattern(1))
                .own(3000, 5, SectorContent.pattern(1))
                .build();
        DiskImage middle = DiskImage.differencing(SIZE)
                .seed(2)
                .parent(base)
                .blockSize(64 * 1024)
                .own(10, 20, SectorContent.pattern(2))
                .build();
        DiskImage leaf = DiskImage.differencing(SIZE)
                .seed(3)
                .parent(middle)
                .blockSize(64 * 1024)
                .own(5, 10, SectorContent.pattern(3))
                .own(600, 20, SectorContent.zeros())
                .build();
        return TestChain.of(leaf, middle, base).named(List.of("leaf.vhd", "middle.avhd", "base.vhd"));
    }

    /** Writes a chain and returns the leaf. */
    public static Path write(TestChain chain, Path folder) throws IOException {
        return chain.writeTo(folder).get(0);
    }

    /** Writes {@link #chain()} under its names, and returns the leaf. */
    public static Path writeChain(Path folder) throws IOException {
        return chain().writeTo(folder, List.of("leaf.vhd", "middle.avhd", "base.vhd"))
                .get(0);
    }
}

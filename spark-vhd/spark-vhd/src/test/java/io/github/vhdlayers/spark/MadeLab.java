package io.github.vhdlayers.spark;

import io.github.vhdlayers.testkit.ChainParameters;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A lab that needs no other program: the sample evidence, random chains, an orphan, a damaged disk, and a large sparse one. */
final class MadeLab {
    /** Seen from the module that has the tests, and from that of another line, which is beside it. */
    private static final Path EVIDENCE = Path.of("..", "..", "samples", "evidence");

    /** How many blocks two bases have in common, at least. */
    static final int SHARED_BLOCKS = 3;

    private MadeLab() {}

    static void write(Path folder, int chains) throws IOException {
        Path sample = Files.createDirectories(folder.resolve("case1").resolve("disks"));
        for (String name : new String[] {"leaf.vhd", "middle.vhd", "base.vhd"}) {
            Files.copy(EVIDENCE.resolve(name), sample.resolve(name));
        }
        // A leaf without its parents.
        DiskImage parent = DiskImage.dynamic(4 << 20).build();
        DiskImage.differencing(4 << 20)
                .parent(parent)
                .own(5, 9, SectorContent.pattern(4))
                .build()
                .writeTo(Files.createDirectories(folder.resolve("alone")).resolve("copy.vhd"));
        for (int seed = 10; seed < 10 + chains; seed++) {
            RandomChains.next(seed, ChainParameters.HEALTHY)
                    .writeTo(Files.createDirectories(folder.resolve("chain" + seed)));
        }
        byte[] bytes = DiskImage.dynamic(4 << 20)
                .own(0, 8, SectorContent.pattern(9))
                .build()
                .toBytes();
        bytes[512] = 0;
        Files.write(folder.resolve("damaged.vhd"), bytes);
        Files.writeString(folder.resolve("notes.txt"), "no disk");
        DiskImage.dynamic(6L << 30)
                .own(7, 9000, SectorContent.pattern(1))
                .own((1L << 21) - 3, 6, SectorContent.pattern(2))
                .own(3L << 21, 100, SectorContent.pattern(3))
                .build()
                .writeTo(folder.resolve("large.vhd"));
        DiskImage.dynamic(16 << 20)
                .own(7, 9000, SectorContent.pattern(1))
                .build()
                .writeTo(folder.resolve("other.vhd"));
    }
}

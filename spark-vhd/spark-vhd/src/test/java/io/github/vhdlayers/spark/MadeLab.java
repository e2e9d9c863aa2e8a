package io.github.vhdlayers.spark;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.testkit.ChainParameters;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.SharedBase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A lab that needs no other program: the sample evidence, random chains, an orphan, a damaged disk, and a large sparse one. */
final class MadeLab {
    /** Seen from the module that has the tests, and from that of another line, which is beside it. */
    private static final Path EVIDENCE = Path.of("..", "..", "samples", "evidence");

    /** How many blocks two bases have in common, at least. */
    static final int SHARED_BLOCKS = 3;

    /** Behind the times of the files inside, in seconds since 2000: nothing is in doubt then. */
    private static final long CREATED = 844_128_000;

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

    /** The base of the sample evidence, and children that changed it as its middle or its leaf did; the folder. */
    static Path writeSharedBase(Path folder, int children) throws IOException {
        List<byte[]> states = new ArrayList<>();
        try (VirtualDisk disk = VirtualDisk.open(EVIDENCE.resolve("leaf.vhd"))) {
            for (int layer = disk.chain().layers().size() - 1; layer >= 0; layer--) {
                ByteBuffer bytes = ByteBuffer.allocate((int) disk.size());
                disk.asOf(layer).readFully(0, bytes);
                states.add(bytes.array());
            }
        }
        SharedBase.write(folder, states, children, CREATED);
        return folder;
    }
}

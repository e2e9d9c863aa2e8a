package io.github.vhdlayers.tika;

import io.github.vhdlayers.testkit.Bombs;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.Mutation;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.SmallHeap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that lie, through the detector and the parser with all settings on, in a process with a heap of 64 MiB: only Tika's own
 * exception comes out. How long each takes is printed and not judged, save that all of them must end.
 */
class HostileDisksTest {
    @TempDir(factory = KeptFolder.class)
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @Test
    void smallHeapSufficesForAllOfThem() throws Exception {
        mutations();
        bombs();
        SmallHeap.run(HostileParses.class, folder);
    }

    private void mutations() throws IOException {
        DiskImage base = DiskImage.dynamic(40_960)
                .blockSize(4096)
                .layout(Layout.COMPACT)
                .own(0, 5, SectorContent.pattern(1))
                .own(20, 25, SectorContent.pattern(2))
                .build();
        DiskImage child = DiskImage.differencing(40_960)
                .blockSize(4096)
                .layout(Layout.WINDOWS)
                .parent(base)
                .parentName("base.img")
                .relativeLocator(".\\base.img")
                .own(3, 10, SectorContent.pattern(3))
                .build();
        base.writeTo(folder.resolve("base.img"));
        DiskImage fixed =
                DiskImage.fixed(40_960).own(3, 10, SectorContent.pattern(3)).build();
        for (DiskImage image : List.of(base, child, fixed)) {
            byte[] intact = image.toBytes();
            for (Mutation mutation : Mutations.applyingTo(image)) {
                Files.write(
                        folder.resolve(image.kind() + "-" + mutation.name() + ".img"), mutation.apply(intact, image));
            }
        }
    }

    private void bombs() throws IOException {
        DiskImage tiny = Bombs.tiny();
        for (long blockBytes : new long[] {0, 512, 4096, 1L << 21, 1L << 31, 0xFFFF_FFFFL}) {
            for (long entries : new long[] {0, 1L << 20, 0xFFFF_FFFFL}) {
                for (long size : new long[] {512, Bombs.LARGEST_DISK, 64L << 40, -1L}) {
                    String name = "block-" + blockBytes + "-entries-" + entries + "-size-" + size + ".img";
                    Bombs.claiming(folder.resolve(name), tiny, size, entries, blockBytes);
                }
            }
        }
        DiskImage orphan = DiskImage.differencing(Bombs.LARGEST_DISK)
                .layout(Layout.COMPACT)
                .parentUniqueId(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
                .build();
        orphan.writeTo(folder.resolve("orphan-2040-gib.img"));
        Bombs.sparseTable(folder.resolve("sparse-table-true.img"), true);
        Bombs.sparseTable(folder.resolve("sparse-table-false.img"), false);
        Bombs.everySecondSector(folder.resolve("every-second-sector.img"));
    }
}

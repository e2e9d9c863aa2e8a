package io.github.vhdlayers;

import io.github.vhdlayers.testkit.Bombs;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.Mutation;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.SmallHeap;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every hostile disk there is, in a process with a heap of 64 MiB. How long each takes is printed and not judged, save that all
 * of them together must end in minutes where a mistake takes hours.
 */
class HostileDisksTest {
    @TempDir
    Path folder;

    @Test
    void aSmallHeapSufficesForAllOfThem() throws Exception {
        mutations();
        bombs();
        SmallHeap.run(HostileDisks.class, folder);
    }

    private void mutations() throws IOException {
        for (Map.Entry<String, TestChain> subject :
                MutationVerdictsTest.subjects().entrySet()) {
            DiskImage image = subject.getValue().leaf();
            byte[] intact = image.toBytes();
            // Parents are looked for among all files of a folder: among those of the same kind, not among all there
            // are.
            Path kind = Files.createDirectory(folder.resolve(subject.getKey()));
            for (Mutation mutation : Mutations.applyingTo(image)) {
                String name = subject.getKey() + "-" + mutation.name() + ".img";
                Files.write(kind.resolve(name), mutation.apply(intact, image));
            }
        }
    }

    private void bombs() throws IOException {
        Path bombs = Files.createDirectory(folder.resolve("bombs"));
        DiskImage tiny = Bombs.tiny();
        for (long blockBytes : new long[] {0, 1, 511, 512, 4096, 1L << 21, 1L << 28, 1L << 31, 0xFFFF_FFFFL}) {
            for (long entries : new long[] {0, 1, 1L << 20, 1L << 31, 0xFFFF_FFFFL}) {
                for (long size : new long[] {512, Bombs.LARGEST_DISK, 64L << 40, Long.MAX_VALUE, -1L}) {
                    String name = "block-" + blockBytes + "-entries-" + entries + "-size-" + size + ".img";
                    Bombs.claiming(bombs.resolve(name), tiny, size, entries, blockBytes);
                }
            }
        }
        DiskImage differencing = DiskImage.differencing(Bombs.LARGEST_DISK)
                .layout(Layout.COMPACT)
                .parentUniqueId(tiny.uniqueId())
                .build();
        differencing.writeTo(bombs.resolve("orphan-2040-gib.img"));
        DiskImage.dynamic(Bombs.LARGEST_DISK).build().writeTo(bombs.resolve("empty-2040-gib.img"));
        fixedThatClaims64Tib(bombs);
        Bombs.everySecondSector(bombs.resolve("every-second-sector.img"));
        for (boolean zeros : new boolean[] {true, false}) {
            Bombs.sparseTable(bombs.resolve("sparse-table-" + zeros + ".img"), zeros);
        }
    }

    private static void fixedThatClaims64Tib(Path folder) throws IOException {
        DiskImage fixed = DiskImage.fixed(4096).build();
        Path file = fixed.writeTo(folder.resolve("fixed-64-tib.img"));
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(4096 + 48);
            bytes.writeLong(64L << 40);
        }
    }
}

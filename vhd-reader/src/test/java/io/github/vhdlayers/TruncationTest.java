package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files cut off at every length: each sector is read right or refused, and nothing else comes out. */
class TruncationTest {
    private static final int SECTOR = 512;
    private static final long SIZE = 5 * 1024 + SECTOR;

    private static final DiskImage BASE = DiskImage.dynamic(SIZE)
            .blockSize(1024)
            .layout(Layout.COMPACT)
            .own(0, 11, SectorContent.pattern(1))
            .build();
    private static final DiskImage CHILD = DiskImage.differencing(SIZE)
            .blockSize(1024)
            .parent(BASE)
            .own(3, 2, SectorContent.pattern(2))
            .own(10, 1, SectorContent.pattern(3))
            .build();

    @Test
    void aDynamicDiskCutOffAnywhere() throws IOException {
        everyLength(TestChain.of(BASE));
    }

    @Test
    void aDifferencingDiskCutOffAnywhere() throws IOException {
        everyLength(TestChain.of(CHILD, BASE));
    }

    @Test
    void aFixedDiskCutOffAnywhere() throws IOException {
        everyLength(TestChain.of(
                DiskImage.fixed(2 * SECTOR).own(0, 2, SectorContent.pattern(4)).build()));
    }

    private static void everyLength(TestChain chain) throws IOException {
        byte[] whole = chain.leaf().toBytes();
        int opened = 0;
        // Every length where structures are, and every seventeenth in the blocks between.
        for (int length = 0;
                length <= whole.length;
                length += length > 3 * 1024 && length < whole.length - 1100 ? 17 : 1) {
            opened += reads(chain, Mutations.truncate(whole, length)) ? 1 : 0;
        }
        // The whole file opens, so the loop above has looked at something.
        assertTrue(opened >= 1);
    }

    private static boolean reads(TestChain chain, byte[] leaf) throws IOException {
        byte[] base = BASE.toBytes();
        VhdOptions options = VhdOptions.builder()
                .parentResolver(reference ->
                        List.of(ParentCandidate.of("base", () -> RandomAccessSources.ofBytes("base", base))))
                .build();
        try (VirtualDisk disk = VirtualDisk.open(RandomAccessSources.ofBytes("leaf", leaf), options)) {
            byte[] expected = new byte[SECTOR];
            for (long sector = 0; sector < chain.sectors(); sector++) {
                ByteBuffer bytes = ByteBuffer.allocate(SECTOR);
                try {
                    disk.readFully(sector * SECTOR, bytes);
                } catch (VhdException e) {
                    continue;
                }
                chain.sector(sector, expected, 0);
                assertArrayEquals(expected, bytes.array(), "length " + leaf.length + ", sector " + sector);
            }
            disk.examineBlocks();
            return true;
        } catch (VhdException e) {
            return false;
        }
    }
}

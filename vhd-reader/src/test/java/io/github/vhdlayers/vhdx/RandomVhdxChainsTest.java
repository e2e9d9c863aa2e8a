package io.github.vhdlayers.vhdx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.ownership.SectorCounts;
import io.github.vhdlayers.testkit.VhdxChain;
import io.github.vhdlayers.testkit.VhdxImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random chains have the bytes and the owners that the writer gave them; the name of a case is its seed. */
class RandomVhdxChainsTest {
    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("vhdx.chains", 40));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsWhatTheWriterWrote(long seed) throws IOException {
        VhdxChain chain = VhdxChain.random(seed);
        try (VirtualDisk disk = VhdxDisks.open(chain)) {
            byte[] expected = chain.merged();
            assertArrayEquals(expected, VhdxDisks.read(disk), "seed " + seed);
            readPieces(disk, expected, seed);
            ownersEqual(chain, disk);
        }
    }

    private static void readPieces(VirtualDisk disk, byte[] expected, long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            int at = random.nextInt(expected.length);
            ByteBuffer piece = ByteBuffer.allocate(1 + random.nextInt(Math.min(100_000, expected.length - at)));
            disk.readFully(at, piece);
            assertArrayEquals(Arrays.copyOfRange(expected, at, at + piece.capacity()), piece.array(), "seed " + seed);
        }
    }

    private static void ownersEqual(VhdxChain chain, VirtualDisk disk) throws IOException {
        long at = 0;
        OwnershipRun before = null;
        long[] owned = new long[chain.layers().size()];
        long[] zeroed = new long[owned.length];
        for (OwnershipRun run : disk.ownership()) {
            assertEquals(at, run.firstSector());
            assertTrue(before == null || !before.continuesIn(run), () -> "not joined: " + run);
            for (int sector = (int) at; sector < run.endSector(); sector++) {
                int owner = chain.owner(sector);
                if (owner < 0) {
                    assertEquals(Owner.Unowned.UNWRITTEN, run.owner(), "sector " + sector);
                    continue;
                }
                assertEquals(new Owner.Layer(owner), run.owner(), "sector " + sector);
                owned[owner]++;
                if (chain.isStored(sector)) {
                    OwnershipRun.Stored one =
                            assertInstanceOf(OwnershipRun.Stored.class, run.part(sector - run.firstSector(), 1));
                    VhdxImage layer = chain.layers().get(owner);
                    assertEquals(layer.fileOffsetOf(sector), one.fileOffset(), "place of " + sector);
                } else {
                    assertInstanceOf(OwnershipRun.Zeroed.class, run, "sector " + sector);
                    zeroed[owner]++;
                }
            }
            at = run.endSector();
            before = run;
        }
        assertEquals(chain.sectors(), at);
        SectorCounts summary = disk.ownership().summary();
        for (int layer = 0; layer < owned.length; layer++) {
            assertEquals(owned[layer], summary.sectorsOf(layer));
            assertEquals(zeroed[layer], summary.zeroedOf(layer));
        }
        assertEquals(0, summary.unknownSectors());
    }
}

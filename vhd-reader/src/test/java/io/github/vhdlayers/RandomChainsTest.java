package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.ownership.SectorCounts;
import io.github.vhdlayers.testkit.AwkwardRanges;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random chains against the naive oracle of the testkit: every byte, and every sector's owner. The seeds are fixed, so that a
 * failure repeats; {@code -Dchains.first} and {@code -Dchains.count} choose others.
 */
class RandomChainsTest {
    private static final int SECTOR = 512;

    static LongStream seeds() {
        long first = Long.getLong("chains.first", 1);
        return LongStream.range(first, first + Long.getLong("chains.count", 400));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void equalsTheOracle(long seed) throws Exception {
        TestChain chain = RandomChains.next(seed);
        try (VirtualDisk disk = ChainsInMemory.open(chain)) {
            byte[] expected = chain.merged();
            assertEquals(expected.length, disk.size());
            assertEquals(chain.sectors(), disk.sectors());
            assertArrayEquals(expected, readWhole(disk), "read whole");
            ownersEqual(chain, disk);
            raggedReadsEqual(expected, disk, new Random(seed));
            assertArrayEquals(expected, readStream(disk), "read as a stream");
            channelEquals(expected, disk, new Random(seed));
            awkwardReadsEqual(expected, disk, chain.leaf().blockSize());
            int layer = (int) (seed % chain.layers().size());
            viewEquals(chain.asOf(layer), layer, disk);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void equalsTheOracleFromEightThreadsAtOnce(long seed) throws Exception {
        TestChain chain = RandomChains.next(seed);
        byte[] expected = chain.merged();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (VirtualDisk disk = ChainsInMemory.open(chain)) {
            List<Future<?>> readers = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                Random random = new Random(seed * 8 + thread);
                readers.add(threads.submit(() -> {
                    raggedReadsEqual(expected, disk, random);
                    ownersEqual(chain, disk);
                    return null;
                }));
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    static LongStream fewSeeds() {
        return seeds().filter(seed -> seed % 10 == 0).map(seed -> seed + 1_000_000);
    }

    private static void viewEquals(TestChain expected, int layer, VirtualDisk disk) throws IOException {
        MergedSource view = disk.asOf(layer);
        assertArrayEquals(expected.merged(), readWhole(view), "as of layer " + layer);
        int[] owners = expected.owners();
        for (OwnershipRun run : view.ownership()) {
            for (long sector = run.firstSector(); sector < run.endSector(); sector++) {
                int owner = owners[(int) sector];
                assertEquals(owner < 0 ? owner : owner + layer, number(run.owner()), "sector " + sector);
            }
        }
    }

    private static byte[] readWhole(MergedSource disk) throws IOException {
        ByteBuffer all = ByteBuffer.allocate((int) disk.size());
        disk.readFully(0, all);
        return all.array();
    }

    private static byte[] readStream(MergedSource disk) throws IOException {
        try (InputStream stream = RandomAccessSources.inputStream(disk)) {
            return stream.readAllBytes();
        }
    }

    private static void channelEquals(byte[] expected, MergedSource disk, Random random) throws IOException {
        try (SeekableByteChannel channel = RandomAccessSources.channel(disk)) {
            assertEquals(expected.length, channel.size());
            int from = random.nextInt(expected.length);
            ByteBuffer target = ByteBuffer.allocate(Math.min(3000, expected.length - from));
            channel.position(from);
            while (target.hasRemaining() && channel.read(target) > 0) {
                assertEquals(from + target.position(), channel.position());
            }
            assertArrayEquals(Arrays.copyOfRange(expected, from, from + target.capacity()), target.array());
        }
    }

    private static void ownersEqual(TestChain chain, VirtualDisk disk) throws IOException {
        int[] owners = chain.owners();
        long at = 0;
        long runs = 0;
        OwnershipRun before = null;
        long[] sectors = new long[chain.layers().size()];
        for (OwnershipRun run : disk.ownership()) {
            assertEquals(at, run.firstSector(), "runs leave no gap");
            assertTrue(run.sectorCount() > 0, "runs are not empty");
            assertTrue(before == null || !continues(before, run), () -> "runs are coalesced: " + run);
            for (long sector = run.firstSector(); sector < run.endSector(); sector++) {
                assertEquals(owners[(int) sector], number(run.owner()), "owner of sector " + sector);
                if (run.owner() instanceof Owner.Layer layer) {
                    long place = chain.layers().get(layer.index()).fileOffsetOf(sector);
                    OwnershipRun.Stored one =
                            assertInstanceOf(OwnershipRun.Stored.class, run.part(sector - run.firstSector(), 1));
                    assertEquals(place, one.fileOffset(), "place of " + sector);
                    sectors[layer.index()]++;
                }
            }
            at = run.endSector();
            before = run;
            runs++;
        }
        assertEquals(disk.sectors(), at);
        SectorCounts summary = disk.ownership().summary();
        for (int layer = 0; layer < sectors.length; layer++) {
            assertEquals(sectors[layer], summary.sectorsOf(layer));
        }
        assertEquals(runs, summary.runCount());
        assertEquals(
                Arrays.stream(owners)
                        .filter(owner -> owner == TestChain.UNWRITTEN)
                        .count(),
                summary.unwrittenSectors());
        assertEquals(0, summary.unknownSectors());
        windowsEqual(owners, disk);
    }

    private static void windowsEqual(int[] owners, VirtualDisk disk) throws IOException {
        Random random = new Random(owners.length);
        for (int i = 0; i < 20; i++) {
            int first = random.nextInt(owners.length);
            int count = 1 + random.nextInt(owners.length - first);
            long at = first;
            for (OwnershipRun run : disk.ownership().window(first, count)) {
                assertEquals(at, run.firstSector());
                assertEquals(owners[(int) at], number(run.owner()));
                assertEquals(owners[(int) run.endSector() - 1], number(run.owner()));
                at = run.endSector();
            }
            assertEquals(first + count, at);
            assertEquals(owners[first], number(disk.ownership().ownerOf(first)));
        }
    }

    private static boolean continues(OwnershipRun before, OwnershipRun run) {
        return before.continuesIn(run);
    }

    private static int number(Owner owner) {
        if (owner instanceof Owner.Layer layer) {
            return layer.index();
        }
        return owner == Owner.Unowned.UNWRITTEN ? TestChain.UNWRITTEN : TestChain.UNKNOWN;
    }

    private static void raggedReadsEqual(byte[] expected, MergedSource disk, Random random) throws IOException {
        for (int i = 0; i < 60; i++) {
            int from = random.nextInt(expected.length);
            int most = i % 3 == 0 ? expected.length - from : Math.min(5000, expected.length - from);
            readEquals(expected, disk, from, 1 + random.nextInt(most), i % 2 == 0);
        }
    }

    private static void awkwardReadsEqual(byte[] expected, MergedSource disk, long blockSize) throws IOException {
        for (AwkwardRanges.Range range : AwkwardRanges.of(expected.length, Math.max(SECTOR, blockSize))) {
            readEquals(expected, disk, (int) range.offset(), range.length(), false);
        }
    }

    private static void readEquals(byte[] expected, MergedSource disk, int from, int length, boolean direct)
            throws IOException {
        ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(length + 7) : ByteBuffer.allocate(length + 7);
        buffer.position(3).limit(3 + length);
        int count = disk.read(from, buffer);
        if (from >= expected.length) {
            assertEquals(-1, count);
            return;
        }
        assertEquals(Math.min(length, expected.length - from), count);
        assertEquals(3 + count, buffer.position());
        assertEquals(3 + length, buffer.limit());
        byte[] read = new byte[count];
        buffer.get(3, read);
        assertTrue(Arrays.equals(expected, from, from + count, read, 0, count), "bytes from " + from + ", " + length);
    }
}

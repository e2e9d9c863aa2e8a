package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DealtChains;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.OwnerRun;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Short runs that are near each other in one file are read together, and no caller can tell by what a read gives. */
class GatheredReadsTest {
    private static final int SECTOR = 512;
    private static final long SIZE = 3L << 20;

    private final List<WatchedSource> files = new ArrayList<>();

    @ParameterizedTest(name = "{0} layers, runs of {1}")
    @CsvSource({"1, 1", "2, 1", "3, 8", "5, 3", "40, 8", "3, 63", "3, 64", "2, 65", "4, 200", "2, 4096"})
    void anyBufferAtAnyPlaceGetsTheOraclesBytes(int layers, int runSectors) throws IOException {
        TestChain chain = DealtChains.of(SIZE, layers, runSectors, layers * 1000L + runSectors);
        byte[] expected = chain.merged();
        try (VirtualDisk disk = open(chain)) {
            readsEqual(expected, disk, new Random(runSectors), 40);
        }
    }

    @Test
    void moreThreadsThanThereAreBuffersGetTheOraclesBytes() throws Exception {
        TestChain chain = DealtChains.of(SIZE, 3, 8, 1);
        byte[] expected = chain.merged();
        ExecutorService threads = Executors.newFixedThreadPool(24);
        try (VirtualDisk disk = open(chain)) {
            List<Future<?>> readers = new ArrayList<>();
            for (int thread = 0; thread < 24; thread++) {
                Random random = new Random(thread);
                readers.add(threads.submit(() -> {
                    readsEqual(expected, disk, random, 20);
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

    @Test
    void shortRunsCostFarFewerReadsThanThereAreRuns() throws IOException {
        TestChain chain = DealtChains.of(SIZE, 2, 8, 1);
        try (VirtualDisk disk = open(chain)) {
            disk.ownership().summary();
            forgetReads();
            ByteBuffer target = ByteBuffer.allocate(1 << 20);
            disk.readFully(0, target);
            assertArrayEquals(chain.read(0, target.capacity()), target.array());
            assertTrue(readCount() < 20, () -> readCount() + " reads for 256 runs");
        }
    }

    @Test
    void distantRunsAreReadSeparately() throws IOException {
        TestChain chain = DealtChains.of(SIZE, 2, 80, 1);
        try (VirtualDisk disk = open(chain)) {
            disk.ownership().summary();
            forgetReads();
            ByteBuffer target = ByteBuffer.allocate(1 << 20);
            disk.readFully(0, target);
            assertEquals(target.capacity(), bytesRead(), "bytes read");
        }
    }

    @Test
    void anUnreadableByteFailsOnlyWhatNeedsIt() throws IOException {
        TestChain chain = DealtChains.of(SIZE, 3, 8, 1);
        List<OwnerRun> runs = new ArrayList<>();
        chain.runs().forEach(runs::add);
        OwnerRun hit = runs.get(20);
        try (VirtualDisk disk = open(chain)) {
            byte[] expected = chain.merged();
            WatchedSource file = files.get(hit.owner());
            // Under a sector of the file of which a newer layer or another owns the place on the disk, and under one
            // that is
            // shown.
            long hidden =
                    chain.layers().get(hit.owner()).fileOffsetOf(runs.get(21).firstSector());
            file.unreadableFrom = hidden;
            file.unreadableEnd = hidden + SECTOR;
            ByteBuffer all = ByteBuffer.allocate((int) SIZE);
            disk.readFully(0, all);
            assertArrayEquals(expected, all.array(), "nothing that is shown is unreadable");

            file.unreadableFrom = chain.layers().get(hit.owner()).fileOffsetOf(hit.firstSector()) + SECTOR;
            file.unreadableEnd = file.unreadableFrom + 1;
            for (OwnerRun run : runs.subList(0, 60)) {
                ByteBuffer one = ByteBuffer.allocate((int) run.sectorCount() * SECTOR);
                if (run.equals(hit)) {
                    assertThrows(IOException.class, () -> disk.readFully(run.firstSector() * SECTOR, one));
                } else {
                    disk.readFully(run.firstSector() * SECTOR, one);
                }
            }
            assertThrows(IOException.class, () -> disk.readFully(0, all.clear()));
            int before = (int) hit.firstSector() * SECTOR;
            disk.readFully(0, all.clear().limit(before));
            assertArrayEquals(Arrays.copyOf(expected, before), Arrays.copyOf(all.array(), before));
        }
    }

    @Test
    void afterAFailureOnlyRequestedBytesAreRead() throws IOException {
        TestChain chain = DealtChains.of(SIZE, 2, 8, 1);
        try (VirtualDisk disk = open(chain)) {
            disk.ownership().summary();
            WatchedSource file = files.get(0);
            file.unreadableFrom = chain.leaf().positions().blockDataOffset(0);
            file.unreadableEnd = file.unreadableFrom + (1 << 20);
            ByteBuffer target = ByteBuffer.allocate(1 << 20);
            assertThrows(IOException.class, () -> disk.readFully(0, target));
            forgetReads();
            disk.readFully(1 << 20, target.clear());
            assertEquals(target.capacity(), bytesRead(), "bytes read");
        }
    }

    @Test
    void aFileCutOffAmongShortRunsFailsOnlyWhatIsGone() throws IOException {
        TestChain chain = DealtChains.of(SIZE, 2, 8, 1);
        byte[] leaf = chain.leaf().toBytes();
        // The footer's copy at the start remains.
        long firstGone = SIZE / SECTOR - 200;
        long cut = chain.leaf().fileOffsetOf(firstGone);
        List<WatchedSource> parts = sources(chain);
        parts.set(0, new WatchedSource(RandomAccessSources.ofBytes("leaf.vhd", Arrays.copyOf(leaf, (int) cut))));
        try (VirtualDisk disk = open(parts)) {
            byte[] expected = chain.merged();
            ByteBuffer all = ByteBuffer.allocate((int) SIZE);
            assertThrows(CorruptVhdException.class, () -> disk.readFully(0, all));
            disk.readFully(0, all.clear().limit((int) firstGone * SECTOR));
            assertArrayEquals(Arrays.copyOf(expected, all.limit()), Arrays.copyOf(all.array(), all.limit()));
        }
    }

    @Test
    void blocksOfAFewSectorsAreReadTogether() throws IOException {
        DiskImage disk = DiskImage.dynamic(1 << 20)
                .blockSize(4096)
                .own(0, (1 << 20) / SECTOR, SectorContent.pattern(3))
                .build();
        TestChain chain = TestChain.of(disk);
        try (VirtualDisk opened = open(chain)) {
            opened.ownership().summary();
            forgetReads();
            ByteBuffer target = ByteBuffer.allocateDirect(1 << 20);
            opened.readFully(0, target);
            byte[] read = new byte[target.capacity()];
            target.flip().get(read);
            assertArrayEquals(chain.merged(), read);
            assertTrue(readCount() < 16, () -> readCount() + " reads for 256 blocks");
        }
    }

    private static void readsEqual(byte[] expected, VirtualDisk disk, Random random, int reads) throws IOException {
        for (int i = 0; i < reads; i++) {
            int from = random.nextInt(expected.length);
            int count = 1 + random.nextInt(Math.min(expected.length - from, i % 4 == 0 ? expected.length : 200_000));
            int before = random.nextInt(70);
            int behind = random.nextInt(70);
            ByteBuffer whole = random.nextBoolean()
                    ? ByteBuffer.allocate(before + count + behind)
                    : ByteBuffer.allocateDirect(before + count + behind);
            // A slice of an array does not begin where the array does.
            ByteBuffer target =
                    random.nextBoolean() ? whole.position(before).limit(before + count) : whole.slice(before, count);
            int start = target.position();
            int limit = target.limit();
            assertEquals(count, disk.read(from, target));
            assertEquals(start + count, target.position());
            assertEquals(limit, target.limit());
            byte[] read = new byte[count];
            target.get(start, read);
            assertArrayEquals(Arrays.copyOfRange(expected, from, from + count), read, from + " + " + count);
            byte[] around = new byte[before + behind];
            whole.clear().get(around, 0, before).position(before + count).get(around, before, behind);
            assertArrayEquals(new byte[before + behind], around, "what is outside the target");
        }
    }

    private VirtualDisk open(TestChain chain) throws IOException {
        return open(sources(chain));
    }

    private static List<WatchedSource> sources(TestChain chain) {
        List<WatchedSource> sources = new ArrayList<>();
        for (int layer = 0; layer < chain.layers().size(); layer++) {
            String name = "layer" + layer + ".vhd";
            sources.add(new WatchedSource(
                    RandomAccessSources.ofBytes(name, chain.layers().get(layer).toBytes())));
        }
        return sources;
    }

    private VirtualDisk open(List<WatchedSource> sources) throws IOException {
        files.clear();
        files.addAll(sources);
        List<ParentCandidate> parents = new ArrayList<>();
        for (WatchedSource parent : sources.subList(1, sources.size())) {
            parents.add(ParentCandidate.of(parent.name(), () -> parent));
        }
        return VirtualDisk.open(
                sources.get(0),
                VhdOptions.builder().parentResolver(reference -> parents).build());
    }

    private void forgetReads() {
        for (WatchedSource file : files) {
            file.reads = 0;
            file.bytes = 0;
        }
    }

    private int readCount() {
        return files.stream().mapToInt(file -> file.reads).sum();
    }

    private long bytesRead() {
        return files.stream().mapToLong(file -> file.bytes).sum();
    }

    /** Counts reads, and cannot read some of its bytes. Closed with the disk, and tried as a parent more than once before. */
    private static final class WatchedSource implements RandomAccessSource {
        private final RandomAccessSource whole;
        private volatile int reads;
        private volatile long bytes;
        private long unreadableFrom;
        private long unreadableEnd;

        WatchedSource(RandomAccessSource whole) {
            this.whole = whole;
        }

        @Override
        public String name() {
            return whole.name();
        }

        @Override
        public long size() throws IOException {
            return whole.size();
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // counted where one thread reads
        public int read(long position, ByteBuffer target) throws IOException {
            if (position < unreadableEnd && position + target.remaining() > unreadableFrom) {
                throw new IOException("the medium is damaged");
            }
            reads++;
            bytes += target.remaining();
            return whole.read(position, target);
        }

        @Override
        public void close() {}
    }
}

package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.analysis.compare.DiskComparison;
import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.analysis.compare.LayerChanges;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.regions.PartitionOwnership;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.chain.ParentResolver;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.export.CopyHashes;
import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.internal.export.RawCopy;
import io.github.vhdlayers.internal.file.FileExamination;
import io.github.vhdlayers.internal.file.FileOptions;
import io.github.vhdlayers.internal.file.ForeignFormat;
import io.github.vhdlayers.internal.file.ResidueReport;
import io.github.vhdlayers.internal.file.SectorLayout;
import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.internal.history.LayerHistory;
import io.github.vhdlayers.internal.regions.PartitionOrigin;
import io.github.vhdlayers.io.FaultySource;
import io.github.vhdlayers.io.ForwardingSource;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.testkit.VhdxImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What callers give the library, and give it wrongly: it is named, and neither believed nor waited for. */
class CallersFaultsTest {
    private static final long SIZE = 64 * 512;
    private static final DiskImage BASE = DiskImage.dynamic(SIZE)
            .blockSize(4096)
            .seed(1)
            .own(0, 40, SectorContent.pattern(1))
            .build();
    private static final DiskImage LEAF = DiskImage.differencing(SIZE)
            .blockSize(4096)
            .seed(2)
            .parent(BASE)
            .own(3, 5, SectorContent.pattern(2))
            .build();

    private static RandomAccessSource leaf() {
        return RandomAccessSources.ofBytes("leaf.vhd", LEAF.toBytes());
    }

    private static VhdOptions with(ParentResolver resolver) {
        return VhdOptions.builder().parentResolver(resolver).build();
    }

    /** Does everything with a source that the library offers. */
    private interface Use {
        void of(RandomAccessSource source) throws IOException;
    }

    /** Not readAllBytes, because some of Java's streams demand memory for a whole channel at once and end in an error. */
    private static void readToEnd(InputStream stream) throws IOException {
        byte[] buffer = new byte[8192];
        int count;
        do {
            count = stream.read(buffer);
        } while (count >= 0);
    }

    private static Map<String, Use> uses(byte[] sound) {
        Map<String, Use> uses = new LinkedHashMap<>();
        uses.put("fully", source -> source.readFully(0, ByteBuffer.allocate(sound.length)));
        uses.put("disk", source -> {
            try (VirtualDisk disk = VirtualDisk.open(source, VhdOptions.defaults())) {
                disk.readFully(0, ByteBuffer.allocate((int) disk.size()));
                disk.examineBlocks();
                disk.examineResidue(Progress.NONE);
                RawCopy.hash(disk, CopyHashes.of(Set.of(HashAlgorithm.SHA256)), Progress.NONE);
                disk.chain().leaf().file().sha256(Progress.NONE);
            }
        });
        uses.put("parent", source -> {
            try (VirtualDisk disk = VirtualDisk.open(
                    leaf(), with(reference -> List.of(ParentCandidate.of(FaultySource.NAME, () -> source))))) {
                disk.readFully(0, ByteBuffer.allocate((int) disk.size()));
            }
        });
        uses.put("table", PartitionTable::read);
        uses.put("foreign", source -> ForeignFormat.of(source));
        uses.put("footer", source -> VhdFile.peekFooter(source, FileOptions.defaults()));
        uses.put("comparison", source -> DiskComparison.of(source, RandomAccessSources.ofBytes("b", sound))
                .scan());
        uses.put("slice", source -> RandomAccessSources.slice(source, 1, sound.length - 1)
                .readFully(0, ByteBuffer.allocate(sound.length - 1)));
        uses.put("pieces", source -> RandomAccessSources.concatenated("whole", List.of(source, source))
                .readFully(sound.length - 5L, ByteBuffer.allocate(100)));
        uses.put("ahead", source -> {
            RandomAccessData ahead = RandomAccessSources.readAhead(source);
            for (int at = 0; at < sound.length; at += 100) {
                ahead.readFully(at, ByteBuffer.allocate(Math.min(100, sound.length - at)));
            }
        });
        uses.put("stream", source -> readToEnd(RandomAccessSources.inputStream(source)));
        uses.put("channel", source -> readToEnd(Channels.newInputStream(RandomAccessSources.channel(source))));
        uses.put("lent channel", source -> {
            RandomAccessSource again = RandomAccessSources.ofChannel("again", RandomAccessSources.channel(source));
            again.readFully(0, ByteBuffer.allocate(sound.length));
        });
        return uses;
    }

    @ParameterizedTest
    @EnumSource(FaultySource.Fault.class)
    void aSourceThatBreaksItsPromiseIsNamed(FaultySource.Fault fault) {
        byte[] vhd = BASE.toBytes();
        byte[] vhdx = VhdxImage.dynamic(8 << 20).build().toBytes();
        for (byte[] bytes : List.of(vhd, vhdx)) {
            uses(bytes).forEach((what, use) -> {
                for (int sound : new int[] {0, 1, 2, 3, 5, 8}) {
                    String message = what + " " + fault + " after " + sound;
                    FaultySource source = new FaultySource(bytes, fault, sound);
                    try {
                        use.of(source);
                        // Some uses end before the fault.
                        assertFalse(source.wasFaulty(), message);
                    } catch (IOException e) {
                        assertTrue(e.toString().contains(FaultySource.NAME), () -> message + ": " + e);
                    } catch (RuntimeException e) {
                        throw new AssertionError(message, e);
                    }
                }
            });
        }
    }

    /** A source that reports a size and has no byte. */
    private record Sized(long size) implements RandomAccessSource {
        @Override
        public String name() {
            return FaultySource.NAME;
        }

        @Override
        public int read(long position, ByteBuffer target) {
            return -1;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @Test
    void aSizeThatCannotBeIsNamed() {
        for (long size : new long[] {-1, Long.MIN_VALUE, 1 << 20, Long.MAX_VALUE}) {
            uses(new byte[1000]).forEach((what, use) -> {
                try {
                    use.of(new Sized(size));
                    throw new AssertionError(what + " takes a size of " + size);
                } catch (IOException e) {
                    assertTrue(e.toString().contains(FaultySource.NAME), () -> what + " " + size + ": " + e);
                } catch (ArithmeticException e) {
                    assertEquals("pieces", what, "two sizes have no sum");
                } catch (RuntimeException e) {
                    throw new AssertionError(what + " " + size, e);
                }
            });
        }
    }

    @Test
    void aSourceThatBecomesShorterIsNamed() throws IOException {
        byte[] bytes = BASE.toBytes();
        long[] size = {bytes.length};
        RandomAccessSource shrinking = new RandomAccessSource() {
            @Override
            public String name() {
                return FaultySource.NAME;
            }

            @Override
            public long size() {
                return size[0];
            }

            @Override
            public int read(long position, ByteBuffer target) {
                if (position >= size[0]) {
                    return -1;
                }
                int count = (int) Math.min(target.remaining(), size[0] - position);
                target.put(bytes, (int) position, count);
                return count;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        try (VirtualDisk disk = VirtualDisk.open(shrinking, VhdOptions.defaults())) {
            disk.ownership().summary();
            size[0] = 9_000;
            IOException e =
                    assertThrows(IOException.class, () -> disk.readFully(0, ByteBuffer.allocate((int) disk.size())));
            assertTrue(e.toString().contains(FaultySource.NAME), e::toString);
            assertTrue(e.toString().contains(bytes.length + " bytes as when it was opened"), e::toString);
            assertTrue(e.toString().contains("9000 bytes"), e::toString);
        }
    }

    /** What a caller's method may return although it must not. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // the point of it
    private static <T> T nothing() {
        return (T) null;
    }

    private static ParentResolver resolver(
            Iterable<ParentCandidate> candidates, Iterable<ParentCandidate> further, boolean hasOwn) {
        return new ParentResolver() {
            @Override
            public Iterable<ParentCandidate> candidates(ParentReference reference) {
                return candidates;
            }

            @Override
            public Iterable<ParentCandidate> furtherCandidates(ParentReference reference) {
                return further;
            }

            @Override
            public ParentResolver forOneChain() {
                return hasOwn ? this : nothing();
            }
        };
    }

    @Test
    void aResolverThatReturnsNullIsNamed() {
        List<ParentCandidate> none = List.of();
        List<ParentCandidate> ofNull = Arrays.asList((ParentCandidate) nothing());
        Iterable<ParentCandidate> withoutIterator = CallersFaultsTest::nothing;
        Map<ParentResolver, String> wrong = new LinkedHashMap<>();
        wrong.put(resolver(nothing(), none, true), "null for the candidates");
        wrong.put(resolver(withoutIterator, none, true), "null for the candidates");
        wrong.put(resolver(ofNull, none, true), "null for a candidate");
        wrong.put(resolver(none, nothing(), true), "null for the candidates");
        wrong.put(resolver(none, withoutIterator, true), "null for the candidates");
        wrong.put(resolver(none, ofNull, true), "null for a candidate");
        wrong.put(resolver(none, none, false), "null for the resolver of one chain");
        wrong.forEach((resolver, expected) -> {
            for (OrphanPolicy policy : OrphanPolicy.values()) {
                Closing leaf = new Closing(LEAF.toBytes());
                VhdOptions options = with(resolver).toBuilder().orphans(policy).build();
                IOException e = assertThrows(IOException.class, () -> VirtualDisk.open(leaf, options), expected);
                assertEquals(
                        "the parent resolver returned " + expected + ", when it was asked for the parent of leaf.vhd",
                        e.getMessage());
                assertEquals(1, leaf.closed, expected);
            }
        });
    }

    @Test
    void anOpenerThatReturnsNullIsNamed() throws IOException {
        ParentResolver wrong = reference -> List.of(ParentCandidate.of("store 7", CallersFaultsTest::nothing));
        ParentException e = assertThrows(ParentException.class, () -> VirtualDisk.open(leaf(), with(wrong)));
        assertTrue(e.tried().toString().contains("store 7: its opener returned null"), e.tried()::toString);
        VhdOptions orphans =
                with(wrong).toBuilder().orphans(OrphanPolicy.SERVE_KNOWN).build();
        try (VirtualDisk disk = VirtualDisk.open(leaf(), orphans)) {
            String tried = Objects.requireNonNull(disk.chain().missingParent())
                    .problem()
                    .tried()
                    .toString();
            assertTrue(tried.contains("store 7: its opener returned null"), tried);
        }
    }

    @Test
    void aFailingResolverLeavesNoFileOpen() {
        ParentResolver throwing = new ParentResolver() {
            @Override
            public Iterable<ParentCandidate> candidates(ParentReference reference) {
                return List.of();
            }

            @Override
            public ParentResolver forOneChain() {
                throw new IllegalStateException("no database");
            }
        };
        Closing leaf = new Closing(LEAF.toBytes());
        assertThrows(IllegalStateException.class, () -> VirtualDisk.open(leaf, with(throwing)));
        assertEquals(1, leaf.closed);
    }

    /** Counts how often it is closed. */
    private static final class Closing extends ForwardingSource {
        private int closed;

        Closing(byte[] bytes) {
            super(RandomAccessSources.ofBytes("leaf.vhd", bytes));
        }

        @Override
        public void close() throws IOException {
            closed++;
            super.close();
        }
    }

    private interface Question {
        void ask() throws IOException;
    }

    private static Map<String, Question> questions(VirtualDisk disk) throws IOException {
        MergedSource view = disk.asOf(disk.chain().layers().size() - 1);
        LayerFile file = disk.chain().leaf().file();
        SectorLayout layout = Objects.requireNonNull(SectorLayout.of(file));
        RunCursor runs = disk.ownership().runs(0, disk.sectors());
        runs.next();
        Iterator<OwnershipRun> map = disk.ownership().iterator();
        map.next();
        RandomAccessData ahead = RandomAccessSources.readAhead(disk);
        ahead.readFully(0, ByteBuffer.allocate(10));
        PartitionTable table = PartitionTable.read(disk);
        Map<String, Question> all = new LinkedHashMap<>();
        all.put("read", () -> disk.read(0, ByteBuffer.allocate(1)));
        all.put("read nothing", () -> disk.read(0, ByteBuffer.allocate(0)));
        all.put("read behind the end", () -> disk.read(disk.size(), ByteBuffer.allocate(1)));
        all.put("read unwritten", () -> disk.read(disk.size() - 1, ByteBuffer.allocate(1)));
        all.put("view", () -> view.read(0, ByteBuffer.allocate(1)));
        all.put("new view", () -> disk.asOf(0).read(0, ByteBuffer.allocate(1)));
        all.put("known", () -> disk.read(0, ByteBuffer.allocate(1)));
        all.put("ahead", () -> ahead.read(0, ByteBuffer.allocate(1)));
        all.put("slice", () -> RandomAccessSources.slice(disk, 0, 512).read(0, ByteBuffer.allocate(1)));
        all.put("stream", () -> RandomAccessSources.inputStream(disk).read());
        all.put("channel", () -> RandomAccessSources.channel(disk).read(ByteBuffer.allocate(1)));
        all.put("owner", () -> disk.ownership().ownerOf(0));
        all.put("owner in a view", () -> view.ownership().ownerOf(0));
        all.put("run", () -> disk.ownership().runAt(1));
        all.put("summary", () -> disk.ownership().summary());
        all.put("cursor", runs::next);
        all.put("iterator", () -> {
            try {
                map.next();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
        all.put("shared", () -> disk.ownership().requireFewShared());
        all.put("blocks", disk::examineBlocks);
        all.put("residue", () -> disk.examineResidue(Progress.NONE));
        all.put("table", () -> PartitionTable.read(disk));
        all.put("origins", () -> PartitionOrigin.of(disk, table));
        all.put("partition ownership", () -> PartitionOwnership.of(disk));
        all.put("audit", () -> LayerAudit.of(disk).scan());
        all.put("changes", () -> LayerChanges.of(disk, 0, ScanOptions.defaults()));
        all.put("history", () -> LayerHistory.of(disk));
        all.put("comparison", () -> DiskComparison.of(disk, view).scan());
        all.put("comparison with itself", () -> DiskComparison.of(disk, disk).scan());
        all.put("hash", () -> RawCopy.hash(disk, CopyHashes.of(Set.of(HashAlgorithm.SHA256)), Progress.NONE));
        all.put("file", () -> file.readRaw(0, ByteBuffer.allocate(1)));
        all.put("file's data", () -> file.readData(0, ByteBuffer.allocate(1)));
        all.put("file's hash", () -> file.sha256(Progress.NONE));
        all.put("file's blocks", () -> FileExamination.of(file, Limits.defaults()));
        all.put("file's residue", () -> ResidueReport.of(file, Limits.defaults(), Progress.NONE));
        all.put("file's state", file::requireOpen);
        all.put("block", () -> layout.dataOffset(0));
        all.put("next block", () -> layout.nextPresent(0, layout.blockCount()));
        all.put("next entry", () -> layout.nextListed(0));
        all.put("count", layout::count);
        all.put("shared places", layout::requireFewShared);
        all.put("owned", () -> {
            if (!layout.isKnownFull(0)) {
                layout.readOwned(0, 0, 1, new long[1]);
            }
        });
        return all;
    }

    private static void closes(VirtualDisk disk) throws IOException {
        Map<String, Question> all = questions(disk);
        for (Question question : all.values()) {
            question.ask();
        }
        all = questions(disk);
        disk.close();
        disk.close();
        all.forEach((what, question) -> assertThrows(ClosedChannelException.class, question::ask, what));
    }

    @Test
    void aClosedDiskAnswersNothing() throws IOException {
        closes(ChainsInMemory.open(TestChain.of(LEAF, BASE)));
        closes(ChainsInMemory.open(TestChain.of(BASE)));
        VhdxImage base = VhdxImage.dynamic(4 << 20).block(0, VhdxImage.FULL).build();
        closes(VirtualDisk.open(RandomAccessSources.ofBytes("a.vhdx", base.toBytes()), VhdOptions.defaults()));
    }

    @Test
    void aClosedFixedDiskAnswersNothing() throws IOException {
        DiskImage fixed =
                DiskImage.fixed(SIZE).own(0, 9, SectorContent.pattern(1)).build();
        VirtualDisk disk =
                VirtualDisk.open(RandomAccessSources.ofBytes("a.vhd", fixed.toBytes()), VhdOptions.defaults());
        LayerFile file = disk.chain().leaf().file();
        disk.close();
        assertThrows(ClosedChannelException.class, () -> disk.ownership().summary());
        assertThrows(ClosedChannelException.class, disk::examineBlocks);
        assertThrows(ClosedChannelException.class, () -> FileExamination.of(file, Limits.defaults()));
        assertThrows(ClosedChannelException.class, () -> ResidueReport.of(file, Limits.defaults(), Progress.NONE));
    }
}

package io.github.vhdlayers.tika;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.chain.ParentResolver;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.ContentHandler;
import org.xml.sax.helpers.DefaultHandler;

/** A program that interrupts the thread gets it back soon, wherever the parser is, with what was reported until then, and still interrupted. */
class InterruptionTest {
    private static final int SECTORS = 1 << 16;
    /** Every second sector of the first half: more runs than go by between two looks at the thread. */
    private static final DiskImage BASE = base();

    private final Metadata metadata = new Metadata();
    private final ParseContext context = new ParseContext();
    private final VhdParser parser = new VhdParser();

    @TempDir(factory = KeptFolder.class)
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @AfterEach
    void clear() {
        assertFalse(Thread.interrupted(), "seen by every test itself");
    }

    @Test
    void inTheMiddleOfTheMap() throws Exception {
        long[] read = new long[1];
        parser.setOwnershipMap(true);
        context.set(EmbeddedDocumentExtractor.class, new EmbeddedDocumentExtractor() {
            @Override
            public boolean shouldParseEmbedded(Metadata embedded) {
                return true;
            }

            @Override
            public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata embedded, boolean html)
                    throws IOException {
                byte[] buffer = new byte[512];
                for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                    read[0] += count;
                    Thread.currentThread().interrupt();
                }
            }
        });
        assertEnds(BASE.writeTo(folder.resolve("disk.vhd")));
        assertEquals("32769", metadata.get(VhdProperties.OWNERSHIP_RUNS), "the map is longer than what was read of it");
        assertTrue(read[0] > 0 && read[0] < 400_000, read[0] + " bytes");
    }

    @Test
    void whileRunsAreCounted() throws Exception {
        parser.setExamineBlocks(false);
        endsHalfWay();
        assertNotNull(metadata.get(VhdProperties.LAYER_NAME));
        assertNotNull(metadata.get(VhdProperties.PARTITION_TABLE));
        assertNull(metadata.get(VhdProperties.LAYER_SECTORS_OWNED), "a part must not look like the whole");
    }

    @Test
    void whileResidueIsLookedFor() throws Exception {
        parser.setExamineResidue(true);
        endsHalfWay();
        assertNotNull(metadata.get(VhdProperties.LAYER_NAME));
    }

    @Test
    void whileTheLeafIsAudited() throws Exception {
        parser.setAudit(true);
        endsHalfWay();
        assertNotNull(metadata.get(VhdProperties.LAYER_NAME));
        assertNull(metadata.get(VhdProperties.LEAF_SECTORS_CHANGED));
    }

    @Test
    void whileParentsAreLookedFor() throws Exception {
        int[] looked = new int[1];
        byte[] other = DiskImage.dynamic(1 << 20).seed(7).build().toBytes();
        ParentCandidate candidate =
                ParentCandidate.of("other.vhd", () -> RandomAccessSources.ofBytes("other.vhd", other));
        context.set(
                ParentResolver.class,
                reference -> () -> Stream.generate(() -> candidate)
                        .peek(one -> {
                            if (++looked[0] == 5) {
                                Thread.currentThread().interrupt();
                            }
                        })
                        .iterator());
        assertEnds(child().writeTo(folder.resolve("leaf.vhd")));
        assertTrue(looked[0] < 10, looked[0] + " candidates");
        assertEquals("differencing", metadata.get(VhdProperties.TYPE));
    }

    /** Interrupts when half of what is read of the base was read. */
    private void endsHalfWay() throws Exception {
        byte[] base = BASE.toBytes();
        Path leaf = child().writeTo(folder.resolve("leaf.vhd"));
        int[] reads = new int[1];
        context.set(ParentResolver.class, interruptingAt(base, reads, -1));
        try (TikaInputStream stream = TikaInputStream.get(leaf)) {
            parser.parse(stream, new DefaultHandler(), new Metadata(), context);
        }
        int half = reads[0] / 2;
        reads[0] = 0;
        context.set(ParentResolver.class, interruptingAt(base, reads, half));
        assertEnds(leaf);
    }

    private static ParentResolver interruptingAt(byte[] base, int[] reads, int last) {
        return reference -> List.of(ParentCandidate.of("base.vhd", () -> new Interrupting(base, reads, last)));
    }

    private void assertEnds(Path file) throws Exception {
        try (TikaInputStream stream = TikaInputStream.get(file)) {
            TikaException failure = assertThrows(
                    TikaException.class, () -> parser.parse(stream, new DefaultHandler(), metadata, context));
            assertTrue(String.valueOf(failure.getMessage()).contains("interrupted"), failure.getMessage());
        } finally {
            assertTrue(Thread.interrupted(), "it stays so");
        }
    }

    private static DiskImage base() {
        DiskImage.Builder builder = DiskImage.dynamic(SECTORS * 512L).blockSize(65536);
        for (int sector = 0; sector < SECTORS / 2; sector += 2) {
            builder.own(sector + 1, 1, SectorContent.pattern(1));
        }
        return builder.build();
    }

    private static DiskImage child() {
        return DiskImage.differencing(SECTORS * 512L)
                .blockSize(65536)
                .parent(BASE)
                .own(0, 1000, SectorContent.pattern(2))
                .build();
    }

    /** Bytes that interrupt their reader at a read of a given number. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Interrupting(RandomAccessSource bytes, int[] reads, int last) implements RandomAccessSource {
        Interrupting(byte[] bytes, int[] reads, int last) {
            this(RandomAccessSources.ofBytes("base.vhd", bytes), reads, last);
        }

        @Override
        public String name() {
            return bytes.name();
        }

        @Override
        public long size() throws IOException {
            return bytes.size();
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            if (++reads[0] == last) {
                Thread.currentThread().interrupt();
            }
            return bytes.read(position, target);
        }

        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}

package io.github.vhdlayers.tika;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.chain.ParentResolver;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.RecursiveParserWrapper;
import org.apache.tika.sax.BasicContentHandlerFactory;
import org.apache.tika.sax.RecursiveParserWrapperHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** The documents that a disk gives in addition to its own. */
class AttachmentsTest {
    private static final int SECTOR = 512;

    @TempDir(factory = KeptFolder.class)
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @Test
    void givesNoneUnlessAsked() throws Exception {
        assertEquals(
                List.of(),
                parse(RandomChains.next(1).writeTo(folder).get(0), new VhdParserConfig(), null)
                        .given());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void mapAndImageAreThoseOfTheOracle(long seed) throws Exception {
        TestChain chain = RandomChains.next(seed);
        VhdParserConfig config = new VhdParserConfig();
        config.setOwnershipMap(true);
        config.setMergedImage(true);
        List<Given> given = parse(chain.writeTo(folder).get(0), config, null).given();
        assertEquals(2, given.size());

        Given map = given.get(0);
        assertEquals("leaf-ownership.csv", map.metadata().get(TikaCoreProperties.RESOURCE_NAME_KEY));
        assertEquals("ownership-map", map.metadata().get(VhdProperties.ATTACHMENT));
        List<String> lines = new String(map.bytes(), UTF_8).lines().toList();
        assertEquals("first_sector,sector_count,owner,file,file_sector", lines.get(0));
        List<String> owners = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            assertEquals(owners.size(), Integer.parseInt(fields[0]), "no gap");
            for (int i = 0; i < Integer.parseInt(fields[1]); i++) {
                owners.add(fields[2]);
            }
        }
        assertEquals(
                Arrays.stream(chain.owners())
                        .mapToObj(owner -> owner == TestChain.UNWRITTEN ? "unwritten" : Integer.toString(owner))
                        .toList(),
                owners);

        Given image = given.get(1);
        assertEquals("leaf-merged.img", image.metadata().get(TikaCoreProperties.RESOURCE_NAME_KEY));
        assertEquals(
                "application/x-raw-disk-image", image.metadata().get(TikaCoreProperties.CONTENT_TYPE_PARSER_OVERRIDE));
        assertEquals(Integer.toString(image.bytes().length), image.metadata().get(HttpHeaders.CONTENT_LENGTH));
        assertArrayEquals(bytes(chain, 0, (int) chain.sectors()), image.bytes());
    }

    @Test
    void orphanGivesWhatIsKnownAndNoImage() throws Exception {
        TestChain chain = orphan();
        VhdParserConfig config = new VhdParserConfig();
        config.setOwnershipMap(true);
        config.setMergedImage(true);
        config.setOrphanParts(true);
        Parsed parsed = parse(chain.writeTo(folder).get(0), config, ParentResolver.none());
        List<Given> given = parsed.given();
        assertEquals(
                List.of("leaf-ownership.csv", "leaf-8-9.img", "leaf-200-209.img", "leaf-2047-2047.img"),
                given.stream()
                        .map(one -> one.metadata().get(TikaCoreProperties.RESOURCE_NAME_KEY))
                        .toList());
        assertArrayEquals(bytes(chain, 200, 10), given.get(2).bytes());
        assertArrayEquals(bytes(chain, 2047, 1), given.get(3).bytes());
        assertEquals("orphan-part", given.get(2).metadata().get(VhdProperties.ATTACHMENT));
        assertEquals("200", given.get(2).metadata().get(VhdProperties.ATTACHMENT_FIRST_SECTOR));
        assertEquals("10", given.get(2).metadata().get(VhdProperties.ATTACHMENT_SECTORS));
        assertTrue(new String(given.get(0).bytes(), UTF_8).contains("\n210,1837,unknown,,\n"));
        assertEquals(
                "merged image: some of its sectors are unknown",
                parsed.metadata().get(VhdProperties.ATTACHMENT_LEFT_OUT));
    }

    @Test
    void isBounded() throws Exception {
        Path leaf = orphan().writeTo(folder).get(0);
        VhdParserConfig config = new VhdParserConfig();
        config.setOrphanParts(true);
        config.setMaxOrphanParts(2);
        config.setMaxAttachmentBytes(5 * SECTOR);
        Parsed parsed = parse(leaf, config, ParentResolver.none());
        assertEquals(1, parsed.given().size());
        assertEquals(
                List.of("orphan part from sector 200: more than 2560 bytes", "orphan parts: 1 after the first 2"),
                List.of(parsed.metadata().getValues(VhdProperties.ATTACHMENT_LEFT_OUT)));
        config.setOwnershipMap(true);
        config.setMergedImage(true);
        config.setMaxRunsCounted(3);
        parsed = parse(leaf, config, null);
        assertEquals(List.of(), parsed.given());
        assertEquals(2, parsed.metadata().getValues(VhdProperties.ATTACHMENT_LEFT_OUT).length);
    }

    @Test
    void givesThroughTikasOwnExtractor() throws Exception {
        VhdParserConfig config = new VhdParserConfig();
        config.setOwnershipMap(true);
        config.setMergedImage(true);
        ParseContext context = new ParseContext();
        context.set(VhdParserConfig.class, config);
        RecursiveParserWrapperHandler handler = new RecursiveParserWrapperHandler(
                new BasicContentHandlerFactory(BasicContentHandlerFactory.HANDLER_TYPE.TEXT, -1), 1);
        Path leaf = RandomChains.next(3).writeTo(folder).get(0);
        try (TikaInputStream stream = TikaInputStream.get(leaf)) {
            new RecursiveParserWrapper(new AutoDetectParser()).parse(stream, handler, new Metadata(), context);
        }
        List<Metadata> all = handler.getMetadataList();
        assertEquals(2, all.size(), "Tika's own bound on the number holds");
        assertEquals("true", all.get(0).get("X-TIKA:EXCEPTION:embedded_resource_limit_reached"));
        assertEquals("/leaf-ownership.csv", all.get(1).get("X-TIKA:embedded_resource_path"));
        assertEquals("text/csv", all.get(1).get(TikaCoreProperties.CONTENT_TYPE_PARSER_OVERRIDE));
    }

    @Test
    void writesTheLargestImageWithoutMemory() throws Exception {
        Path disk = DiskImage.dynamic(2040L << 30)
                .own(5, 1, SectorContent.pattern(1))
                .build()
                .writeTo(folder.resolve("huge.vhd"));
        VhdParserConfig config = new VhdParserConfig();
        config.setMergedImage(true);
        config.setMaxAttachmentBytes(Long.MAX_VALUE);
        long[] read = new long[1];
        ParseContext context = new ParseContext();
        context.set(VhdParserConfig.class, config);
        context.set(EmbeddedDocumentExtractor.class, new Extractor() {
            @Override
            public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean html)
                    throws IOException {
                byte[] buffer = new byte[1 << 20];
                for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                    read[0] += count;
                    if (read[0] > 100 << 20) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
        });
        try (TikaInputStream stream = TikaInputStream.get(disk)) {
            TikaException failure = assertThrows(TikaException.class, () -> new VhdParser()
                    .parse(stream, new DefaultHandler(), new Metadata(), context));
            assertTrue(String.valueOf(failure.getMessage()).contains("interrupted"), failure.getMessage());
            assertTrue(Thread.currentThread().isInterrupted(), "it stays so");
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertTrue(read[0] < 120 << 20, "stops soon");
    }

    @Test
    void passesOnWhatTheExtractorThrows() throws Exception {
        Path leaf = RandomChains.next(3).writeTo(folder).get(0);
        VhdParserConfig config = new VhdParserConfig();
        config.setOwnershipMap(true);
        SAXException full = new SAXException("full");
        IllegalStateException limit = new IllegalStateException("a limit, as 4.x tells it");
        for (Exception thrown : List.of(full, limit)) {
            ParseContext context = new ParseContext();
            context.set(VhdParserConfig.class, config);
            context.set(EmbeddedDocumentExtractor.class, new Extractor() {
                @Override
                public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean html)
                        throws SAXException {
                    if (thrown instanceof SAXException sax) {
                        throw sax;
                    }
                    throw limit;
                }
            });
            try (TikaInputStream stream = TikaInputStream.get(leaf)) {
                Exception caught = assertThrows(Exception.class, () -> new VhdParser()
                        .parse(stream, new DefaultHandler(), new Metadata(), context));
                assertEquals(thrown, caught);
            }
        }
    }

    @Test
    void oddNamesAreQuotedInTheMap() throws Exception {
        Path disk = DiskImage.fixed(1 << 20).build().writeTo(folder.resolve("a,\"b\".vhd"));
        VhdParserConfig config = new VhdParserConfig();
        config.setOwnershipMap(true);
        assertEquals(
                "first_sector,sector_count,owner,file,file_sector\n0,2048,0,\"a,\"\"b\"\".vhd\",0\n",
                new String(parse(disk, config, null).given().get(0).bytes(), UTF_8));
    }

    private static TestChain orphan() {
        DiskImage base = DiskImage.dynamic(1 << 20).blockSize(65536).build();
        DiskImage leaf = DiskImage.differencing(1 << 20)
                .blockSize(65536)
                .parent(base)
                .own(8, 2, SectorContent.pattern(1))
                .own(200, 10, SectorContent.pattern(2))
                .own(2047, 1, SectorContent.pattern(3))
                .build();
        return TestChain.of(leaf, base);
    }

    private static byte[] bytes(TestChain chain, int first, int count) {
        byte[] bytes = new byte[count * SECTOR];
        for (int i = 0; i < count; i++) {
            chain.sector(first + i, bytes, i * SECTOR);
        }
        return bytes;
    }

    private static Parsed parse(Path leaf, VhdParserConfig config, @Nullable ParentResolver resolver) throws Exception {
        List<Given> given = new ArrayList<>();
        ParseContext context = new ParseContext();
        context.set(VhdParserConfig.class, config);
        context.set(Parser.class, new AutoDetectParser());
        if (resolver != null) {
            context.set(ParentResolver.class, resolver);
        }
        context.set(EmbeddedDocumentExtractor.class, new Extractor() {
            @Override
            public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean html)
                    throws IOException {
                given.add(new Given(metadata, stream.readAllBytes()));
                assertFalse(((TikaInputStream) stream).hasFile(), "nothing is spooled");
            }
        });
        Metadata metadata = new Metadata();
        try (TikaInputStream stream = TikaInputStream.get(leaf)) {
            new VhdParser().parse(stream, new DefaultHandler(), metadata, context);
        }
        return new Parsed(metadata, given);
    }

    private record Parsed(Metadata metadata, List<Given> given) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Given(Metadata metadata, byte[] bytes) {}

    /** Wants everything. */
    private abstract static class Extractor implements EmbeddedDocumentExtractor {
        @Override
        public boolean shouldParseEmbedded(Metadata metadata) {
            return true;
        }
    }
}

package io.github.vhdlayers.tika.four;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.tika.VhdDetector;
import io.github.vhdlayers.tika.VhdParser;
import io.github.vhdlayers.tika.VhdParserConfig;
import io.github.vhdlayers.tika.VhdProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.tika.config.ParseTimeout;
import org.apache.tika.exception.EmbeddedLimitReachedException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.BodyContentHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xml.sax.ContentHandler;
import org.xml.sax.helpers.DefaultHandler;

/** What goes through the calls that 4.x has otherwise: attachments, signs of life, and settings as its JSON sets them. */
class Attachments4Test {
    private Path leaf = Path.of("");
    private final TestChain chain = RandomChains.next(5);

    @BeforeEach
    void writeChain() throws Exception {
        Path kept = Files.createDirectories(Path.of("target", "kept").toAbsolutePath());
        leaf = chain.writeTo(Files.createTempDirectory(kept, "disks")).get(0);
    }

    @Test
    void givesMapAndImage() throws Exception {
        VhdParserConfig config = new VhdParserConfig();
        config.setOwnershipMap(true);
        config.setMergedImage(true);
        Collector collector = new Collector();
        parse(config, collector, new ParseContext());
        assertEquals(
                List.of("leaf-ownership.csv", "leaf-merged.img"),
                collector.given.stream()
                        .map(one -> one.get(TikaCoreProperties.RESOURCE_NAME_KEY))
                        .toList());
        assertTrue(new String(collector.bytes.get(0), UTF_8).startsWith("first_sector,sector_count,owner,"));
        byte[] expected = new byte[(int) chain.sectors() * 512];
        for (int sector = 0; sector < chain.sectors(); sector++) {
            chain.sector(sector, expected, sector * 512);
        }
        assertArrayEquals(expected, collector.bytes.get(1));
        assertEquals(Integer.toString(expected.length), collector.given.get(1).get(HttpHeaders.CONTENT_LENGTH));
        assertEquals("merged-image", collector.given.get(1).get(VhdProperties.ATTACHMENT));
        assertEquals(
                "application/x-raw-disk-image",
                collector.given.get(1).get(TikaCoreProperties.CONTENT_TYPE_PARSER_OVERRIDE));
    }

    @Test
    void showsThatItIsAtWork() throws Exception {
        ParseContext context = new ParseContext();
        ParseTimeout timeout = ParseTimeout.getOrCreate(context);
        Thread.sleep(300);
        assertTrue(timeout.millisSinceLastProgress() >= 290);
        long started = System.nanoTime();
        parse(new VhdParserConfig(), new Collector(), context);
        long took = (System.nanoTime() - started) / 1_000_000;
        assertTrue(timeout.millisSinceLastProgress() <= took, "the last sign came while it parsed");
    }

    @Test
    void passesLimitsOn() {
        VhdParserConfig config = new VhdParserConfig();
        config.setOwnershipMap(true);
        RuntimeException limit =
                new EmbeddedLimitReachedException(EmbeddedLimitReachedException.LimitType.MAX_COUNT, 1);
        Collector full = new Collector() {
            @Override
            public void parseEmbedded(
                    TikaInputStream stream,
                    ContentHandler handler,
                    Metadata metadata,
                    ParseContext context,
                    boolean html) {
                throw limit;
            }
        };
        assertSame(limit, assertThrows(RuntimeException.class, () -> parse(config, full, new ParseContext())));
        assertThrows(WriteLimitReachedException.class, () -> {
            try (TikaInputStream stream = TikaInputStream.get(leaf)) {
                new VhdParser().parse(stream, new BodyContentHandler(50), new Metadata(), new ParseContext());
            }
        });
    }

    @Test
    void jsonSetsTheBean() throws Exception {
        ObjectMapper json = new ObjectMapper();
        VhdParser parser = json.readValue(
                """
                {"parentFolders": ["/disks"], "findParents": false, "orphans": "refuse", "maxRunsListed": 5,
                 "maxRunsCounted": 6000000000, "examineBlocks": false, "examineResidue": true, "audit": true,
                 "ownershipMap": true, "mergedImage": true, "partitionImages": true, "orphanParts": true,
                 "maxOrphanParts": 7, "maxAttachmentBytes": 8000000000}
                """,
                VhdParser.class);
        assertEquals(List.of("/disks"), parser.getParentFolders());
        assertFalse(parser.isFindParents());
        assertEquals("refuse", parser.getOrphans());
        assertTrue(parser.isAudit());
        assertTrue(parser.isPartitionImages());
        assertFalse(parser.isExamineBlocks());
        assertEquals(8_000_000_000L, parser.getMaxAttachmentBytes());
        assertEquals(
                "never",
                json.readValue("{\"spoolStreams\": \"never\"}", VhdDetector.class)
                        .getSpoolStreams());
        assertThrows(
                UnrecognizedPropertyException.class, () -> json.readValue("{\"parentFolder\": []}", VhdParser.class));
    }

    @Test
    void isSetByTheDocumentedJson() throws Exception {
        String page = Files.readString(Path.of("..", "..", "docs", "tika.md"));
        int start = page.indexOf("```json\n") + "```json\n".length();
        JsonNode documented = new ObjectMapper().readTree(page.substring(start, page.indexOf("```", start)));
        VhdParser parser = new ObjectMapper()
                .treeToValue(documented.path("parsers").path(0).path("vhd-parser"), VhdParser.class);
        assertEquals(List.of("/disks"), parser.getParentFolders());
        assertTrue(parser.isOwnershipMap());
        VhdDetector detector = new ObjectMapper()
                .treeToValue(documented.path("detectors").path(0).path("vhd-detector"), VhdDetector.class);
        assertEquals("named", detector.getSpoolStreams());
    }

    private void parse(VhdParserConfig config, EmbeddedDocumentExtractor extractor, ParseContext context)
            throws Exception {
        context.set(VhdParserConfig.class, config);
        context.set(EmbeddedDocumentExtractor.class, extractor);
        try (TikaInputStream stream = TikaInputStream.get(leaf)) {
            new VhdParser().parse(stream, new DefaultHandler(), new Metadata(), context);
        }
    }

    /** Keeps what it is given. */
    private static class Collector implements EmbeddedDocumentExtractor {
        private final List<Metadata> given = new ArrayList<>();
        private final List<byte[]> bytes = new ArrayList<>();

        @Override
        public boolean shouldParseEmbedded(Metadata metadata, ParseContext context) {
            return true;
        }

        @Override
        public void parseEmbedded(
                TikaInputStream stream, ContentHandler handler, Metadata metadata, ParseContext context, boolean html)
                throws IOException {
            given.add(metadata);
            bytes.add(stream.readAllBytes());
        }
    }
}

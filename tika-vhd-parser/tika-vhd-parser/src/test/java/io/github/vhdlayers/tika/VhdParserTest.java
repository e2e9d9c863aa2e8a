package io.github.vhdlayers.tika;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.chain.ParentResolver;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.UnsupportedFormatException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.BodyContentHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** The parser itself, and through Tika's own front door where that matters. Detection is tested elsewhere. */
class VhdParserTest {
    private static final long SIZE = 1 << 20;

    @TempDir(factory = KeptFolder.class)
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @Test
    void reportsTheFieldsOfTheDisk() throws Exception {
        DiskImage disk = DiskImage.dynamic(SIZE)
                .blockSize(65536)
                .own(0, 3, SectorContent.pattern(1))
                .own(500, 1, SectorContent.pattern(1))
                .creator("vbox", 0x0004_0003, "Wi2k")
                .timestamp(600_000_000)
                .uniqueId(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
                .savedState(true)
                .originalSize(SIZE / 2)
                .geometry(30, 4, 17)
                .build();
        Metadata metadata = parse(disk.writeTo(folder.resolve("disk.vhd"))).metadata();

        assertEquals("dynamic", metadata.get(VhdProperties.TYPE));
        assertEquals("1.0", metadata.get(VhdProperties.FORMAT_VERSION));
        assertEquals("04030201-0605-0807-090a-0b0c0d0e0f10", metadata.get(VhdProperties.ID));
        assertEquals("01020304-0506-0708-090a-0b0c0d0e0f10", metadata.get(VhdProperties.ID_BIG_ENDIAN));
        assertEquals(metadata.get(VhdProperties.ID), metadata.get(TikaCoreProperties.IDENTIFIER));
        assertEquals("vbox", metadata.get(VhdProperties.CREATOR_APPLICATION));
        assertEquals("4.3", metadata.get(VhdProperties.CREATOR_VERSION));
        assertEquals("Wi2k", metadata.get(VhdProperties.CREATOR_HOST));
        assertEquals("VirtualBox (vbox 4.3)", metadata.get(TikaCoreProperties.CREATOR_TOOL));
        assertEquals("2019-01-05T10:40:00Z", metadata.get(VhdProperties.CREATED));
        assertEquals("2019-01-05T10:40:00Z", metadata.get(TikaCoreProperties.CREATED));
        assertEquals("1048576", metadata.get(VhdProperties.SIZE));
        assertEquals("524288", metadata.get(VhdProperties.ORIGINAL_SIZE));
        assertEquals("2048", metadata.get(VhdProperties.SECTORS));
        assertEquals("30/4/17", metadata.get(VhdProperties.GEOMETRY));
        assertEquals("true", metadata.get(VhdProperties.SAVED_STATE));
        assertEquals("false", metadata.get(VhdProperties.TEMPORARY));
        assertEquals("tail", metadata.get(VhdProperties.FOOTER_PLACE));
        assertEquals("true", metadata.get(VhdProperties.FOOTER_CHECKSUM_VALID));
        assertEquals("true", metadata.get(VhdProperties.HEADER_CHECKSUM_VALID));
        assertEquals("65536", metadata.get(VhdProperties.BLOCK_SIZE));
        assertEquals("16", metadata.get(VhdProperties.BLOCKS));
        assertEquals("2", metadata.get(VhdProperties.BLOCKS_ALLOCATED));
        assertNull(metadata.get(VhdProperties.PARENT_STATUS), "a dynamic disk has no parent to look for");
        assertEquals("1", metadata.get(VhdProperties.LAYERS));
        assertEquals("4", metadata.get(VhdProperties.LAYER_SECTORS_OWNED));
        assertEquals("2044", metadata.get(VhdProperties.SECTORS_UNWRITTEN));
        assertEquals(Set.of("SAVED_STATE", "DISK_RESIZED"), Set.of(metadata.getValues(VhdProperties.FINDING_CODE)));
        assertEquals("2", metadata.get(VhdProperties.FINDING_COUNT));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
    void countsWhatEveryLayerOwns(long seed) throws Exception {
        TestChain chain = RandomChains.next(seed);
        Parsed parsed = parse(chain.writeTo(folder).get(0));
        Counts expected = Counts.of(chain);
        assertEquals(expected.byLayer(), List.of(parsed.metadata().getValues(VhdProperties.LAYER_SECTORS_OWNED)));
        assertEquals(expected.unwritten(), parsed.metadata().get(VhdProperties.SECTORS_UNWRITTEN));
        assertEquals("0", parsed.metadata().get(VhdProperties.SECTORS_UNKNOWN));
        assertEquals("true", parsed.metadata().get(VhdProperties.CHAIN_COMPLETE));
        int layers = chain.layers().size();
        for (Property key : List.of(
                VhdProperties.LAYER_NAME,
                VhdProperties.LAYER_ID,
                VhdProperties.LAYER_TYPE,
                VhdProperties.LAYER_CREATED,
                VhdProperties.LAYER_PARENT_ID_VERDICT,
                VhdProperties.LAYER_PARENT_TIME_VERDICT,
                VhdProperties.LAYER_PARENT_SIZE_VERDICT)) {
            assertEquals(layers, parsed.metadata().getValues(key).length, key.getName());
        }
        assertTrue(parsed.text().contains("leaf.vhd"));
    }

    @Test
    void givesTheSectorsOfAnOrphan() throws Exception {
        TestChain chain = chainOfTwo();
        Path leaf = chain.writeTo(folder).get(0);
        Files.delete(folder.resolve("base.vhd"));
        Parsed parsed = parse(leaf);
        Metadata metadata = parsed.metadata();
        assertEquals("missing", metadata.get(VhdProperties.PARENT_STATUS));
        assertEquals("false", metadata.get(VhdProperties.CHAIN_COMPLETE));
        assertEquals("base.vhd", metadata.get(VhdProperties.PARENT_NAME));
        assertEquals("W2ru .\\base.vhd", metadata.get(VhdProperties.PARENT_LOCATOR));
        assertArrayEquals(new String[] {"10"}, metadata.getValues(VhdProperties.LAYER_SECTORS_OWNED));
        assertEquals("unknown", metadata.get(VhdProperties.SECTORS_UNWRITTEN));
        assertEquals("2038", metadata.get(VhdProperties.SECTORS_UNKNOWN));
        assertEquals("missing", metadata.get(VhdProperties.LAYER_PARENT_ID_VERDICT));
        assertEquals("PARENT_MISSING", metadata.get(VhdProperties.FINDING_CODE));
        assertTrue(Arrays.asList(metadata.getValues(VhdProperties.PARENT_TRIED)).contains("base.vhd: does not exist"));
        String warning = metadata.get(TikaCoreProperties.TIKA_META_EXCEPTION_WARNING);
        assertNotNull(warning);
        assertTrue(warning.startsWith("parent missing: "), warning);
        assertFalse(warning.contains(folder.toString()), "folders are private");
        assertTrue(parsed.text().contains("unknown, and not zeros"));
    }

    @Test
    void looksForNoParentBesideTemporaryCopy() throws Exception {
        chainOfTwo().writeTo(folder);
        for (String name : List.of("apache-tika-1.vhd", "tika-1.vhd", "other.vhd")) {
            Path copy = Files.copy(folder.resolve("leaf.vhd"), folder.resolve(name));
            Metadata metadata =
                    parse(new VhdParser(), copy, "leaf.vhd", new ParseContext()).metadata();
            assertEquals("not-searched", metadata.get(VhdProperties.PARENT_STATUS), name);
            assertEquals("leaf.vhd", metadata.get(VhdProperties.LAYER_NAME));
            String warning = metadata.get(TikaCoreProperties.TIKA_META_EXCEPTION_WARNING);
            assertNotNull(warning);
            assertTrue(warning.contains("set parentFolders"), warning);
        }
    }

    @Test
    void looksForNoParentAmongTemporaryFiles() throws Exception {
        Path temporary = amongTemporaryFiles();
        Path tikas = Files.createDirectory(temporary.resolve("tika-server-input-7"));
        Path upload = chainOfTwo().writeTo(tikas).get(0);
        assertEquals("not-searched", parse(upload).metadata().get(VhdProperties.PARENT_STATUS));

        Path inTheFolderItself = Path.of(System.getProperty("java.io.tmpdir"), temporary.getFileName() + ".vhd");
        Files.copy(upload, inTheFolderItself);
        try {
            assertEquals("not-searched", parse(inTheFolderItself).metadata().get(VhdProperties.PARENT_STATUS));
        } finally {
            Files.delete(inTheFolderItself);
        }
    }

    @Test
    void findsTheParentBesideAnUnpackedTemporaryFile() throws Exception {
        Path leaf = chainOfTwo().writeTo(amongTemporaryFiles()).get(0);
        assertEquals("found", parse(leaf).metadata().get(VhdProperties.PARENT_STATUS));
    }

    /** A folder below the one that the parser takes for that of temporary files, which is the property's and not JUnit's. */
    private static Path amongTemporaryFiles() throws Exception {
        return Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "disks");
    }

    @Test
    void looksBelowFoldersOfTheOperatorForParents() throws Exception {
        Path own = Files.createDirectory(folder.resolve("own"));
        Path trees = Files.createDirectories(folder.resolve("trees/a/b"));
        chainOfTwo().writeTo(own);
        Files.move(own.resolve("base.vhd"), trees.resolve("0001"));
        VhdParser parser = new VhdParser();
        parser.setParentFolders(List.of(folder.resolve("trees") + "/**"));
        Path leaf = own.resolve("leaf.vhd");
        assertEquals(
                "found",
                parse(parser, leaf, "leaf.vhd", new ParseContext()).metadata().get(VhdProperties.PARENT_STATUS));
        Files.move(trees.resolve("0001"), folder.resolve("trees/0002"));
        assertEquals(
                "found",
                parse(parser, leaf, "leaf.vhd", new ParseContext()).metadata().get(VhdProperties.PARENT_STATUS));
        Files.delete(folder.resolve("trees/0002"));
        assertEquals(
                "missing",
                parse(parser, leaf, "leaf.vhd", new ParseContext()).metadata().get(VhdProperties.PARENT_STATUS));
        assertThrows(InvalidPathException.class, () -> parser.setParentFolders(List.of("\0/**")));
    }

    @Test
    void looksInFoldersOfTheOperatorForParentsOfStream() throws Exception {
        byte[] leaf = Files.readAllBytes(chainOfTwo().writeTo(folder).get(0));
        VhdParser parser = new VhdParser();
        assertEquals(
                "not-searched", parseStream(parser, leaf, new ParseContext()).get(VhdProperties.PARENT_STATUS));
        parser.setParentFolders(List.of(folder.toString()));
        assertEquals(List.of(folder.toString()), parser.getParentFolders());
        Metadata metadata = parseStream(parser, leaf, new ParseContext());
        assertEquals("found", metadata.get(VhdProperties.PARENT_STATUS));
        assertArrayEquals(new String[] {"10", "100"}, metadata.getValues(VhdProperties.LAYER_SECTORS_OWNED));
    }

    @Test
    void prefersResolverOfTheContext() throws Exception {
        TestChain chain = chainOfTwo().named();
        Path leaf = chain.writeTo(folder).get(0);
        ParseContext context = new ParseContext();
        context.set(ParentResolver.class, ParentResolver.none());
        assertEquals(
                "missing",
                parse(new VhdParser(), leaf, "leaf.vhd", context).metadata().get(VhdProperties.PARENT_STATUS));
        byte[] base = Files.readAllBytes(folder.resolve("base.vhd"));
        context.set(
                ParentResolver.class,
                reference -> List.of(ParentCandidate.of(
                        "store/of/bases", () -> RandomAccessSources.ofBytes("store/of/bases", base))));
        Metadata metadata = parseStream(new VhdParser(), Files.readAllBytes(leaf), context);
        assertEquals("found", metadata.get(VhdProperties.PARENT_STATUS));
        assertArrayEquals(new String[] {"leaf.vhd", "bases"}, metadata.getValues(VhdProperties.LAYER_NAME));
    }

    @Test
    void showsOddNamesSafely() throws Exception {
        DiskImage disk = DiskImage.differencing(SIZE)
                .parentUniqueId(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
                .parentName("a\u202Egpj.\uD800\n.vhd")
                .relativeLocator(".\\\u001B[2J.vhd")
                .build();
        Metadata metadata = parse(disk.writeTo(folder.resolve("leaf.vhd"))).metadata();
        assertEquals("a\\u202egpj.\\ud800\\u000a.vhd", metadata.get(VhdProperties.PARENT_NAME));
        assertEquals("W2ru .\\\\u001b[2J.vhd", metadata.get(VhdProperties.PARENT_LOCATOR));
        for (String key : metadata.names()) {
            for (String value : metadata.getValues(key)) {
                assertTrue(value.chars().noneMatch(Character::isISOControl), key);
            }
        }
    }

    @Test
    void refusesDiskWithoutParentId() throws Exception {
        DiskImage disk = DiskImage.differencing(SIZE).build();
        Metadata metadata = parse(disk.writeTo(folder.resolve("leaf.vhd"))).metadata();
        assertEquals("refused", metadata.get(VhdProperties.PARENT_STATUS));
    }

    @Test
    void listsAndCountsNoMoreThanConfigured() throws Exception {
        DiskImage.Builder builder = DiskImage.dynamic(SIZE).blockSize(65536);
        for (int sector = 0; sector < 2048; sector += 2) {
            builder.own(sector, 1, SectorContent.pattern(3));
        }
        Path file = builder.build().writeTo(folder.resolve("disk.vhd"));
        VhdParser parser = new VhdParser();
        parser.setMaxRunsListed(10);
        Parsed counted = parse(parser, file, "disk.vhd", new ParseContext());
        assertEquals("2048", counted.metadata().get(VhdProperties.OWNERSHIP_RUNS));
        assertTrue(counted.text().contains("2038 more runs are not listed"), counted.text());
        parser.setMaxRunsCounted(100);
        Parsed stopped = parse(parser, file, "disk.vhd", new ParseContext());
        assertEquals("false", stopped.metadata().get(VhdProperties.OWNERSHIP_COMPLETE));
        assertEquals("100", stopped.metadata().get(VhdProperties.OWNERSHIP_SECTORS_EXAMINED));
        assertNull(stopped.metadata().get(VhdProperties.LAYER_SECTORS_OWNED), "a part must not look like the whole");
        assertTrue(stopped.text().contains("Counting stopped after 100 runs"));
        assertThrows(IllegalArgumentException.class, () -> parser.setMaxRunsListed(-1));
    }

    @Test
    void reportsDamageAfterWhatCouldBeRead() throws Exception {
        byte[] disk = DiskImage.dynamic(SIZE).build().toBytes();
        Arrays.fill(disk, 512, 1536, (byte) 0);
        TikaException failure =
                assertThrows(TikaException.class, () -> parseStream(new VhdParser(), disk, new ParseContext()));
        assertSame(TikaException.class, failure.getClass(), "an archive around it goes on");
        assertTrue(failure.toString().contains(": corrupt VHD: "), failure.toString());

        Metadata metadata = named("leaf.vhd");
        try (TikaInputStream stream = TikaInputStream.get(new ByteArrayInputStream(disk))) {
            assertThrows(TikaException.class, () -> new VhdParser()
                    .parse(stream, new DefaultHandler(), metadata, new ParseContext()));
        }
        assertEquals("dynamic", metadata.get(VhdProperties.TYPE));
        assertEquals("1048576", metadata.get(VhdProperties.SIZE));
        assertNotNull(metadata.get(VhdProperties.ID));
        assertNull(metadata.get(VhdProperties.BLOCKS));
    }

    @Test
    void reportsAnUnsupportedDisk() throws Exception {
        byte[] disk = DiskImage.dynamic(SIZE).build().toBytes();
        for (int footer : new int[] {0, disk.length - 512}) {
            disk[footer + 63] = 6;
        }
        assertThrows(UnsupportedFormatException.class, () -> parseStream(new VhdParser(), disk, new ParseContext()));
    }

    @Test
    void parsesFixedDiskThroughTheFrontDoor() throws Exception {
        Path file = DiskImage.fixed(SIZE)
                .own(5, 1, SectorContent.pattern(1))
                .build()
                .writeTo(folder.resolve("disk.vhd"));
        Metadata metadata = new Metadata();
        BodyContentHandler text = new BodyContentHandler();
        try (TikaInputStream stream = TikaInputStream.get(file, metadata)) {
            new AutoDetectParser().parse(stream, text, metadata, new ParseContext());
        }
        assertEquals("application/x-vhd", metadata.get(Metadata.CONTENT_TYPE));
        assertEquals("fixed", metadata.get(VhdProperties.TYPE));
        assertEquals("2048", metadata.get(VhdProperties.LAYER_SECTORS_OWNED));
        assertTrue(text.toString().contains("Fixed VHD of 1048576 bytes"));
    }

    @Test
    void isSerialisedWithItsSettings() throws Exception {
        VhdParser parser = new VhdParser();
        parser.setParentFolders(List.of(folder.toString()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(parser);
            out.writeObject(new VhdDetector());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertEquals(parser.getParentFolders(), ((VhdParser) in.readObject()).getParentFolders());
            assertInstanceOf(VhdDetector.class, in.readObject());
        }
    }

    @Test
    void servesManyThreads() throws Exception {
        TestChain chain = RandomChains.next(42);
        Path leaf = chain.writeTo(folder).get(0);
        List<String> expected = Counts.of(chain).byLayer();
        VhdParser parser = new VhdParser();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String[]>> tasks = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                tasks.add(() -> parse(parser, leaf, "leaf.vhd", new ParseContext())
                        .metadata()
                        .getValues(VhdProperties.LAYER_SECTORS_OWNED));
            }
            for (Future<String[]> result : threads.invokeAll(tasks)) {
                assertEquals(expected, List.of(result.get()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void stopsWhenInterrupted() throws Exception {
        Path leaf = chainOfTwo().writeTo(folder).get(0);
        Thread.currentThread().interrupt();
        try {
            assertThrows(TikaException.class, () -> parse(leaf));
            assertTrue(Thread.currentThread().isInterrupted());
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void passesFailureOfTheHandlerOn() throws Exception {
        Path leaf = chainOfTwo().writeTo(folder).get(0);
        SAXException full = new SAXException("full");
        DefaultHandler handler = new DefaultHandler() {
            @Override
            public void startElement(String uri, String name, String qualified, Attributes attributes)
                    throws SAXException {
                if ("table".equals(name)) {
                    throw full;
                }
            }
        };
        try (TikaInputStream stream = TikaInputStream.get(leaf)) {
            SAXException thrown = assertThrows(SAXException.class, () -> new VhdParser()
                    .parse(stream, handler, new Metadata(), new ParseContext()));
            assertSame(full, thrown);
        }
    }

    @Test
    void stopsAtTheWriteLimit() throws Exception {
        Path leaf = chainOfTwo().writeTo(folder).get(0);
        Metadata metadata = named("leaf.vhd");
        BodyContentHandler text = new BodyContentHandler(100);
        try (TikaInputStream stream = TikaInputStream.get(leaf)) {
            assertThrows(WriteLimitReachedException.class, () -> new AutoDetectParser()
                    .parse(stream, text, metadata, new ParseContext()));
        }
        assertEquals(100, text.toString().length());
        assertEquals("found", metadata.get(VhdProperties.PARENT_STATUS));
    }

    @Test
    void showsTheDocumentsOwnOddNameSafely() throws Exception {
        byte[] disk = DiskImage.dynamic(SIZE).build().toBytes();
        Metadata metadata = named("a\u202Egpj.\u001B[2J.vhd");
        BodyContentHandler text = new BodyContentHandler();
        try (TikaInputStream stream = TikaInputStream.get(new ByteArrayInputStream(disk))) {
            new VhdParser().parse(stream, text, metadata, new ParseContext());
        }
        assertEquals("a\\u202egpj.\\u001b[2J.vhd", metadata.get(VhdProperties.LAYER_NAME));
        assertTrue(text.toString().chars().noneMatch(one -> one == 0x202E || one == 0x1B), text.toString());
    }

    @Test
    void leavesPlainStreamOpen() throws Exception {
        byte[] disk = DiskImage.dynamic(SIZE).build().toBytes();
        boolean[] closed = new boolean[1];
        InputStream stream = new ByteArrayInputStream(disk) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        Metadata metadata = new Metadata();
        new VhdParser().parse(stream, new DefaultHandler(), metadata, new ParseContext());
        assertEquals("dynamic", metadata.get(VhdProperties.TYPE));
        assertEquals("unnamed.vhd", metadata.get(VhdProperties.LAYER_NAME));
        assertFalse(closed[0]);
    }

    /** The leaf has 10 sectors, and the base 100 more. */
    private static TestChain chainOfTwo() {
        DiskImage base = DiskImage.dynamic(SIZE)
                .blockSize(65536)
                .own(100, 105, SectorContent.pattern(1))
                .build();
        DiskImage leaf = DiskImage.differencing(SIZE)
                .blockSize(65536)
                .parent(base)
                .own(200, 10, SectorContent.pattern(2))
                .build();
        return TestChain.of(leaf, base);
    }

    private static Parsed parse(Path file) throws Exception {
        return parse(new VhdParser(), file, file.getFileName().toString(), new ParseContext());
    }

    private static Parsed parse(VhdParser parser, Path file, String name, ParseContext context) throws Exception {
        Metadata metadata = named(name);
        BodyContentHandler text = new BodyContentHandler(-1);
        try (TikaInputStream stream = TikaInputStream.get(file)) {
            parser.parse(stream, text, metadata, context);
        }
        return new Parsed(metadata, text.toString());
    }

    private static Metadata parseStream(VhdParser parser, byte[] disk, ParseContext context) throws Exception {
        Metadata metadata = named("leaf.vhd");
        try (TikaInputStream stream = TikaInputStream.get(new ByteArrayInputStream(disk))) {
            parser.parse(stream, new BodyContentHandler(-1), metadata, context);
        }
        return metadata;
    }

    private static Metadata named(String name) {
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        return metadata;
    }

    private record Parsed(Metadata metadata, String text) {}

    /** What the oracle counts. */
    private record Counts(List<String> byLayer, String unwritten) {
        static Counts of(TestChain chain) {
            long[] byLayer = new long[chain.layers().size()];
            long unwritten = 0;
            for (int owner : chain.owners()) {
                if (owner == TestChain.UNWRITTEN) {
                    unwritten++;
                } else {
                    byLayer[owner]++;
                }
            }
            return new Counts(Arrays.stream(byLayer).mapToObj(Long::toString).toList(), Long.toString(unwritten));
        }
    }
}

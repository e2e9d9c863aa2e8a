package io.github.vhdlayers.tika.four;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.ParentResolver;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.FooterForm;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.tika.VhdDetector;
import io.github.vhdlayers.tika.VhdParser;
import io.github.vhdlayers.tika.VhdProperties;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.tika.config.SelfConfiguring;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.UnsupportedFormatException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.BodyContentHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The jar through 4.x's own detection and parsing. What does not depend on the line of Tika is tested beside the parser.
 */
class Tika4Test {
    private static final int SIZE = 3 << 20;
    private static final MediaType VHD = MediaType.application("x-vhd");

    private Path folder = Path.of("");

    /** Not the system's folder for temporary files, where the parser would look for no parent. */
    @BeforeEach
    void makeFolder() throws Exception {
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "kept").toAbsolutePath()), "disks");
    }

    @Test
    void runsOnTheOtherLineOfTika() {
        assertInstanceOf(SelfConfiguring.class, new VhdParser());
    }

    @Test
    void readerComesOutOfTheParsersJar() {
        String parser = placeOf(VhdParser.class);
        if (parser.endsWith(".jar")) {
            assertEquals(parser, placeOf(VirtualDisk.class));
        }
    }

    @Test
    void bothAreNamedForConfiguration() throws Exception {
        assertTrue(indexOf("parsers").contains("vhd-parser=" + VhdParser.class.getName()));
        assertTrue(indexOf("detectors").contains("vhd-detector=" + VhdDetector.class.getName()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk.vhd", "disk.avhd", "disk.bin", "disk"})
    void detectsDisksInFiles(String name) throws Exception {
        assertEquals(VHD, detectFile(name, fixed(FooterForm.FULL)));
        assertEquals(VHD, detectFile(name, fixed(FooterForm.SHORT_511)));
        assertEquals(VHD, detectFile(name, DiskImage.dynamic(SIZE).build().toBytes()));
        assertEquals(
                VHD,
                detectFile(
                        name,
                        DiskImage.dynamic(SIZE)
                                .footerForm(FooterForm.TAIL_ONLY)
                                .build()
                                .toBytes()));
    }

    @Test
    void detectsAFixedDiskInAStream() throws Exception {
        assertEquals(VHD, detectStream("disk.vhd", fixed(FooterForm.FULL)));
        assertEquals(MediaType.OCTET_STREAM, detectStream("disk.bin", fixed(FooterForm.FULL)));
    }

    @Test
    void detectsAFixedDiskThatLooksLikeSomethingElse() throws Exception {
        for (String start : List.of("PK\u0003\u0004", "%PDF-1.4\n", "plain text ".repeat(500))) {
            DiskImage disk = DiskImage.fixed(SIZE)
                    .own(0, 16, SectorContent.bytes(start.getBytes(US_ASCII), 0))
                    .build();
            assertEquals(VHD, detectFile("disk.vhd", disk.toBytes()), start);
        }
    }

    @Test
    void leavesSourceTextAlone() throws Exception {
        byte[] source =
                "library ieee;\nuse ieee.std_logic_1164.all;\n".repeat(100).getBytes(US_ASCII);
        assertEquals(MediaType.parse("text/x-vhdl"), detectFile("gate.vhd", source));
        assertEquals(MediaType.parse("text/x-vhdl"), detectStream("gate.vhd", source));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void countsWhatEveryLayerOwns(long seed) throws Exception {
        TestChain chain = RandomChains.next(seed);
        Path leaf = chain.writeTo(folder).get(0);
        Metadata metadata = new Metadata();
        BodyContentHandler text = new BodyContentHandler(-1);
        try (TikaInputStream stream = TikaInputStream.get(leaf, metadata)) {
            new AutoDetectParser().parse(stream, text, metadata, new ParseContext());
        }
        List<String> expected = new ArrayList<>();
        for (int layer = 0; layer < chain.layers().size(); layer++) {
            expected.add(Long.toString(count(chain, layer)));
        }
        assertEquals("application/x-vhd", metadata.get("Content-Type"));
        assertEquals(expected, List.of(metadata.getValues(VhdProperties.LAYER_SECTORS_OWNED)));
        assertEquals(expected.size(), metadata.getValues(VhdProperties.LAYER_TYPE).length);
        assertEquals(Long.toString(count(chain, TestChain.UNWRITTEN)), metadata.get(VhdProperties.SECTORS_UNWRITTEN));
        assertNotNull(metadata.get(TikaCoreProperties.CREATED));
        assertNotNull(metadata.get(TikaCoreProperties.CREATOR_TOOL));
        assertNotNull(metadata.get(TikaCoreProperties.IDENTIFIER));
        assertTrue(text.toString().contains("leaf.vhd"), "the name is known by this line's key");
    }

    @Test
    void looksForParentsOfAStreamOnlyInGivenFolders() throws Exception {
        TestChain chain = TestChain.of(
                        DiskImage.differencing(SIZE)
                                .parent(DiskImage.dynamic(SIZE).seed(1).build())
                                .build(),
                        DiskImage.dynamic(SIZE).seed(1).build())
                .named();
        byte[] leaf = Files.readAllBytes(chain.writeTo(folder).get(0));
        VhdParser parser = new VhdParser();
        Metadata alone = parseStream(parser, leaf, new ParseContext());
        assertEquals("not-searched", alone.get(VhdProperties.PARENT_STATUS));
        assertNotNull(alone.get(TikaCoreProperties.TIKA_META_EXCEPTION_WARNING));
        parser.setParentFolders(List.of(folder.toString()));
        assertEquals("found", parseStream(parser, leaf, new ParseContext()).get(VhdProperties.PARENT_STATUS));
        ParseContext context = new ParseContext();
        context.set(ParentResolver.class, ParentResolver.none());
        assertEquals("missing", parseStream(parser, leaf, context).get(VhdProperties.PARENT_STATUS));
    }

    @Test
    void reportsFailuresAsTikaDoes() {
        byte[] damaged = DiskImage.dynamic(SIZE).build().toBytes();
        damaged[512] = 0;
        assertThrows(TikaException.class, () -> parseStream(new VhdParser(), damaged, new ParseContext()));
        byte[] unsupported = DiskImage.dynamic(SIZE).build().toBytes();
        unsupported[63] = 6;
        unsupported[unsupported.length - 512 + 63] = 6;
        assertThrows(
                UnsupportedFormatException.class, () -> parseStream(new VhdParser(), unsupported, new ParseContext()));
    }

    private MediaType detectFile(String name, byte[] bytes) throws Exception {
        Path file = Files.write(folder.resolve(name), bytes);
        Metadata metadata = new Metadata();
        try (TikaInputStream stream = TikaInputStream.get(file, metadata)) {
            return new DefaultDetector().detect(stream, metadata, new ParseContext());
        }
    }

    private static MediaType detectStream(String name, byte[] bytes) throws Exception {
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        try (TikaInputStream stream = TikaInputStream.get(new ByteArrayInputStream(bytes), metadata)) {
            MediaType type = new DefaultDetector().detect(stream, metadata, new ParseContext());
            assertEquals(0, stream.getPosition());
            return type;
        }
    }

    private static Metadata parseStream(VhdParser parser, byte[] disk, ParseContext context) throws Exception {
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, "leaf.vhd");
        try (TikaInputStream stream = TikaInputStream.get(new ByteArrayInputStream(disk), metadata)) {
            assertFalse(stream.hasFile());
            parser.parse(stream, new BodyContentHandler(-1), metadata, context);
        }
        assertEquals("leaf.vhd", metadata.get(VhdProperties.LAYER_NAME));
        return metadata;
    }

    private static byte[] fixed(FooterForm form) {
        byte[] boot = new byte[512];
        boot[0] = (byte) 0xEB;
        boot[2] = (byte) 0x90;
        boot[510] = 0x55;
        boot[511] = (byte) 0xAA;
        return DiskImage.fixed(SIZE)
                .own(0, 1, SectorContent.bytes(boot, 0))
                .footerForm(form)
                .build()
                .toBytes();
    }

    private static long count(TestChain chain, int owner) {
        long count = 0;
        for (int one : chain.owners()) {
            if (one == owner) {
                count++;
            }
        }
        return count;
    }

    private static String placeOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }

    private static String indexOf(String kind) throws Exception {
        StringBuilder all = new StringBuilder();
        ClassLoader loader = Tika4Test.class.getClassLoader();
        for (URL index : java.util.Collections.list(loader.getResources("META-INF/tika/" + kind + ".idx"))) {
            try (InputStream stream = index.openStream()) {
                all.append(new String(stream.readAllBytes(), UTF_8));
            }
        }
        return all.toString();
    }
}

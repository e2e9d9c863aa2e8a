package io.github.vhdlayers.tika;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.chain.ParentResolver;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.tika.config.TikaConfig;
import org.apache.tika.exception.TikaConfigException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.CompositeParser;
import org.apache.tika.parser.ParseContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.helpers.DefaultHandler;

/** Settings: for all documents by Tika's XML, and for one through its context. */
class VhdParserConfigTest {
    @TempDir(factory = KeptFolder.class)
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"VhdParser", "XmlVhdParser"})
    void isConfiguredByXml(String name) throws Exception {
        VhdParser parser = parserOf(
                name,
                """
                <param name="parentFolders" type="list"><string>%s</string><string>other</string></param>
                <param name="findParents" type="bool">false</param>
                <param name="orphans" type="string">refuse</param>
                <param name="maxRunsListed" type="int">5</param>
                <param name="maxRunsCounted" type="long">6000000000</param>
                <param name="examineBlocks" type="bool">false</param>
                <param name="examineResidue" type="bool">true</param>
                <param name="audit" type="bool">true</param>
                <param name="ownershipMap" type="bool">true</param>
                <param name="mergedImage" type="bool">true</param>
                <param name="partitionImages" type="bool">true</param>
                <param name="orphanParts" type="bool">true</param>
                <param name="maxOrphanParts" type="int">7</param>
                <param name="maxAttachmentBytes" type="long">8000000000</param>
                <param name="reader" type="string">java</param>
                <param name="journal" type="string">ignore</param>
                """
                        .formatted(folder));
        assertEquals(List.of(folder.toString(), "other"), parser.getParentFolders());
        VhdParserConfig settings = parser.copySettings();
        assertEquals(
                "false refuse 5 6000000000 false true true true true true true 7 8000000000",
                settings.isFindParents() + " " + settings.getOrphans() + " " + settings.getMaxRunsListed() + " "
                        + settings.getMaxRunsCounted() + " " + settings.isExamineBlocks() + " "
                        + settings.isExamineResidue() + " " + settings.isAudit() + " " + settings.isOwnershipMap() + " "
                        + settings.isMergedImage() + " " + settings.isPartitionImages() + " " + settings.isOrphanParts()
                        + " "
                        + settings.getMaxOrphanParts() + " " + settings.getMaxAttachmentBytes());
        assertEquals("java ignore", settings.getReader() + " " + settings.getJournal());
    }

    @Test
    void refusesReadersAndRulesThatAreNot() {
        VhdParserConfig config = new VhdParserConfig();
        assertThrows(IllegalArgumentException.class, () -> config.setReader("fls"));
        assertThrows(IllegalArgumentException.class, () -> config.setJournal("perhaps"));
        config.setReader("");
        assertEquals("", config.getReader());
        assertEquals("replay", config.getJournal());
    }

    @Test
    void refusesUnknownSettingOfXmlAtStart() {
        TikaConfigException failure = assertThrows(
                TikaConfigException.class,
                () -> parserOf("XmlVhdParser", "<param name=\"parentFolder\" type=\"string\">x</param>"));
        String message = String.valueOf(failure.getMessage());
        assertTrue(
                message.startsWith("VhdParser has no setting parentFolder; it has audit, deletedFiles, examine"),
                message);
        assertTrue(message.contains(", parentFolders"), message);
        TikaConfigException detector = assertThrows(
                TikaConfigException.class,
                () -> new TikaConfig(
                        xml(
                                "<detectors><detector class=\"io.github.vhdlayers.tika.XmlVhdDetector\"><params>"
                                        + "<param name=\"spool\" type=\"string\">never</param></params></detector></detectors>")));
        assertEquals("VhdDetector has no setting spool; it has spoolStreams", detector.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<param name=\"orphans\" type=\"string\">perhaps</param>",
                "<param name=\"maxRunsListed\" type=\"int\">-1</param>",
                "<param name=\"maxRunsListed\" type=\"string\">many</param>"
            })
    void refusesImpossibleValueOfXmlAtStart(String param) {
        assertThrows(TikaConfigException.class, () -> parserOf("VhdParser", param));
    }

    @Test
    void looksForNoParentsIfConfigured() throws Exception {
        Path leaf = chain().writeTo(folder).get(0);
        Metadata metadata = parse(leaf, config -> config.setFindParents(false), ParentResolver.none());
        assertEquals("not-searched", metadata.get(VhdProperties.PARENT_STATUS));
        String warning = metadata.get(TikaCoreProperties.TIKA_META_EXCEPTION_WARNING);
        assertNotNull(warning);
        assertTrue(warning.endsWith("findParents is off"), warning);
        assertEquals("found", parse(leaf, config -> {}, null).get(VhdProperties.PARENT_STATUS));
    }

    @Test
    void refusesAnOrphanIfConfigured() throws Exception {
        Path leaf = chain().writeTo(folder).get(0);
        Metadata metadata = new Metadata();
        ParseContext context = new ParseContext();
        context.set(ParentResolver.class, ParentResolver.none());
        VhdParser parser = new VhdParser();
        parser.setOrphans("refuse");
        try (TikaInputStream stream = TikaInputStream.get(leaf)) {
            TikaException failure = assertThrows(
                    TikaException.class, () -> parser.parse(stream, new DefaultHandler(), metadata, context));
            assertTrue(String.valueOf(failure.getMessage()).startsWith("parent missing"), failure.getMessage());
        }
        assertEquals("differencing", metadata.get(VhdProperties.TYPE));
        assertEquals("missing", metadata.get(VhdProperties.PARENT_STATUS));
        assertNull(metadata.get(VhdProperties.SECTORS_UNKNOWN));
    }

    /** These lines stand in docs/tika.md. */
    @Test
    void settingsAndAResolverMayBeThoseOfOneCall() throws Exception {
        Path leaf = chain().writeTo(folder).get(0);
        VhdParser parser = new VhdParser();
        ParentResolver resolver = ParentResolver.none();
        VhdParserConfig config = parser.copySettings();
        config.setMergedImage(true);
        ParseContext context = new ParseContext();
        context.set(VhdParserConfig.class, config);
        context.set(ParentResolver.class, resolver);
        Metadata metadata = new Metadata();
        try (TikaInputStream stream = TikaInputStream.get(leaf)) {
            parser.parse(stream, new DefaultHandler(), metadata, context);
        }
        assertEquals("missing", metadata.get(VhdProperties.PARENT_STATUS));
        assertFalse(parser.isMergedImage());
    }

    @Test
    void copyIsIndependent() {
        VhdParser parser = new VhdParser();
        parser.setMergedImage(true);
        VhdParserConfig copy = parser.copySettings();
        copy.setMergedImage(false);
        copy.setMaxAttachmentBytes(1);
        assertTrue(parser.isMergedImage());
        assertEquals(64L << 30, parser.getMaxAttachmentBytes());
    }

    private static Metadata parse(Path leaf, Consumer<VhdParserConfig> change, @Nullable ParentResolver resolver)
            throws Exception {
        VhdParserConfig config = new VhdParserConfig();
        change.accept(config);
        ParseContext context = new ParseContext();
        context.set(VhdParserConfig.class, config);
        if (resolver != null) {
            context.set(ParentResolver.class, resolver);
        }
        Metadata metadata = new Metadata();
        try (TikaInputStream stream = TikaInputStream.get(leaf)) {
            new VhdParser().parse(stream, new DefaultHandler(), metadata, context);
        }
        return metadata;
    }

    private static TestChain chain() {
        DiskImage base =
                DiskImage.dynamic(1 << 20).own(1, 5, SectorContent.pattern(1)).build();
        return TestChain.of(DiskImage.differencing(1 << 20).parent(base).build(), base);
    }

    private static VhdParser parserOf(String name, String params) throws Exception {
        TikaConfig config = new TikaConfig(xml("<parsers><parser class=\"io.github.vhdlayers.tika." + name
                + "\"><params>" + params + "</params></parser></parsers>"));
        return assertInstanceOf(
                VhdParser.class,
                ((CompositeParser) config.getParser()).getAllComponentParsers().get(0));
    }

    private static ByteArrayInputStream xml(String content) {
        return new ByteArrayInputStream(("<properties>" + content + "</properties>").getBytes(UTF_8));
    }
}

package io.github.vhdlayers.tika;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.BodyContentHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VHDX files: found by their first bytes alone, and parsed with their parents and logs. */
class VhdxTest {
    private static final VhdxImage BASE = VhdxImage.dynamic(2 << 20)
            .block(0, VhdxImage.FULL)
            .log(VhdxLogRecipe.dirty(3, VhdxLogRecipe.Entry.of(7, 0, VhdxLogRecipe.Change.right("table", 0, 4096))))
            .build();
    private static final VhdxImage CHILD = VhdxImage.differencing(2 << 20)
            .seed(2)
            .creator("Microsoft Windows 10.0")
            .parent(BASE, "base.vhdx")
            .block(0, VhdxImage.PARTIAL)
            .own(0, 8)
            .block(1, VhdxImage.UNMAPPED)
            .build();

    @TempDir
    private Path folder;

    @Test
    void isDetectedWithoutSpooling() throws Exception {
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, "disk.vhdx");
        try (TikaInputStream stream = TikaInputStream.get(new ByteArrayInputStream(BASE.toBytes()))) {
            assertEquals(
                    "application/x-vhdx",
                    new VhdDetector().detect(stream, metadata).toString());
            assertFalse(stream.hasFile());
        }
    }

    @Test
    void isParsedWithItsParentAndItsLog() throws Exception {
        BASE.writeTo(folder.resolve("base.vhdx"));
        Path leaf = CHILD.writeTo(folder.resolve("child.avhdx"));
        Metadata child = parse(leaf, new VhdParserConfig());
        assertEquals("vhdx", child.get(VhdProperties.FORMAT));
        assertEquals("differencing", child.get(VhdProperties.TYPE));
        assertEquals("found", child.get(VhdProperties.PARENT_STATUS));
        assertEquals("empty", child.get(VhdProperties.LOG));
        assertEquals("512", child.get(VhdProperties.LOGICAL_SECTOR_SIZE));
        assertEquals("1", child.get(VhdProperties.BLOCKS_TRIMMED));
        assertEquals("2", child.get(VhdProperties.HEADER_COPIES));
        assertEquals("relative_path .\\base.vhdx", child.get(VhdProperties.PARENT_LOCATOR));
        assertEquals(CHILD.dataWriteId(), "{" + child.get(VhdProperties.ID) + "}");
        assertEquals(BASE.dataWriteId(), "{" + child.get(VhdProperties.PARENT_ID) + "}");
        assertEquals(List.of("2056", "2040"), List.of(child.getValues(VhdProperties.LAYER_SECTORS_OWNED)));
        assertNull(child.get(VhdProperties.CREATED));
        assertNull(child.get(VhdProperties.GEOMETRY));
        Metadata base = parse(folder.resolve("base.vhdx"), new VhdParserConfig());
        assertEquals("replayed", base.get(VhdProperties.LOG));
        assertEquals("1", base.get(VhdProperties.LOG_PAGES));
        VhdParserConfig ignore = new VhdParserConfig();
        ignore.setLog("ignore");
        assertEquals("ignored", parse(folder.resolve("base.vhdx"), ignore).get(VhdProperties.LOG));
    }

    private static Metadata parse(Path file, VhdParserConfig config) throws Exception {
        ParseContext context = new ParseContext();
        context.set(VhdParserConfig.class, config);
        Metadata metadata = new Metadata();
        try (TikaInputStream stream = TikaInputStream.get(file, metadata)) {
            new VhdParser().parse(stream, new BodyContentHandler(-1), metadata, context);
        }
        return metadata;
    }
}

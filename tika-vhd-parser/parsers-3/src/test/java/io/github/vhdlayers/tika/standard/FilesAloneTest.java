package io.github.vhdlayers.tika.standard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.tika.VhdParser;
import io.github.vhdlayers.tika.VhdParserConfig;
import io.github.vhdlayers.tika.VhdProperties;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.BodyContentHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xml.sax.ContentHandler;

/** A file's document in an index, without that of its disk. */
class FilesAloneTest {
    private static final Path EVIDENCE = Path.of("..", "..", "samples", "evidence");
    private static final String LEAF_ID = "e1e1e1e1-e1e1-41e1-81e1-e1e1e1e1e102";
    private static final String MIDDLE_ID = "e1e1e1e1-e1e1-41e1-81e1-e1e1e1e1e101";

    private Path folder = Path.of("");

    /**
     * What a parse gave.
     *
     * @param disk the disk's own
     * @param files its files'
     */
    private record Given(Metadata disk, List<Metadata> files) {
        Metadata file(String path) {
            return files.stream()
                    .filter(one -> path.equals(one.get(VhdProperties.FILE_PATH)))
                    .findFirst()
                    .orElseThrow();
        }

        List<String> ids() {
            return files.stream()
                    .map(one -> Objects.requireNonNull(one.get(VhdProperties.FILE_ID)))
                    .toList();
        }
    }

    @BeforeEach
    void copyEvidence() throws IOException {
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "kept").toAbsolutePath()), "disks");
        for (String name : new String[] {"leaf.vhd", "middle.vhd", "base.vhd"}) {
            Files.copy(EVIDENCE.resolve(name), folder.resolve(name));
        }
    }

    private Given parse(VhdParserConfig config, long millisEach) throws Exception {
        List<Metadata> files = new ArrayList<>();
        ParseContext context = new ParseContext();
        context.set(VhdParserConfig.class, config);
        context.set(EmbeddedDocumentExtractor.class, new EmbeddedDocumentExtractor() {
            @Override
            public boolean shouldParseEmbedded(Metadata metadata) {
                return true;
            }

            @Override
            public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean html)
                    throws IOException {
                files.add(metadata);
                try {
                    TimeUnit.MILLISECONDS.sleep(millisEach);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        });
        Metadata disk = new Metadata();
        try (TikaInputStream stream = TikaInputStream.get(folder.resolve("leaf.vhd"))) {
            new VhdParser().parse(stream, new BodyContentHandler(-1), disk, context);
        }
        return new Given(disk, files);
    }

    @Test
    void aFileHasItsDiskAndTheOwnersOfItsSectors() throws Exception {
        Metadata september = parse(new VhdParserConfig(), 0).file("/accounts/september.csv");
        assertEquals(LEAF_ID, september.get(VhdProperties.FILE_DISK_ID));
        assertEquals(
                List.of(LEAF_ID + ":6", MIDDLE_ID + ":23"),
                List.of(september.getValues(VhdProperties.FILE_STORED_IN_LAYER_ID)));
        assertEquals("0", september.get(VhdProperties.FILE_SEQUENCE), "FAT keeps none");
    }

    @Test
    void givesEachFileADocumentIdThatStays() throws Exception {
        VhdParserConfig deleted = new VhdParserConfig();
        deleted.setDeletedFiles(true);
        Given first = parse(deleted, 0);
        assertEquals(first.ids(), parse(deleted, 0).ids());
        assertEquals(first.ids().size(), new HashSet<>(first.ids()).size(), first.ids()::toString);
        String key = first.disk.getValues(VhdProperties.LAYER_KEY)[0];
        assertTrue(first.ids().stream().allMatch(id -> id.startsWith(key + "-")), first.ids()::toString);
        assertEquals(3, first.disk.getValues(VhdProperties.LAYER_KEY).length);
    }

    @Test
    void aFileThatWasChangedInPlaceIsAnotherLayer() throws Exception {
        Given first = parse(new VhdParserConfig(), 0);
        Files.setLastModifiedTime(folder.resolve("leaf.vhd"), FileTime.from(Instant.parse("2026-10-01T00:00:00Z")));
        Given second = parse(new VhdParserConfig(), 0);
        assertNotEquals(first.ids(), second.ids());
        String[] before = first.disk.getValues(VhdProperties.LAYER_KEY);
        String[] after = second.disk.getValues(VhdProperties.LAYER_KEY);
        assertNotEquals(before[0], after[0]);
        assertEquals(before[1], after[1]);
    }

    @Test
    void aDiskWithoutTimeForItsFilesGivesItsOwnDocument() throws Exception {
        VhdParserConfig bounded = new VhdParserConfig();
        bounded.setMaxFilesSeconds(1);
        Given given = parse(bounded, 1100);
        assertEquals(1, given.files.size());
        assertEquals("false", given.disk.get(VhdProperties.FILES_COMPLETE));
        String problems = String.join("\n", given.disk.getValues(VhdProperties.FILES_PROBLEM));
        assertTrue(problems.contains("further files are left out: the files took more than 1 s"), problems);
        assertEquals("3", given.disk.get(VhdProperties.LAYERS));
        assertFalse(parse(new VhdParserConfig(), 0).disk.toString().contains("took more than"));
    }
}

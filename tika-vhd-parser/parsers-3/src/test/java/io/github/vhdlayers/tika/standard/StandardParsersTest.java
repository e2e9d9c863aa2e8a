package io.github.vhdlayers.tika.standard;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.tika.VhdParserConfig;
import io.github.vhdlayers.tika.VhdProperties;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.tika.MultiThreadedTikaTest;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The parser beside tika-parsers-standard-package, in the terms of Tika's own tests. */
class StandardParsersTest extends MultiThreadedTikaTest {
    private static final Path EVIDENCE = Path.of("..", "..", "samples", "evidence");

    private Path folder = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "kept").toAbsolutePath()), "disks");
    }

    @Test
    void readsDisksInsideZip() throws Exception {
        byte[] damaged = Files.readAllBytes(EVIDENCE.resolve("leaf.vhd"));
        damaged[512] = 0;
        Path zip = zip(Map.of(
                "leaf.vhd", Files.readAllBytes(EVIDENCE.resolve("leaf.vhd")),
                "damaged.vhd", damaged,
                "fixed.vhd",
                        DiskImage.fixed(3 << 20)
                                .own(9, 1, SectorContent.pattern(1))
                                .build()
                                .toBytes(),
                "gate.vhd", "library ieee;\nentity gate is\n".repeat(50).getBytes(US_ASCII),
                "zz.html", "<p>behind the disks</p>".getBytes(US_ASCII)));
        Map<String, Metadata> all = new HashMap<>();
        for (Metadata metadata : getRecursiveMetadata(zip, false)) {
            all.put(Objects.requireNonNullElse(metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY), ""), metadata);
        }
        assertEquals(6, all.size(), all.keySet().toString());
        Metadata leaf = named(all, "leaf.vhd");
        assertEquals("application/x-vhd", leaf.get("Content-Type"));
        assertEquals("not-searched", leaf.get(VhdProperties.PARENT_STATUS));
        assertNotNull(leaf.get(TikaCoreProperties.TIKA_META_EXCEPTION_WARNING));
        assertEquals("/leaf.vhd", leaf.get(TikaCoreProperties.EMBEDDED_RESOURCE_PATH));
        assertEquals("fixed", named(all, "fixed.vhd").get(VhdProperties.TYPE));
        assertEquals("text/x-vhdl", named(all, "gate.vhd").get("Content-Type").replaceAll(";.*", ""));
        Metadata broken = named(all, "damaged.vhd");
        assertEquals("differencing", broken.get(VhdProperties.TYPE), "what could be read is not lost");
        assertContains("corrupt VHD", broken.get(TikaCoreProperties.EMBEDDED_EXCEPTION));
        assertContains("behind the disks", named(all, "zz.html").get(TikaCoreProperties.TIKA_CONTENT));
    }

    @Test
    void attachmentsAreTypedAndNotTakenForPictures() throws Exception {
        VhdParserConfig config = new VhdParserConfig();
        config.setOwnershipMap(true);
        config.setMergedImage(true);
        config.setPartitionImages(true);
        ParseContext context = new ParseContext();
        context.set(VhdParserConfig.class, config);
        List<Metadata> all = getRecursiveMetadata(EVIDENCE.resolve("leaf.vhd"), context, false);
        // Tika's parser of CSV calls the map plain text, because it is not sure of the delimiter; the text is whole.
        assertEquals(
                List.of(
                        "application/x-vhd",
                        "text/plain",
                        "application/x-raw-disk-image",
                        "application/x-raw-disk-image",
                        "text/plain",
                        "text/plain",
                        "text/html",
                        "text/csv",
                        "text/csv"),
                all.stream()
                        .map(one -> one.get("Content-Type").replaceAll(";.*", ""))
                        .toList());
        assertContains("first_sector", all.get(1).get(TikaCoreProperties.TIKA_CONTENT));
        assertNull(all.get(2).get(TikaCoreProperties.EMBEDDED_EXCEPTION));
    }

    @Test
    void servesManyThreads() throws Exception {
        List<Path> files = new ArrayList<>();
        for (long seed : new long[] {3, 5, 8, 13}) {
            Path chain = Files.createDirectory(folder.resolve("seed" + seed));
            files.add(RandomChains.next(seed).writeTo(chain).get(0));
        }
        files.add(EVIDENCE.resolve("leaf.vhd"));
        int threads = 4;
        ParseContext[] contexts = new ParseContext[threads];
        for (int i = 0; i < threads; i++) {
            contexts[i] = new ParseContext();
        }
        testAll(new AutoDetectParser(), files.toArray(Path[]::new), contexts, threads, 4);
    }

    @Test
    void streamIsAsGoodAsFileButForTheParents() throws Exception {
        byte[] disk = DiskImage.dynamic(1 << 20)
                .own(5, 9, SectorContent.pattern(1))
                .build()
                .toBytes();
        Path file = Files.write(folder.resolve("disk.vhd"), disk);
        Metadata ofFile = getRecursiveMetadata(file, false).get(0);
        Metadata named = new Metadata();
        named.set(TikaCoreProperties.RESOURCE_NAME_KEY, "disk.vhd");
        Metadata ofStream;
        try (TikaInputStream stream = TikaInputStream.get(new ByteArrayInputStream(disk))) {
            ofStream = getRecursiveMetadata(stream, new AutoDetectParser(), named, new ParseContext(), false)
                    .get(0);
        }
        for (String key : ofFile.names()) {
            // A stream has no time of change, which is part of the key.
            if (key.startsWith("vhd:") && !key.equals(VhdProperties.LAYER_KEY.getName())) {
                assertArrayEquals(ofFile.getValues(key), ofStream.getValues(key), key);
            }
        }
        assertTrue(ofFile.names().length > 40);
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        Path zip = folder.resolve("case.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : entries.keySet().stream().sorted().toList()) {
                out.putNextEntry(new ZipEntry(name));
                out.write(Objects.requireNonNull(entries.get(name)));
            }
        }
        return zip;
    }

    private static Metadata named(Map<String, Metadata> documents, String name) {
        return Objects.requireNonNull(documents.get(name), name);
    }
}

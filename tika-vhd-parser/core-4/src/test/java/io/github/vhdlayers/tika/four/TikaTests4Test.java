package io.github.vhdlayers.tika.four;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.tika.VhdParserConfig;
import io.github.vhdlayers.tika.VhdProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.tika.MultiThreadedTikaTest;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.junit.jupiter.api.Test;

/** What Tika's own tests ask of a parser: strict XHTML, recursive metadata, many threads. */
class TikaTests4Test extends MultiThreadedTikaTest {
    private static final Path LEAF = Path.of("..", "..", "samples", "evidence", "leaf.vhd");

    @Test
    void givesAllDocumentsInTheirOrder() throws Exception {
        VhdParserConfig config = new VhdParserConfig();
        config.setOwnershipMap(true);
        config.setMergedImage(true);
        config.setPartitionImages(true);
        config.setAudit(true);
        ParseContext context = new ParseContext();
        context.set(VhdParserConfig.class, config);
        List<Metadata> all = getRecursiveMetadata(LEAF, context, false);
        assertEquals(
                List.of(
                        "leaf.vhd",
                        "leaf-ownership.csv",
                        "leaf-merged.img",
                        "leaf-partition-1.img",
                        "README.TXT",
                        "handbook.txt",
                        "plan.html",
                        "accounts/august.csv",
                        "accounts/september.csv"),
                all.stream()
                        .map(one -> one.get(TikaCoreProperties.RESOURCE_NAME_KEY))
                        .toList());
        Metadata leaf = all.get(0);
        assertEquals("48 64 40", leaf.get(VhdProperties.PARTITION_SECTORS_OWNED));
        assertEquals("10", leaf.get(VhdProperties.LEAF_SECTORS_CHANGED));
        assertContains("layer 0: 48, layer 1: 64", leaf.get(TikaCoreProperties.TIKA_CONTENT));
        assertEquals("FAT16", all.get(3).get(VhdProperties.PARTITION_FILE_SYSTEM));
    }

    @Test
    void textIsStrictXhtml() throws Exception {
        Metadata metadata = new Metadata();
        try (TikaInputStream stream = TikaInputStream.get(LEAF, metadata)) {
            XMLResult result = getXML(stream, new AutoDetectParser(), metadata);
            assertContains("<td>layer 2: base.vhd</td>", result.xml);
        }
    }

    @Test
    void servesManyThreads() throws Exception {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "kept").toAbsolutePath()), "disks");
        List<Path> files = new ArrayList<>();
        for (long seed : new long[] {3, 5, 8, 13}) {
            Path chain = Files.createDirectory(folder.resolve("seed" + seed));
            files.add(RandomChains.next(seed).writeTo(chain).get(0));
        }
        files.add(LEAF);
        int threads = 4;
        ParseContext[] contexts = new ParseContext[threads];
        for (int i = 0; i < threads; i++) {
            contexts[i] = new ParseContext();
        }
        testAll(new AutoDetectParser(), files.toArray(Path[]::new), contexts, threads, 4);
    }
}

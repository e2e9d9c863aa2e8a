package io.github.vhdlayers.tika;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.apache.tika.metadata.TikaCoreProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions in metadata, text and attachments, and what the leaf changed in them. */
class PartitionsTest {
    private static final int SECTOR = 512;
    private static final long SIZE = 1 << 20;

    @TempDir(factory = KeptFolder.class)
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @Test
    void listsThePartitionsOfTheSampleEvidence() throws Exception {
        Parses leaf = Parses.of(Path.of("..", "..", "samples", "evidence", "leaf.vhd"), new VhdParserConfig());
        assertEquals(List.of("mbr"), leaf.values(VhdProperties.PARTITION_TABLE));
        assertEquals(List.of("1"), leaf.values(VhdProperties.PARTITIONS));
        assertEquals(List.of("FAT16"), leaf.values(VhdProperties.PARTITION_FILE_SYSTEM));
        assertEquals(List.of("same"), leaf.values(VhdProperties.PARTITION_CHANGE));
        assertEquals(List.of("48 64 40"), leaf.values(VhdProperties.PARTITION_SECTORS_OWNED));
        assertEquals(List.of("0", "0", "1"), leaf.values(VhdProperties.LAYER_SECTORS_IN_TABLES));
        assertEquals(List.of("0", "0", "0"), leaf.values(VhdProperties.LAYER_SECTORS_IN_GAPS));
        assertEquals(List.of("true", "true", "true"), leaf.values(VhdProperties.LAYER_SECTORS_KNOWN));
        assertTrue(leaf.text().contains("layer 0: 48, layer 1: 64, layer 2: 40, unwritten: "), leaf.text());
    }

    @Test
    void reportsHowTheLeafChangedTheTable() throws Exception {
        TestChain chain = repartitioned();
        Parses leaf = Parses.of(chain.writeTo(folder).get(0), new VhdParserConfig());
        assertEquals(List.of("1", "2", "4"), leaf.values(VhdProperties.PARTITION_NUMBER));
        assertEquals(List.of("7", "83", "b"), leaf.values(VhdProperties.PARTITION_TYPE));
        assertEquals(List.of("63", "300", "1000"), leaf.values(VhdProperties.PARTITION_FIRST_SECTOR));
        assertEquals(List.of("100", "200", "48"), leaf.values(VhdProperties.PARTITION_SECTORS));
        assertEquals(List.of("same", "changed", "added"), leaf.values(VhdProperties.PARTITION_CHANGE));
        assertEquals(1, leaf.values(VhdProperties.PARTITION_REMOVED).size());
        assertTrue(leaf.values(VhdProperties.PARTITION_REMOVED).get(0).startsWith("partition 3, "));
        assertTrue(leaf.text().contains("Only the disk below the leaf has partition 3, "), leaf.text());
        assertEquals(
                List.of(owners(chain, 63, 100), owners(chain, 300, 200), owners(chain, 1000, 48)),
                leaf.values(VhdProperties.PARTITION_SECTORS_OWNED));
        assertEquals(
                List.of(count(chain, -1, 63, 100), count(chain, -1, 300, 200), count(chain, -1, 1000, 48)),
                leaf.values(VhdProperties.PARTITION_SECTORS_UNWRITTEN));
        assertEquals(List.of("1", "0"), leaf.values(VhdProperties.LAYER_SECTORS_IN_TABLES));
        assertEquals(List.of(gaps(chain, 0), gaps(chain, 1)), leaf.values(VhdProperties.LAYER_SECTORS_IN_GAPS));
    }

    @Test
    void countsOfADamagedLayerAreTheLeastOrUnknown() throws Exception {
        DiskImage base = DiskImage.dynamic(SIZE)
                .blockSize(65536)
                .own(0, 1, table(entry(7, 128, 256), entry(7, 1024, 256)))
                .own(128, 256, SectorContent.pattern(1))
                .own(1024, 256, SectorContent.pattern(2))
                .build();
        DiskImage leaf = DiskImage.differencing(SIZE)
                .blockSize(65536)
                .parent(base)
                .own(128, 128, SectorContent.pattern(3))
                .own(256, 5, SectorContent.pattern(4))
                .own(1024, 10, SectorContent.pattern(5))
                .build();
        Path file = TestChain.of(List.of(leaf, base)).writeTo(folder).get(0);
        byte[] bytes = Files.readAllBytes(file);
        int entries = (int) ByteBuffer.wrap(bytes).getLong(512 + 16);
        ByteBuffer.wrap(bytes).putInt(entries + 4, 1).putInt(entries + 4 * 8, 1);
        Files.write(file, bytes);
        VhdParserConfig config = new VhdParserConfig();
        config.setAudit(true);
        Parses parses = Parses.of(file, config);
        assertEquals(List.of("5", "252"), parses.values(VhdProperties.LAYER_SECTORS_OWNED));
        assertEquals(List.of("false", "false"), parses.values(VhdProperties.LAYER_SECTORS_KNOWN));
        assertEquals(List.of("5 123", "unknown 128"), parses.values(VhdProperties.PARTITION_SECTORS_OWNED));
        assertEquals(List.of("128", "128"), parses.values(VhdProperties.PARTITION_SECTORS_UNKNOWN));
        assertEquals(List.of("5", "unknown"), parses.values(VhdProperties.PARTITION_SECTORS_CHANGED));
        assertEquals(List.of("128", "128"), parses.values(VhdProperties.PARTITION_SECTORS_NOT_COMPARED));
        assertEquals(List.of("5"), parses.values(VhdProperties.LEAF_SECTORS_CHANGED));
        assertEquals(List.of("unknown"), parses.values(VhdProperties.LEAF_SECTORS_SAME));
        assertEquals(List.of("256"), parses.values(VhdProperties.LEAF_SECTORS_UNKNOWN));
        assertTrue(parses.text().contains("layer 0: at least 5, layer 1: at least 123, unknown: 128"), parses.text());
        assertTrue(parses.text().contains("layer 0: unknown, layer 1: at least 128, unknown: 128"), parses.text());
    }

    @Test
    void attachesEachPartition() throws Exception {
        TestChain chain = repartitioned();
        VhdParserConfig config = new VhdParserConfig();
        config.setPartitionImages(true);
        config.setMaxAttachmentBytes(150 * SECTOR);
        Parses leaf = Parses.of(chain.writeTo(folder).get(0), config);
        assertEquals(
                List.of("leaf-partition-1.img", "leaf-partition-4.img"),
                leaf.given().stream()
                        .map(one -> one.metadata().get(TikaCoreProperties.RESOURCE_NAME_KEY))
                        .toList());
        Parses.Given second = leaf.given().get(1);
        assertArrayEquals(bytes(chain, 1000, 48), second.bytes());
        assertEquals("partition-image", second.metadata().get(VhdProperties.ATTACHMENT));
        assertEquals("4", second.metadata().get(VhdProperties.PARTITION_NUMBER));
        assertEquals("added", second.metadata().get(VhdProperties.PARTITION_CHANGE));
        assertEquals("1000", second.metadata().get(VhdProperties.ATTACHMENT_FIRST_SECTOR));
        assertEquals(
                List.of("partition 2: its 102400 bytes are more than 76800"),
                leaf.values(VhdProperties.ATTACHMENT_LEFT_OUT));
    }

    @Test
    void attachesNoPartitionOfWhichSomethingIsUnknown() throws Exception {
        DiskImage base = DiskImage.dynamic(SIZE).build();
        DiskImage leaf = DiskImage.differencing(SIZE)
                .blockSize(65536)
                .parent(base)
                .own(0, 1, table(entry(7, 63, 100), entry(7, 300, 10), entry(7, 2000, 500)))
                .own(60, 110, SectorContent.pattern(2))
                .build();
        VhdParserConfig config = new VhdParserConfig();
        config.setPartitionImages(true);
        config.setAudit(true);
        TestChain chain = TestChain.of(leaf);
        Parses orphan = Parses.of(chain.writeTo(folder).get(0), config);
        assertEquals(1, orphan.given().size());
        assertArrayEquals(bytes(chain, 63, 100), orphan.given().get(0).bytes());
        assertEquals(
                List.of(
                        "partition 2: some of its sectors are unknown",
                        "partition 3: it reaches past the end of the disk"),
                orphan.values(VhdProperties.ATTACHMENT_LEFT_OUT));
        assertEquals(List.of("none", "none", "none"), orphan.values(VhdProperties.PARTITION_CHANGE));
        assertEquals(List.of("0", "10", "48"), orphan.values(VhdProperties.PARTITION_SECTORS_UNKNOWN));
        assertEquals(List.of("111"), orphan.values(VhdProperties.LEAF_SECTORS_UNKNOWN));
        assertTrue(orphan.values(VhdProperties.FINDING_CODE).contains("PARTITION_PAST_END"));
    }

    @Test
    void reportsWhatIsInPlaceOfATable() throws Exception {
        DiskImage base =
                DiskImage.dynamic(SIZE).own(0, 1, SectorContent.pattern(1)).build();
        assertEquals("unrecognised", tableOf(base));
        assertEquals("empty", tableOf(DiskImage.fixed(SIZE).build()));
        assertEquals(
                "unreadable", tableOf(DiskImage.differencing(SIZE).parent(base).build()));
    }

    @Test
    void listsNoMorePartitionsThanWindowsMakesRoomFor() throws Exception {
        int many = 300;
        DiskImage.Builder disk = DiskImage.dynamic(SIZE).own(0, 1, table(entry(5, 1, 2047)));
        for (int i = 0; i < many; i++) {
            byte[] next = i + 1 == many ? entry(0, 0, 0) : entry(5, 2 * (i + 1), 2);
            disk.own(1 + 2 * i, 1, table(1 + 2 * i, entry(0x83, 1, 1), next));
        }
        VhdParserConfig config = new VhdParserConfig();
        config.setPartitionImages(true);
        Parses parses = Parses.of(disk.build().writeTo(folder.resolve("many.vhd")), config);
        assertEquals(List.of("300"), parses.values(VhdProperties.PARTITIONS));
        assertEquals(128, parses.values(VhdProperties.PARTITION_NUMBER).size());
        assertEquals(128, parses.values(VhdProperties.PARTITION_SECTORS_OWNED).size());
        assertEquals(128, parses.given().size());
        assertEquals(List.of("partitions: 172 after the first 128"), parses.values(VhdProperties.ATTACHMENT_LEFT_OUT));
        assertTrue(parses.text().contains("172 more partitions are not listed."));
        assertEquals(List.of("301"), parses.values(VhdProperties.LAYER_SECTORS_IN_TABLES), "every link and the first");
    }

    @Test
    void showsOddNamesOfPartitionsSafely() throws Exception {
        ByteBuffer gpt = ByteBuffer.allocate(3 * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        gpt.put(446, entry(0xEE, 1, 2047)).put(510, (byte) 0x55).put(511, (byte) 0xAA);
        gpt.put(SECTOR, "EFI PART".getBytes(US_ASCII))
                .putInt(SECTOR + 8, 0x10000)
                .putInt(SECTOR + 12, 92);
        gpt.putLong(SECTOR + 24, 1)
                .putLong(SECTOR + 32, 2047)
                .putLong(SECTOR + 40, 34)
                .putLong(SECTOR + 48, 2000);
        gpt.putLong(SECTOR + 72, 2).putInt(SECTOR + 80, 4).putInt(SECTOR + 84, 128);
        gpt.putLong(2 * SECTOR, 1)
                .putLong(2 * SECTOR + 16, 2)
                .putLong(2 * SECTOR + 32, 40)
                .putLong(2 * SECTOR + 40, 49);
        String name = "a\u202Egpj.\uD800\n";
        for (int i = 0; i < name.length(); i++) {
            gpt.putChar(2 * SECTOR + 56 + 2 * i, name.charAt(i));
        }
        CRC32 entries = new CRC32();
        entries.update(gpt.array(), 2 * SECTOR, SECTOR);
        gpt.putInt(SECTOR + 88, (int) entries.getValue());
        CRC32 header = new CRC32();
        header.update(gpt.array(), SECTOR, 92);
        gpt.putInt(SECTOR + 16, (int) header.getValue());
        DiskImage disk = DiskImage.dynamic(SIZE)
                .own(0, 3, SectorContent.bytes(gpt.array(), 0))
                .build();
        Parses parses = Parses.of(disk.writeTo(folder.resolve("gpt.vhd")), new VhdParserConfig());
        assertEquals(List.of("gpt"), parses.values(VhdProperties.PARTITION_TABLE));
        assertEquals(List.of("a\\u202egpj.\\ud800\\u000a"), parses.values(VhdProperties.PARTITION_NAME));
        assertTrue(parses.text().contains("a\\u202egpj.\\ud800\\u000a"), parses.text());
        assertTrue(parses.values(VhdProperties.FINDING_CODE).contains("GPT_BACKUP_DAMAGED"));
    }

    @Test
    void auditAgreesWithTheOracle() throws Exception {
        VhdParserConfig config = new VhdParserConfig();
        config.setAudit(true);
        for (long seed : new long[] {3, 5, 21, 55}) {
            TestChain chain = RandomChains.next(seed);
            if (chain.layers().size() < 2) {
                continue;
            }
            TestChain below =
                    TestChain.of(chain.layers().subList(1, chain.layers().size()));
            long[] expected = new long[4];
            for (long sector = 0; sector < chain.sectors(); sector++) {
                if (chain.owner(sector) == 0) {
                    expected[verdict(chain, below, sector)]++;
                }
            }
            Path leaf = chain.writeTo(Files.createDirectory(folder.resolve("seed" + seed)))
                    .get(0);
            Parses parses = Parses.of(leaf, config);
            List<String> reported = new ArrayList<>(parses.values(VhdProperties.LEAF_SECTORS_CHANGED));
            reported.addAll(parses.values(VhdProperties.LEAF_SECTORS_SAME));
            reported.addAll(parses.values(VhdProperties.LEAF_SECTORS_ZEROED));
            reported.addAll(parses.values(VhdProperties.LEAF_SECTORS_ZERO_OVER_NONE));
            assertEquals(Arrays.stream(expected).mapToObj(Long::toString).toList(), reported, "seed " + seed);
            assertEquals(List.of("0"), parses.values(VhdProperties.LEAF_SECTORS_UNKNOWN));
            assertTrue(parses.text().contains("What the leaf changed"));
        }
    }

    /** 0 for changed, 1 for the same, 2 for zeroed, 3 for zeros over unwritten sectors. */
    private static int verdict(TestChain chain, TestChain below, long sector) {
        byte[] now = new byte[SECTOR];
        chain.sector(sector, now, 0);
        boolean zeros = Arrays.equals(now, new byte[SECTOR]);
        if (sector >= below.sectors() || below.owner(sector) == TestChain.UNWRITTEN) {
            return zeros ? 3 : 0;
        }
        byte[] before = new byte[SECTOR];
        below.sector(sector, before, 0);
        return Arrays.equals(now, before) ? 1 : zeros ? 2 : 0;
    }

    /** The base has partitions 1, 2 and 3; the leaf makes 2 larger, 3 goes and 4 comes. */
    private static TestChain repartitioned() {
        DiskImage base = DiskImage.dynamic(SIZE)
                .blockSize(65536)
                .own(0, 1, table(entry(7, 63, 100), entry(0x83, 300, 100), entry(7, 600, 50)))
                .own(63, 90, SectorContent.pattern(1))
                .own(290, 30, SectorContent.pattern(1))
                .build();
        DiskImage leaf = DiskImage.differencing(SIZE)
                .blockSize(65536)
                .parent(base)
                .own(0, 1, table(entry(7, 63, 100), entry(0x83, 300, 200), entry(0, 0, 0), entry(0xB, 1000, 48)))
                .own(150, 30, SectorContent.pattern(2))
                .own(990, 20, SectorContent.pattern(2))
                .build();
        return TestChain.of(leaf, base);
    }

    private String tableOf(DiskImage disk) throws Exception {
        VhdParserConfig alone = new VhdParserConfig();
        alone.setFindParents(false);
        Parses parses = Parses.of(disk.writeTo(folder.resolve(disk.kind() + ".vhd")), alone);
        return parses.values(VhdProperties.PARTITION_TABLE).get(0);
    }

    private static SectorContent table(byte[]... entries) {
        return table(0, entries);
    }

    private static SectorContent table(long sector, byte[]... entries) {
        ByteBuffer table = ByteBuffer.allocate(SECTOR);
        table.position(446);
        for (byte[] entry : entries) {
            table.put(entry);
        }
        table.put(510, (byte) 0x55).put(511, (byte) 0xAA);
        return SectorContent.bytes(table.array(), sector);
    }

    private static byte[] entry(int type, int first, int count) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(4, (byte) type)
                .putInt(8, first)
                .putInt(12, count)
                .array();
    }

    private static String owners(TestChain chain, long first, long count) {
        return IntStream.range(0, chain.layers().size())
                .mapToObj(layer -> count(chain, layer, first, count))
                .collect(Collectors.joining(" "));
    }

    private static String gaps(TestChain chain, int layer) {
        long gaps = Long.parseLong(count(chain, layer, 1, 62))
                + Long.parseLong(count(chain, layer, 163, 137))
                + Long.parseLong(count(chain, layer, 500, 500))
                + Long.parseLong(count(chain, layer, 1048, 1000));
        return Long.toString(gaps);
    }

    private static String count(TestChain chain, int owner, long first, long count) {
        long found = 0;
        for (long sector = first; sector < first + count; sector++) {
            found += chain.owner(sector) == owner ? 1 : 0;
        }
        return Long.toString(found);
    }

    private static byte[] bytes(TestChain chain, int first, int count) {
        byte[] bytes = new byte[count * SECTOR];
        for (int i = 0; i < count; i++) {
            chain.sector(first + i, bytes, i * SECTOR);
        }
        return bytes;
    }
}

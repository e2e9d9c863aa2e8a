package io.github.vhdlayers.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.testkit.ChainParameters;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.OwnerRun;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.testkit.VhdxImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows beside the answers of the disks' writers. */
class TableRowsTest {
    private static final Path EVIDENCE = Path.of("..", "samples", "evidence");
    private static final int CHAINS = 12;

    @TempDir
    Path folder;

    private List<LabDisk> lab() throws IOException {
        return Lab.list(List.of(folder));
    }

    private LabDisk leaf(String path) throws IOException {
        return lab().stream()
                .filter(disk -> disk.paths().get(0).endsWith(path))
                .findFirst()
                .orElseThrow();
    }

    private List<Row> rows(RowRequest request, LabDisk disk) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (LabFiles files = new LabFiles()) {
            TableRows.write(request, disk, files, FileSystemReaders.named("java"), rows::add);
        }
        return rows;
    }

    private void copyEvidence() throws IOException {
        for (String name : new String[] {"leaf.vhd", "middle.vhd", "base.vhd"}) {
            Files.copy(EVIDENCE.resolve(name), folder.resolve(name));
        }
    }

    @Test
    void everyRowHasTheColumnsOfItsTableInTheirOrder() throws IOException {
        copyEvidence();
        Files.write(folder.resolve("damaged.vhd"), damaged());
        RandomChains.next(5).writeTo(Files.createDirectories(folder.resolve("random")));
        for (RowTable table : RowTable.values()) {
            List<String> columns = table.columns().stream().map(Column::name).toList();
            int seen = 0;
            for (LabDisk disk : lab()) {
                for (Row row : rows(RowRequest.all(table), disk)) {
                    assertEquals(columns, List.copyOf(row.columns().keySet()), table::toString);
                    assertNotNull(row.get(table.keyColumn()));
                    seen++;
                }
            }
            assertTrue(seen >= lab().size(), table::toString);
        }
    }

    @Test
    void runsHaveTheOwnersThatTheWriterGave() throws IOException {
        for (int seed = 1; seed <= CHAINS; seed++) {
            TestChain chain = RandomChains.next(seed, ChainParameters.HEALTHY);
            Path place = Files.createDirectories(folder.resolve("chain" + seed));
            String name = chain.writeTo(place).get(0).getFileName().toString();
            LabDisk disk = leaf("chain" + seed + place.getFileSystem().getSeparator() + name);
            List<String> keys = Objects.requireNonNull(disk.chain()).keys();
            long at = 0;
            List<Row> rows = rows(RowRequest.all(RowTable.RUNS), disk);
            for (Row row : rows) {
                assertEquals(at, row.get("first_sector"));
                at += number(row, "sectors");
            }
            assertEquals(chain.sectors(), at);
            int i = 0;
            for (OwnerRun run : chain.runs()) {
                long sector = run.firstSector();
                while (number(rows.get(i), "first_sector") + number(rows.get(i), "sectors") <= sector) {
                    i++;
                }
                Row row = rows.get(i);
                switch (run.owner()) {
                    case TestChain.UNWRITTEN -> assertEquals("unwritten", row.get("kind"));
                    case TestChain.UNKNOWN -> assertEquals("unknown", row.get("kind"));
                    default -> assertEquals(keys.get(run.owner()), row.get("owner_key"));
                }
            }
        }
    }

    @Test
    void blocksHaveTheHashOfWhatTheLayerOwns() throws Exception {
        for (int seed = 1; seed <= CHAINS; seed++) {
            TestChain chain = RandomChains.next(seed, ChainParameters.HEALTHY);
            Path place = Files.createDirectories(folder.resolve("chain" + seed));
            List<Path> written = chain.writeTo(place);
            for (int layer = 0; layer < written.size(); layer++) {
                DiskImage image = chain.layers().get(layer);
                Path file = written.get(layer);
                LabDisk disk = leaf(file.toString());
                Map<Long, String> expected = new TreeMap<>();
                Map<Long, MessageDigest> digests = new TreeMap<>();
                long block =
                        blockSectors(rows(RowRequest.all(RowTable.LAYERS), disk).get(0), image);
                byte[] sector = new byte[512];
                for (long at = 0; at < image.sectors(); at++) {
                    if (image.owns(at)) {
                        image.content(at, sector, 0);
                        digest(digests, at / block).update(sector);
                    }
                }
                digests.forEach(
                        (number, digest) -> expected.put(number, HexFormat.of().formatHex(digest.digest())));
                Map<Long, String> found = new TreeMap<>();
                for (Row row : rows(RowRequest.all(RowTable.BLOCKS), disk)) {
                    assertNull(row.get("error"), row::toString);
                    found.put(number(row, "block"), String.valueOf(row.get("sha256")));
                }
                assertEquals(expected, found, "seed " + seed + " layer " + layer);
            }
        }
    }

    private static MessageDigest digest(Map<Long, MessageDigest> digests, long block) throws Exception {
        MessageDigest digest = digests.get(block);
        if (digest == null) {
            digest = MessageDigest.getInstance("SHA-256");
            digests.put(block, digest);
        }
        return digest;
    }

    private static long blockSectors(Row layer, DiskImage image) {
        return Objects.equals(layer.get("type"), "fixed") ? 4096 : image.blockSize() / 512;
    }

    @Test
    void partsOfALargeDiskGiveWhatTheWholeGives() throws IOException {
        DiskImage base = DiskImage.dynamic(5L << 30)
                .own(7, 9000, SectorContent.pattern(1))
                .own((1L << 21) - 3, 6, SectorContent.pattern(2))
                .own(3L << 21, 100, SectorContent.pattern(3))
                .build();
        DiskImage child = DiskImage.differencing(5L << 30)
                .own((2L << 21) - 1, 1, SectorContent.pattern(4))
                .own(9_000_000, 10, SectorContent.pattern(5))
                .build();
        String name = TestChain.of(child, base).writeTo(folder).get(0).toString();
        VhdxImage parent = VhdxImage.dynamic(3 << 20).build();
        VhdxImage.differencing(3 << 20)
                .parent(parent, "parent.vhdx")
                .block(0, VhdxImage.ZERO)
                .block(1, VhdxImage.FULL)
                .block(2, VhdxImage.ZERO)
                .build()
                .writeTo(folder.resolve("zeros.vhdx"));
        for (LabDisk disk : List.of(leaf(name), leaf("zeros.vhdx"))) {
            for (RowTable table : List.of(RowTable.RUNS, RowTable.BLOCKS)) {
                List<String> parts = new ArrayList<>();
                for (long part = 0; part < 6; part++) {
                    RowRequest request = RowRequest.all(table)
                            .withSectors(part * RowRequest.PART_SECTORS, (part + 1) * RowRequest.PART_SECTORS);
                    rows(request, disk).forEach(row -> parts.add(row.toString()));
                }
                List<String> whole = rows(RowRequest.all(table), disk).stream()
                        .map(Row::toString)
                        .toList();
                assertEquals(whole, parts);
                assertTrue(whole.size() > 1);
            }
        }
    }

    @Test
    void blocksThatAreZerosByTheirEntryAreARowWithoutAHash() throws IOException {
        VhdxImage.differencing(4 << 20)
                .parent(VhdxImage.dynamic(4 << 20).build(), "parent.vhdx")
                .block(1, VhdxImage.ZERO)
                .block(2, VhdxImage.ZERO)
                .build()
                .writeTo(folder.resolve("zeros.vhdx"));
        List<Row> rows = rows(RowRequest.all(RowTable.BLOCKS), leaf("zeros.vhdx"));
        assertEquals(1, rows.size(), rows::toString);
        assertEquals(true, rows.get(0).get("zero"));
        assertNull(rows.get(0).get("sha256"));
    }

    @Test
    void sectorsOfAnOrphansParentAreUnknown() throws IOException {
        Files.copy(EVIDENCE.resolve("leaf.vhd"), folder.resolve("leaf.vhd"));
        Row row = rows(RowRequest.all(RowTable.DISKS), leaf("leaf.vhd")).get(0);
        assertEquals(false, row.get("complete"));
        assertNull(row.get("base_key"));
        assertEquals("parent-not-found", row.get("parent_status"));
        assertTrue(number(row, "unknown_sectors") > 0);
        boolean unknown = false;
        for (Row run : rows(RowRequest.all(RowTable.RUNS), leaf("leaf.vhd"))) {
            if (Objects.equals(run.get("kind"), "unknown")) {
                unknown = true;
                assertNull(run.get("owner_index"));
                assertEquals("missing-parent", run.get("cause"));
            }
        }
        assertTrue(unknown);
    }

    @Test
    void whatNoColumnAsksForIsNotRead() throws IOException {
        copyEvidence();
        LabDisk disk = leaf("leaf.vhd");
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
        Row cheap = rows(RowRequest.all(RowTable.DISKS).withColumns(Set.of("path", "depth")), disk)
                .get(0);
        assertNull(cheap.get("error"));
        assertEquals(3L, cheap.get("depth"));
        Row dear = rows(RowRequest.all(RowTable.DISKS), disk).get(0);
        assertNotNull(dear.get("error"));
        assertNull(dear.get("runs"));
    }

    @Test
    void aDamagedDiskIsARowWithItsErrorInEveryTable() throws IOException {
        Files.write(folder.resolve("damaged.vhd"), damaged());
        LabDisk disk = leaf("damaged.vhd");
        for (RowTable table : RowTable.values()) {
            List<Row> rows = rows(RowRequest.all(table), disk);
            assertEquals(1, rows.size());
            assertEquals(disk.errorCode(), rows.get(0).get("error_code"), table::toString);
            assertNotNull(rows.get(0).get("error_code"));
            assertNotNull(rows.get(0).get("error"));
        }
    }

    @Test
    void copiesAreOneLayerWithTwoPathsAndTwoDisks() throws IOException {
        Files.copy(EVIDENCE.resolve("base.vhd"), folder.resolve("one.vhd"));
        Files.copy(EVIDENCE.resolve("base.vhd"), folder.resolve("two.vhd"));
        for (String name : new String[] {"one.vhd", "two.vhd"}) {
            Files.setLastModifiedTime(folder.resolve(name), FileTime.fromMillis(1_700_000_000_000L));
        }
        List<LabDisk> lab = lab();
        assertEquals(1, lab.size());
        assertEquals(2, lab.get(0).paths().size());
        assertEquals(2, rows(RowRequest.all(RowTable.DISKS), lab.get(0)).size());
    }

    @Test
    void partitionsHaveTheirOwnersAndWhatTheLeafChanged() throws IOException {
        copyEvidence();
        List<Row> rows = rows(RowRequest.all(RowTable.PARTITIONS), leaf("leaf.vhd"));
        long partitions = rows.stream()
                .filter(row -> Objects.equals(row.get("region"), "partition"))
                .count();
        assertTrue(partitions > 0);
        long owned = 0;
        for (Row row : rows) {
            owned += number(row, "owned_sectors");
            assertTrue(number(row, "changed_sectors") <= number(row, "owned_sectors"));
        }
        Row disk = rows(RowRequest.all(RowTable.DISKS), leaf("leaf.vhd")).get(0);
        assertEquals(number(disk, "own_sectors"), owned);
    }

    @Test
    void aDamagedDiskHasNoCountsThatItsFileDoesNotContain() throws IOException {
        DiskImage base = DiskImage.dynamic(1 << 20)
                .blockSize(1 << 16)
                .own(0, 2048, SectorContent.pattern(1))
                .build();
        DiskImage child = DiskImage.differencing(1 << 20)
                .blockSize(1 << 16)
                .parent(base)
                .own(0, 300, SectorContent.pattern(2))
                .build();
        TestChain.of(List.of(child, base)).writeTo(folder, List.of("child.vhd", "base.vhd"));
        misplace(folder.resolve("base.vhd"), 10);
        Row whole = rows(RowRequest.all(RowTable.DISKS), leaf("child.vhd")).get(0);
        assertEquals(300L, whole.get("own_sectors"));
        assertNull(whole.get("below_sectors"));
        assertEquals(128L, whole.get("unknown_sectors"));
        Row below = rows(RowRequest.all(RowTable.DISKS), leaf("base.vhd")).get(0);
        assertNull(below.get("own_sectors"));
        assertEquals(0L, below.get("below_sectors"));
        assertEquals(
                300L,
                rows(RowRequest.all(RowTable.PARTITIONS), leaf("child.vhd"))
                        .get(0)
                        .get("owned_sectors"));
        misplace(folder.resolve("child.vhd"), 1);
        Row damaged = rows(RowRequest.all(RowTable.DISKS), leaf("child.vhd")).get(0);
        assertNull(damaged.get("own_sectors"));
        assertNull(damaged.get("below_sectors"));
        assertEquals(256L, damaged.get("unknown_sectors"));
        assertNull(rows(RowRequest.all(RowTable.PARTITIONS), leaf("child.vhd"))
                .get(0)
                .get("owned_sectors"));
    }

    private static void misplace(Path file, int block) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int table = (int) ByteBuffer.wrap(bytes).getLong(512 + 16);
        ByteBuffer.wrap(bytes).putInt(table + 4 * block, 1);
        Files.write(file, bytes);
    }

    @Test
    void sectorsBelowAnOrphanAreNotCounted() throws IOException {
        Files.copy(EVIDENCE.resolve("leaf.vhd"), folder.resolve("leaf.vhd"));
        Row row = rows(RowRequest.all(RowTable.DISKS), leaf("leaf.vhd")).get(0);
        assertTrue(number(row, "own_sectors") > 0);
        assertNull(row.get("below_sectors"));
        assertNull(row.get("unwritten_sectors"));
    }

    @Test
    void whatTheTakerThrowsIsThrown() throws IOException {
        copyEvidence();
        LabDisk disk = leaf("leaf.vhd");
        FileSystemReader reader = FileSystemReaders.named("java");
        IOException full = new IOException("full");
        try (LabFiles files = new LabFiles()) {
            assertEquals(
                    full,
                    assertThrows(
                            IOException.class,
                            () -> TableRows.write(RowRequest.all(RowTable.RUNS), disk, files, reader, row -> {
                                throw full;
                            })));
        }
    }

    private static long number(Row row, String column) {
        return (Long) Objects.requireNonNull(row.get(column), () -> column + " of " + row);
    }

    private static byte[] damaged() {
        byte[] bytes = DiskImage.dynamic(4 << 20)
                .own(0, 8, SectorContent.pattern(9))
                .build()
                .toBytes();
        bytes[512] = 0;
        return bytes;
    }
}

package io.github.vhdlayers.tool;

import static io.github.vhdlayers.tool.ToolRun.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.RealDisk;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that other people's programs divided, formatted and wrote to, as a chain; and what the tool says about it, against what
 * those programs say about raw disks that the tool exported.
 */
class RealProgramsTest {
    private static final long SECTORS = 24 << 11;

    @TempDir
    Path folder;

    private final List<byte[]> states = new ArrayList<>();

    @BeforeEach
    void skipWithoutPrograms() {
        String missing = InteropTools.missing(
                "sfdisk", "sgdisk", "mkfs.ntfs", "ntfscp", "mkfs.fat", "mcopy", "mke2fs", "fsstat", "cmp", "awk");
        assumeTrue(missing.isEmpty(), missing);
    }

    @Test
    void readsLogicalPartitionsAndAChildThatRepartitions() throws Exception {
        RealDisk disk = RealDisk.create(folder, SECTORS)
                .sfdisk(
                        """
                        label: dos
                        label-id: 0xcafe1234
                        start=63, size=20000, type=7, bootable
                        start=22528, size=26000, type=5
                        start=22591, size=9000, type=6
                        start=34000, size=14000, type=83
                        """)
                .format(63, 20_000, "mkfs.ntfs", "-q", "-F", "-f", "-p", "63", "-c", "4096")
                .format(22_591, 9000, "mkfs.fat", "-F", "16", "-s", "2")
                .format(34_000, 14_000, "mke2fs", "-q", "-F", "-t", "ext3", "-b", "1024");
        states.add(disk.bytes());
        Path text = Files.writeString(folder.resolve("text"), "Was war neu?\n".repeat(9000));
        disk.change(63, 20_000, "ntfscp", "-f", "VOLUME", text.toString(), "neu.txt");
        disk.change(22_591, 9000, "mcopy", "-i", "VOLUME", text.toString(), "::NEU.TXT");
        states.add(disk.bytes());
        disk.sgdisk("-Z").sgdisk("-n", "1:2048:+12M", "-t", "1:8300", "-c", "1:neu");
        disk.format(2048, 12 << 11, "mke2fs", "-q", "-F", "-t", "ext4");
        states.add(disk.bytes());
        // The programs date what they do with the time of now: a child that says that it is older would be in doubt.
        Path leaf =
                TestDisks.write(TestChain.ofStates(states, Instant.now().getEpochSecond() - DayOfNtfs.EPOCH), folder);
        requireSameTables(leaf);
        requireSameFileSystem(leaf, 1, 1, "Cluster Size", "Total Cluster Range: 0");
        requireSameFileSystem(leaf, 1, 5, "Cluster Size", "Total Cluster Range: 2");
        requireSameFileSystem(leaf, 1, 6, "Block Size", "Block Range: 0");
        requireSameFileSystem(leaf, 0, 1, "Block Size", "Block Range: 0");
        requireSameDifferences(leaf);
        requireClustersOfDifferences(leaf, 1, 1, 63);
        requireClustersOfDifferences(leaf, 1, 5, 22_591);
        JsonNode history = json("history", leaf, "--json");
        assertEquals("GPT", history.at("/layers/0/partition_table").textValue());
        assertEquals("MBR", history.at("/layers/1/partition_table").textValue());
        assertEquals("added", history.at("/layers/0/partition_changes/0/change").textValue());
        assertEquals(
                0, json("info", leaf, "--json").at("/partitions/0/since_layer").intValue());
    }

    @Test
    void gptWithThreeFileSystems() throws Exception {
        RealDisk disk = RealDisk.create(folder, SECTORS)
                .sgdisk("-n", "1:2048:+6M", "-t", "1:ef00", "-n", "2:0:+6M", "-t", "2:0700", "-n", "4:0:+6M");
        List<String[]> places = RealDisk.sgdiskPrint(disk.file()).stream()
                .map(line -> line.split(" ", -1))
                .toList();
        String[][] commands = {
            {"mkfs.fat", "-F", "16", "-s", "2"},
            {"mkfs.ntfs", "-q", "-F", "-f", "-s", "4096", "-c", "4096"},
            {"mke2fs", "-q", "-F", "-t", "ext4", "-b", "4096"}
        };
        for (int i = 0; i < commands.length; i++) {
            long first = Long.parseLong(places.get(i)[1]);
            disk.format(first, Long.parseLong(places.get(i)[2]) + 1 - first, commands[i]);
        }
        states.add(disk.bytes());
        Path text = Files.writeString(folder.resolve("text"), "Was war neu?\n".repeat(9000));
        disk.change(2048, 6 << 11, "mcopy", "-i", "VOLUME", text.toString(), "::NEU.TXT");
        disk.change(Long.parseLong(places.get(1)[1]), 6 << 11, "ntfscp", "-f", "VOLUME", text.toString(), "neu.txt");
        states.add(disk.bytes());
        Path leaf = TestDisks.write(TestChain.ofStates(states), folder);
        requireSameTables(leaf);
        requireSameFileSystem(leaf, 0, 1, "Cluster Size", "Total Cluster Range: 2");
        requireSameFileSystem(leaf, 0, 4, "Block Size", "Block Range: 0");
        // The Sleuth Kit does not read NTFS with sectors of 4 KiB on a disk with others.
        JsonNode ntfs = json("info", leaf, "--json").at("/partitions/1/volume");
        assertEquals("NTFS", ntfs.get("kind").textValue());
        assertEquals(4096, ntfs.at("/clusters/sector_bytes").intValue());
        assertEquals((6 << 8) - 1, ntfs.at("/clusters/cluster_count").intValue());
        requireSameDifferences(leaf);
        requireClustersOfDifferences(leaf, 0, 1, 2048);
        requireClustersOfDifferences(leaf, 0, 2, Long.parseLong(places.get(1)[1]));
    }

    private Path export(Path leaf, int layer) throws IOException {
        Path raw = folder.resolve("layer" + layer + ".raw");
        if (!Files.exists(raw)) {
            assertEquals(0, ToolRun.of("export", leaf, raw, "--as-of", layer).code());
        }
        return raw;
    }

    /** Every state's partitions, as sfdisk dumps them. */
    private void requireSameTables(Path leaf) throws IOException {
        for (int layer = 0; layer < states.size(); layer++) {
            List<String> ours = new ArrayList<>();
            for (JsonNode one : json("info", leaf, "--as-of", layer, "--json").get("partitions")) {
                ours.add(one.get("number") + " " + one.get("first_sector") + " " + one.get("sector_count") + " "
                        + one.get("type_id").textValue() + " "
                        + one.get("id").asText("").replace("null", ""));
            }
            assertEquals(RealDisk.sfdiskDump(export(leaf, layer)), ours);
        }
    }

    private void requireSameFileSystem(Path leaf, int layer, int partition, String size, String range)
            throws IOException {
        JsonNode clusters = json("clusters", leaf, partition, "--as-of", layer, "--json");
        JsonNode info = json("info", leaf, "--as-of", layer, "--json");
        JsonNode found = StreamSupport.stream(info.get("partitions").spliterator(), false)
                .filter(one -> one.get("number").intValue() == partition)
                .findFirst()
                .orElseThrow();
        String said = InteropTools.run(
                        folder,
                        "fsstat",
                        "-o",
                        found.get("first_sector").toString(),
                        export(leaf, layer).toString())
                .requireSuccess()
                .text();
        assertEquals(
                number(said, size + ": (\\d+)"), clusters.get("cluster_bytes").longValue());
        assertEquals(
                number(said, range + " - (\\d+)"),
                clusters.get("first_cluster").longValue()
                        + clusters.get("cluster_count").longValue()
                        - 1);
        String kind = "file system type: " + clusters.get("volume").textValue().toLowerCase(Locale.ROOT);
        assertTrue(said.toLowerCase(Locale.ROOT).contains(kind), said);
    }

    /** Comparisons and audits of every two neighbouring states, as cmp sees the raw disks. */
    private void requireSameDifferences(Path leaf) throws IOException {
        for (int layer = 0; layer + 1 < states.size(); layer++) {
            Path now = export(leaf, layer);
            Path before = export(leaf, layer + 1);
            String list = "cmp -l " + now + " " + before + " | awk '{ print int(($1 - 1) / 512) }' | uniq";
            Set<Long> expected = new TreeSet<>();
            InteropTools.run(folder, "sh", "-c", list).text().lines().forEach(line -> expected.add(Long.valueOf(line)));
            assertTrue(expected.size() > 10);
            Path raw = before;
            for (String[] pair : new String[][] {
                {leaf + "@" + layer, leaf + "@" + (layer + 1)},
                {leaf + "@" + layer, raw.toString()},
                {now.toString(), leaf + "@" + (layer + 1)},
                {now.toString(), raw.toString()}
            }) {
                ToolRun compared = ToolRun.of("compare", pair[0], pair[1], "--format", "csv");
                assertEquals(1, compared.code(), compared.err());
                assertEquals(expected, sectors(compared, Set.of()));
            }
            assertEquals(0, ToolRun.of("compare", now, leaf + "@" + layer).code());
            ToolRun audit = ToolRun.of("audit", leaf, "--layer", layer, "--format", "csv");
            assertEquals(expected, sectors(audit, Set.of("same", "zero-over-none")));
        }
    }

    /** A cluster is the layer's, or mixed, if cmp finds a difference in it, and only then. */
    private void requireClustersOfDifferences(Path leaf, int layer, int partition, long firstSector)
            throws IOException {
        Set<Long> changed = new HashSet<>(
                TestChain.differing(states.get(states.size() - 1 - layer), states.get(states.size() - 2 - layer)));
        JsonNode clusters = json("clusters", leaf, partition, "--as-of", layer, "--json");
        assertTrue(clusters.get("first_cluster_sector").longValue() >= firstSector);
        long whole = 0;
        long mixed = 0;
        for (JsonNode run : clusters.get("runs")) {
            long first = run.get("first_sector").longValue();
            long count = run.get("sector_count").longValue();
            long inside = changed.stream()
                    .filter(sector -> sector >= first && sector < first + count)
                    .count();
            String owner = run.get("owner").textValue();
            if (owner.equals(Integer.toString(layer))) {
                assertEquals(count, inside);
                whole++;
            } else if (run.at("/masks/" + layer).isTextual()) {
                assertEquals(
                        inside,
                        Long.bitCount(Long.parseUnsignedLong(
                                run.at("/masks/" + layer).textValue().substring(2), 16)));
                mixed++;
            } else {
                assertEquals(0, inside);
            }
        }
        assertTrue(whole > 0 && mixed > 0, whole + " whole, " + mixed + " mixed");
    }

    private static Set<Long> sectors(ToolRun run, Set<String> without) {
        Set<Long> sectors = new TreeSet<>();
        for (String line : run.out().lines().skip(1).toList()) {
            String[] row = line.split(",", -1);
            for (long i = 0; i < Long.parseLong(row[1]) && !without.contains(row[2]); i++) {
                sectors.add(Long.parseLong(row[0]) + i);
            }
        }
        return sectors;
    }

    private static long number(String said, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(said);
        assertTrue(matcher.find(), said);
        return Long.parseLong(matcher.group(1));
    }
}

package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vhdlayers.testkit.RawDisk;
import io.github.vhdlayers.testkit.TestChain;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Owners by cluster, against the owners of the sectors. */
class ClustersCommandTest {
    private static final String HEADER = "first_cluster,cluster_count,first_sector,sector_count,owner,masks";

    @TempDir
    Path folder;

    /** First cluster, its sector, sectors in a cluster and clusters, as the boot sectors were written. */
    @ParameterizedTest
    @CsvSource({
        "false, 1, 0, 63, 8, 999",
        "false, 5, 2, 8260, 2, 4451",
        "true, 1, 2, 137, 2, 4451",
        "true, 2, 0, 9050, 8, 749",
        "true, 4, 0, 15050, 8, 500"
    })
    void everyClusterEqualsTheOracle(boolean gpt, int partition, int firstCluster, int firstSector, int per, int count)
            throws Exception {
        TestChain chain = gpt ? ChangedDisks.gpt() : ChangedDisks.written();
        Path leaf = TestDisks.write(chain, folder);
        for (int layer = 0; layer < chain.layers().size(); layer++) {
            List<String> lines = ToolRun.of("clusters", leaf, partition, "--as-of", layer, "--format", "csv")
                    .well()
                    .out()
                    .lines()
                    .toList();
            assertEquals(HEADER, lines.get(0));
            int at = 0;
            for (String line : lines.subList(1, lines.size())) {
                String[] row = line.split(",", -1);
                assertEquals(firstCluster + at, Integer.parseInt(row[0]));
                int clusters = Integer.parseInt(row[1]);
                assertEquals(firstSector + at * per, Integer.parseInt(row[2]));
                assertEquals(clusters * per, Integer.parseInt(row[3]));
                for (int i = 0; i < clusters; i++) {
                    checkCluster(chain.asOf(layer), layer, firstSector + (at + i) * per, per, row[4], row[5]);
                }
                at += clusters;
            }
            assertEquals(count, at);
        }
        String csv = ToolRun.of("clusters", leaf, partition, "--format", "csv").out();
        assertTrue(csv.contains(",mixed,"), csv);
    }

    private static void checkCluster(TestChain view, int top, int first, int sectors, String owner, String masks) {
        int[] owners = new int[sectors];
        Arrays.setAll(owners, i -> view.owner(first + i));
        if (Arrays.stream(owners).distinct().count() == 1) {
            assertEquals(name(owners[0], top), owner, "cluster at sector " + first);
            assertEquals("", masks);
            return;
        }
        assertEquals("mixed", owner, "cluster at sector " + first);
        String[] found = new String[sectors];
        for (String mask : masks.split(";", -1)) {
            String[] pair = mask.split("=0x", -1);
            BigInteger bits = new BigInteger(pair[1], 16);
            assertEquals((sectors + 7) / 8 * 2, pair[1].length());
            for (int i = 0; i < bits.bitLength(); i++) {
                if (bits.testBit(i)) {
                    assertEquals(null, found[i], "no sector is counted twice");
                    found[i] = pair[0];
                }
            }
        }
        for (int i = 0; i < sectors; i++) {
            assertEquals(name(owners[i], top), found[i]);
        }
    }

    private static String name(int owner, int top) {
        return owner == TestChain.UNWRITTEN ? "unwritten" : Integer.toString(owner + top);
    }

    @Test
    void everyFormatHasTheSameRuns() throws Exception {
        Path leaf = TestDisks.write(ChangedDisks.written(), folder);
        // Layer 1 wrote sectors 120 to 140, layer 0 then 125 and 126: in clusters of 8 sectors from sector 63 on, 7 to
        // 9.
        String csv = ToolRun.of("clusters", leaf, 1, "--format", "csv", "--from", 7, "--count", 4)
                .well()
                .out();
        assertEquals(
                HEADER
                        + "\n7,1,119,8,mixed,2=0x01;1=0x3e;0=0xc0\n8,1,127,8,1,\n9,1,135,8,mixed,1=0x3f;2=0xc0\n10,1,143,8,2,\n",
                csv);
        JsonNode json = ToolRun.json("clusters", leaf, 1, "--json", "--from", 7, "--count", 4);
        assertEquals(4, json.get("runs").size());
        assertEquals("0x3e", json.at("/runs/0/masks/1").textValue());
        assertTrue(json.at("/runs/1/masks").isNull());
        assertEquals(2, json.at("/counts/mixed").longValue());
        assertEquals(1, json.at("/counts/2").longValue());
        assertEquals(63, json.at("/first_cluster_sector").longValue());
        assertEquals(4096, json.at("/cluster_bytes").longValue());
        assertEquals(999, json.at("/cluster_count").longValue());
        String text = ToolRun.of("clusters", leaf, 1, "--from", 7, "--count", 4)
                .well()
                .out();
        assertTrue(text.contains("mixed  2=0x01;1=0x3e;0=0xc0\n"), text);
        assertTrue(
                text.contains(
                        """
                        Partition 1, NTFS: clusters of 4096 bytes, 0 to 998, the first at sector 63
                        layer 1: 1, layer 2: 1, mixed: 2
                        """),
                text);
    }

    @Test
    void whatHasNoClustersIsRefused() throws Exception {
        Path leaf = TestDisks.write(ChangedDisks.written(), folder);
        ToolRun.of("clusters", leaf, 3).failed(2, "partition 3", "1, 2, 5, 6");
        ToolRun.of("clusters", leaf, 2).failed(2, "an extended partition has no clusters");
        ToolRun.of("clusters", leaf, 6).failed(2, "no clusters are known of unrecognised");
        ToolRun.of("clusters", leaf, 1, "--from", 1000).failed(2, "clusters 0 to 998");
        ToolRun.of("clusters", leaf, 5, "--from", 0).failed(2, "clusters 2 to 4452");
        ToolRun.of("clusters", leaf, 1, "--from", 990, "--count", 10).failed(2, "--count 10");
        ToolRun.of("clusters", leaf, 1, "--as-of", 3).failed(2, "layers 0 to 2");
        ToolRun.of("clusters", leaf, 1, "--json", "--format", "csv").failed(2, "exclude each other");
        Path plain = TestDisks.writeChain(Files.createDirectory(folder.resolve("plain")));
        ToolRun.of("clusters", plain, 0).failed(2, "no partitions");
    }

    @Test
    void anOrphansOtherClustersAreUnknown() throws Exception {
        RawDisk base = new RawDisk(2000).pattern(1500, 8, 1);
        RawDisk child =
                base.copy().entry(0, 0, 7, 63, 1900).ntfs(63, 1900, 512, 8).pattern(71, 20, 2);
        Path leaf = TestDisks.write(TestChain.ofStates(List.of(base.array(), child.array())), folder);
        Files.delete(folder.resolve("base.vhd"));
        ToolRun.of("clusters", leaf, 1).failed(5, "--orphan");
        String csv = ToolRun.of("clusters", leaf, 1, "--orphan", "--format", "csv")
                .well()
                .out();
        assertEquals(
                HEADER
                        + """

                        0,1,63,8,mixed,0=0x01;unknown=0xfe
                        1,2,71,16,0,
                        3,1,87,8,mixed,0=0x0f;unknown=0xf0
                        4,233,95,1864,unknown,
                        """,
                csv);
    }
}

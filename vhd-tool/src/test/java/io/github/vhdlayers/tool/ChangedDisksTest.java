package io.github.vhdlayers.tool;

import static io.github.vhdlayers.tool.ToolRun.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vhdlayers.testkit.TestChain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an examiner asks about partitioned disks that a chain changed: where, by whom, and since when. */
class ChangedDisksTest {
    @TempDir
    Path folder;

    private static TestChain chain(String name) {
        return switch (name) {
            case "written" -> ChangedDisks.written();
            case "gpt" -> ChangedDisks.gpt();
            default -> ChangedDisks.repartitioned();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"written", "gpt", "repartitioned"})
    void auditsComparisonsAndSumsByRegionEqualTheOracle(String name) throws Exception {
        TestChain chain = chain(name);
        Path leaf = TestDisks.write(chain, folder);
        int layers = chain.layers().size();
        for (int layer = 0; layer < layers; layer++) {
            AuditCommandTest.requireOracle(chain, layer, leaf);
            JsonNode info = json("info", leaf, "--as-of", layer, "--json");
            JsonNode audit = json("audit", leaf, "--layer", layer, "--json");
            assertEquals(info.get("regions").size(), audit.get("regions").size());
            int[] owners = chain.asOf(layer).owners();
            for (int i = 0; i < info.get("regions").size(); i++) {
                requireOwners(owners, layer, info.get("regions").get(i));
                JsonNode counted = audit.get("regions").get(i);
                long sum = 0;
                for (JsonNode count : counted.get("counts")) {
                    sum += count.longValue();
                }
                assertEquals(
                        info.get("regions").get(i).at("/owned_sectors/" + layer).longValue(), sum);
            }
            for (int other = 0; other < layers; other++) {
                CompareCommandTest.requireOracle(
                        chain.asOf(layer),
                        chain.asOf(other),
                        ToolRun.of("compare", leaf + "@" + layer, leaf + "@" + other, "--format", "csv"));
            }
        }
    }

    private static void requireOwners(int[] owners, int top, JsonNode region) {
        long[] sums = new long[region.get("owned_sectors").size() + 1];
        int first = region.get("first_sector").intValue();
        for (int sector = first; sector < first + region.get("sector_count").intValue(); sector++) {
            sums[owners[sector] < 0 ? 0 : owners[sector] + top + 1]++;
        }
        assertEquals(sums[0], region.get("unwritten_sectors").longValue());
        for (int layer = 0; layer + 1 < sums.length; layer++) {
            assertEquals(sums[layer + 1], region.get("owned_sectors").get(layer).longValue());
        }
    }

    @Test
    void logicalPartitionsAndNtfsAtSector63() throws Exception {
        Path leaf = TestDisks.write(ChangedDisks.written(), folder);
        JsonNode info = json("info", leaf, "--json");
        assertEquals(
                List.of(
                        "1 primary 63+8000 7 NTFS 0:63 4096*999 since 2",
                        "2 extended 8100+11000 5 since 2",
                        "5 logical 8163+9000 6 FAT16 2:8260 1024*4451 since 2",
                        "6 logical 17263+1000 83 unrecognised since 2"),
                partitions(info));
        assertEquals("MBR", info.get("partition_table").textValue());
        assertEquals("0xcafe1234", info.get("table_id").textValue());
        assertEquals(
                List.of(
                        "master boot record 0+1",
                        "gap 1+62",
                        "partition 1 63+8000",
                        "gap 8063+37",
                        "extended boot record 8100+1",
                        "gap 8101+62",
                        "partition 5 8163+9000",
                        "gap 17163+37",
                        "extended boot record 17200+1",
                        "gap 17201+62",
                        "partition 6 17263+1000",
                        "gap 18263+1737"),
                regions(info));
        // The three sectors in the gap before the first partition are distinguished.
        assertEquals(3, info.at("/regions/1/owned_sectors/1").longValue());
        String text = ToolRun.of("info", leaf).well().out();
        assertTrue(text.contains("MBR, 0xcafe1234\n"), text);
        assertTrue(text.contains("clusters of 4096 bytes, 0 to 998, the first at sector 63\n"), text);
        String partition = "sectors 63 to 8062 (8000), NTFS, exFAT or HPFS (7), holds NTFS, serial ";
        assertTrue(text.contains(partition), text);
        assertTrue(
                text.substring(text.indexOf(partition))
                        .lines()
                        .findFirst()
                        .orElse("")
                        .endsWith(", bootable"),
                text);
    }

    @Test
    void gptWithThreeFileSystems() throws Exception {
        Path leaf = TestDisks.write(ChangedDisks.gpt(), folder);
        JsonNode info = json("info", leaf, "--json");
        assertEquals(
                List.of(
                        "1 gpt 40+9000 c12a7328-f81f-11d2-ba4b-00a0c93ec93b FAT16 2:137 1024*4451 since 1",
                        "2 gpt 9050+6000 ebd0a0a2-b9e5-4433-87c0-68b6b72699c7 NTFS 0:9050 4096*749 since 1",
                        "4 gpt 15050+4000 0fc63daf-8483-4772-8e79-3d69d8477de4 ext4 0:15050 4096*500 since 1"),
                partitions(info));
        assertEquals(4096, info.at("/partitions/1/volume/clusters/sector_bytes").longValue());
        assertEquals("Daten", info.at("/partitions/1/label").textValue());
        assertEquals("sound", info.at("/gpt_copies/0/state").textValue());
        assertEquals("sound", info.at("/gpt_copies/1/state").textValue());
        assertTrue(info.at("/gpt_copies/1/header_checksum/valid").booleanValue());
        assertEquals(
                ChangedDisks.SECTORS - 1, info.at("/gpt_copies/1/header_sector").longValue());
        String text = ToolRun.of("info", leaf).well().out();
        assertTrue(text.contains("primary copy        sound, header in sector 1, used\n"), text);
    }

    @Test
    void aChildThatRepartitionedTheDisk() throws Exception {
        Path leaf = TestDisks.write(ChangedDisks.repartitioned(), folder);
        JsonNode now = json("info", leaf, "--json");
        assertEquals("GPT", now.get("partition_table").textValue());
        assertEquals(
                List.of("1 gpt 2048+8000 0fc63daf-8483-4772-8e79-3d69d8477de4 ext4 0:2048 4096*1000 since 0"),
                partitions(now));
        String text = ToolRun.of("info", leaf).well().out();
        assertTrue(text.contains("only since layer 0; the layers below have no such partition\n"), text);
        JsonNode before = json("info", leaf, "--as-of", 1, "--json");
        assertEquals("MBR", before.get("partition_table").textValue());
        assertEquals(4, before.get("partitions").size());
        assertEquals(
                "1 primary 63+8000 7 NTFS 0:63 4096*999 since 2",
                partitions(before).get(0));
        JsonNode history = json("history", leaf, "--no-files", "--json");
        assertEquals(
                List.of("added 1", "removed 1", "removed 2", "removed 5", "removed 6"),
                changes(history.at("/layers/0/partition_changes")));
        assertEquals(
                List.of("same 1", "same 2", "same 5", "same 6"), changes(history.at("/layers/1/partition_changes")));
        assertEquals(
                List.of("added 1", "added 2", "added 5", "added 6"),
                changes(history.at("/layers/2/partition_changes")));
        assertEquals(21, history.at("/layers/1/audit/counts/changed").longValue());
        assertTrue(history.at("/layers/2/audit").isNull());
        String reported = ToolRun.of("history", leaf, "--no-files").well().out();
        assertTrue(reported.contains("table      GPT; below it was MBR\n"), reported);
        assertTrue(reported.contains("removed    partition 5 at sector 8163, 9000 sectors, "), reported);
        assertTrue(
                reported.contains("partition 1 (NTFS)           owned           21  differ           21\n"), reported);
    }

    private static List<String> partitions(JsonNode info) {
        List<String> all = new ArrayList<>();
        for (JsonNode one : info.get("partitions")) {
            JsonNode volume = one.get("volume");
            JsonNode clusters = volume.path("clusters");
            all.add(one.get("number") + " " + one.get("kind").textValue() + " " + one.get("first_sector") + "+"
                    + one.get("sector_count") + " " + one.get("type_id").textValue()
                    + (volume.isNull() ? "" : " " + volume.get("kind").textValue())
                    + (clusters.isObject()
                            ? " " + clusters.get("first_cluster") + ":" + clusters.get("first_sector") + " "
                                    + clusters.get("cluster_bytes") + "*" + clusters.get("cluster_count")
                            : "")
                    + " since " + one.get("since_layer"));
        }
        return all;
    }

    private static List<String> regions(JsonNode info) {
        List<String> all = new ArrayList<>();
        for (JsonNode one : info.get("regions")) {
            all.add(one.get("name").textValue() + " " + one.get("first_sector") + "+" + one.get("sector_count"));
        }
        return all;
    }

    private static List<String> changes(JsonNode changes) {
        List<String> all = new ArrayList<>();
        for (JsonNode one : changes) {
            JsonNode partition = one.get("newer").isNull() ? one.get("older") : one.get("newer");
            all.add(one.get("change").textValue() + " " + partition.get("number"));
        }
        return all;
    }
}

package io.github.vhdlayers.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.regions.ClusterMap;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.partition.ClusterGeometry;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.partition.Volume;
import io.github.vhdlayers.tool.map.ClusterTally;
import io.github.vhdlayers.tool.map.SectorMasks;
import io.github.vhdlayers.tool.options.DiskOptions;
import io.github.vhdlayers.tool.options.FormatOptions;
import io.github.vhdlayers.tool.options.QuietOption;
import io.github.vhdlayers.tool.output.Column;
import io.github.vhdlayers.tool.output.ExitCode;
import io.github.vhdlayers.tool.output.FindingInfo;
import io.github.vhdlayers.tool.output.Listing;
import io.github.vhdlayers.tool.output.RunFormat;
import io.github.vhdlayers.tool.output.Table;
import io.github.vhdlayers.tool.terminal.ProgressLine;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vhd clusters}: who owns which clusters of a volume. */
@Command(
        name = "clusters",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  vhd clusters leaf.vhd 1 --format csv --from 2 --count 100"},
        description = {
            "Prints which layer owns which clusters of a partition's volume (NTFS, FAT, exFAT; blocks of ext2, 3 and 4), as runs.",
            "The owner is a layer's number, 'unwritten' (not stored in this chain), 'unknown', or 'mixed': a single cluster with sectors of "
                    + "several owners. Its masks are hexadecimal; their lowest bit stands for the cluster's first sector of 512 "
                    + "bytes."
        })
final class ClustersCommand implements Callable<Integer> {
    private final Streams streams;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DiskOptions disk = new DiskOptions();

    @Parameters(
            index = "1",
            arity = "1",
            paramLabel = "PARTITION",
            description = "a partition's number, as 'vhd info' shows it; 0 for a volume that is the whole disk")
    private int number;

    @Option(
            names = "--as-of",
            paramLabel = "LAYER",
            description = "the disk as this layer left it, with the partitions it had (default: 0, FILE itself)")
    private int asOf;

    @Option(names = "--from", paramLabel = "CLUSTER", description = "start at this cluster (default: the first one)")
    private @Nullable Long from;

    @Option(names = "--count", paramLabel = "N", description = "this many clusters (default: up to the last one)")
    private @Nullable Long count;

    @Mixin
    private FormatOptions format = new FormatOptions();

    @Mixin
    private QuietOption quiet = new QuietOption();

    ClustersCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        try (VirtualDisk opened = disk.open()) {
            MergedSource view = disk.asOf(opened, asOf);
            Partition partition = partition(PartitionTable.read(view));
            ClusterMap map = ClusterMap.of(view, partition);
            ClusterMap.Cursor clusters = clusters(map);
            ClusterTally tally = new ClusterTally();
            Listing listing =
                    Listing.begin(streams.textOut(format.format() == RunFormat.text), format.format(), "clusters");
            listing.field(Listing.DOUBTS, FindingInfo.of(disk.doubts()));
            Table<ClusterMap.Run> table = listing.table("runs", columns(map));
            long begin = from == null ? map.firstCluster() : from;
            long many = count == null ? map.endCluster() - begin : count;
            long clusterBytes = map.geometry().clusterBytes();
            try (ProgressLine progress = quiet.lineBesideText(streams, "clusters", many * clusterBytes)) {
                while (clusters.next()) {
                    ClusterMap.Run run = clusters.current();
                    tally.add(run);
                    table.row(run);
                    progress.accept((run.firstCluster() + run.clusterCount() - begin) * clusterBytes);
                }
            }
            listing.end(text(partition, map, tally), fields(view, partition, map, tally));
        }
        return ExitCode.OK;
    }

    private static List<Column<ClusterMap.Run>> columns(ClusterMap map) {
        return List.of(
                Column.<ClusterMap.Run>number("first_cluster", ClusterMap.Run::firstCluster)
                        .right(14),
                Column.<ClusterMap.Run>number("cluster_count", ClusterMap.Run::clusterCount)
                        .right(14)
                        .behind(" "),
                Column.<ClusterMap.Run>number("first_sector", ClusterMap.Run::firstSector)
                        .right(14)
                        .behind(" "),
                Column.<ClusterMap.Run>number("sector_count", ClusterMap.Run::sectorCount)
                        .right(14)
                        .behind(" "),
                Column.<ClusterMap.Run>word("owner", ClusterTally::ownerOf).behind("  "),
                Column.<ClusterMap.Run>map("masks", run -> run.isMixed() ? SectorMasks.of(map, run) : null)
                        .behind("  "));
    }

    private Partition partition(PartitionTable table) {
        List<Partition> all = table.partitions();
        Partition found = all.stream()
                .filter(partition -> partition.number() == number)
                .findFirst()
                .orElseThrow(() -> usage("partition " + number + ": the disk has "
                        + (all.isEmpty()
                                ? "no partitions"
                                : "the partitions "
                                        + all.stream()
                                                .map(one -> Integer.toString(one.number()))
                                                .collect(Collectors.joining(", ")))));
        Volume volume = found.volume();
        if (volume == null || volume.clusters() == null) {
            throw usage("partition " + number + ": "
                    + (volume == null
                            ? "an extended partition has no clusters"
                            : "no clusters are known of " + volume.kind())
                    + "; 'vhd info' shows what is there");
        }
        return found;
    }

    private ClusterMap.Cursor clusters(ClusterMap map) {
        long first = from == null ? map.firstCluster() : from;
        if (first < map.firstCluster() || first > map.endCluster()) {
            throw refuse("--from " + first, map);
        }
        long many = count == null ? map.endCluster() - first : count;
        if (many < 0 || many > map.endCluster() - first) {
            throw refuse("--from " + first + " --count " + many, map);
        }
        return map.clusters(first, many);
    }

    private ParameterException refuse(String what, ClusterMap map) {
        return usage(what + ": the volume has the clusters " + map.firstCluster() + " to " + (map.endCluster() - 1));
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static String text(Partition partition, ClusterMap map, ClusterTally tally) {
        ClusterGeometry geometry = map.geometry();
        return "Partition " + partition.number() + ", " + kind(partition) + ": clusters of " + geometry.clusterBytes()
                + " bytes, " + map.firstCluster() + " to " + (map.endCluster() - 1) + ", the first at sector "
                + geometry.firstSector() + "\n" + tally + "\n";
    }

    private static String kind(Partition partition) {
        Volume volume = partition.volume();
        return volume == null ? "" : volume.kind().toString();
    }

    private static Map<String, Object> fields(
            MergedSource view, Partition partition, ClusterMap map, ClusterTally tally) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", SafeText.escape(view.chain().leaf().name()));
        fields.put("top_layer", view.topLayer());
        fields.put("partition", partition.number());
        fields.put("volume", kind(partition));
        fields.put("cluster_bytes", map.geometry().clusterBytes());
        fields.put("first_cluster", map.firstCluster());
        fields.put("cluster_count", map.endCluster() - map.firstCluster());
        fields.put("first_cluster_sector", map.geometry().firstSector());
        fields.put("counts", tally.counts());
        return fields;
    }
}

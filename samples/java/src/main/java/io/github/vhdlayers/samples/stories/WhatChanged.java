package io.github.vhdlayers.samples.stories;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.ComparisonReport;
import io.github.vhdlayers.analysis.compare.DiskComparison;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.regions.ClusterMap;
import io.github.vhdlayers.analysis.regions.PartitionOwnership;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.partition.ClusterGeometry;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.Volume;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** Prints where the newest layer's sectors are: in which partitions and clusters, and which of them differ from the parent's. */
public final class WhatChanged {
    private WhatChanged() {}

    /** {@code WhatChanged FILE}. */
    public static void main(String[] args) throws IOException {
        whatChanged(Path.of(args[0]), System.out);
    }

    static void whatChanged(Path file, PrintStream out) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(file)) {
            Progress progress = (done, total, bytes) -> !Thread.currentThread().isInterrupted();
            PartitionOwnership owners = PartitionOwnership.of(disk, progress);
            for (PartitionOwnership.Region one : owners.byRegion()) {
                out.println(one.name() + ": " + one.owners().sectorsOf(0) + " sectors are layer 0's");
                Partition partition = one.partition();
                Volume volume = partition == null ? null : partition.volume();
                ClusterGeometry geometry = volume == null ? null : volume.clusters();
                if (geometry != null) {
                    printClusters(disk, geometry, out);
                }
            }
            out.println("in all: " + owners.total().sectorsOf(0) + " sectors are layer 0's");
            if (disk.chain().layers().size() > 1) {
                printDifferences(disk, out);
            }
        }
    }

    private static void printClusters(VirtualDisk disk, ClusterGeometry geometry, PrintStream out) throws IOException {
        ClusterMap.Cursor clusters = ClusterMap.of(disk, geometry).clusters();
        while (clusters.next()) {
            ClusterMap.Run run = clusters.current();
            String owner = run.owner() == null ? "mixed" : run.owner().toString();
            out.println("  clusters " + run.firstCluster() + " to " + (run.endCluster() - 1) + ": " + owner);
        }
    }

    private static void printDifferences(VirtualDisk disk, PrintStream out) throws IOException {
        ComparisonReport report = DiskComparison.of(disk, disk.asOf(1))
                .scan(ScanOptions.defaults(), run -> out.println(run.kind() + " from sector " + run.firstSector()));
        out.println(report.sectors() + " sectors differ, " + report.bytesRead() + " bytes were read");
    }
}

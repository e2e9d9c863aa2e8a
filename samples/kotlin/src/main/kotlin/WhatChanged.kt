package io.github.vhdlayers.samples.kotlin

import io.github.vhdlayers.VirtualDisk
import io.github.vhdlayers.analysis.Attribution
import io.github.vhdlayers.analysis.ClusterMap
import io.github.vhdlayers.analysis.DiskComparison
import io.github.vhdlayers.analysis.DiskPartitions
import io.github.vhdlayers.analysis.RegionMap
import io.github.vhdlayers.analysis.ScanOptions
import java.io.PrintStream
import java.nio.file.Path
import kotlin.io.path.Path

/** `WhatChanged FILE`: prints where the newest layer's sectors are, and which of them differ from the parent's. */
object WhatChanged {
    @JvmStatic
    fun main(args: Array<String>) = whatChanged(Path(args[0]), System.out)
}

fun whatChanged(file: Path, out: PrintStream) {
    VirtualDisk.open(file).use { disk ->
        val regions = RegionMap.of(DiskPartitions.read(disk))
        val attribution = Attribution.of(disk, regions) { _, _, _ -> !Thread.currentThread().isInterrupted }
        for (one in attribution.byRegion) {
            out.println("${one.region.name}: ${one.owners.sectorsOf(0)} sectors are layer 0's")
            val geometry = one.region.partition?.volume?.clusters ?: continue
            for (run in ClusterMap.of(disk, geometry)) {
                out.println("  clusters ${run.firstCluster} to ${run.endCluster() - 1}: ${run.owner ?: "mixed"}")
            }
        }
        out.println("in all: ${attribution.total.sectorsOf(0)} sectors are layer 0's")
        if (disk.chain().layers().size > 1) {
            val report = DiskComparison.of(disk, disk.asOf(1)).run(ScanOptions.defaults()) { run ->
                out.println("${run.kind} from sector ${run.firstSector}")
            }
            out.println("${report.counts.total()} sectors differ, ${report.bytesRead} bytes were read")
        }
    }
}

package io.github.vhdlayers.samples.kotlin

import io.github.vhdlayers.VirtualDisk
import io.github.vhdlayers.analysis.regions.PartitionOwnership
import io.github.vhdlayers.analysis.regions.ClusterMap
import io.github.vhdlayers.analysis.compare.DiskComparison
import io.github.vhdlayers.analysis.compare.ScanOptions
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
        val owners = PartitionOwnership.of(disk) { _, _, _ -> !Thread.currentThread().isInterrupted }
        for (one in owners.byRegion) {
            out.println("${one.name}: ${one.owners.sectorsOf(0)} sectors are layer 0's")
            val geometry = one.partition?.volume?.clusters ?: continue
            for (run in ClusterMap.of(disk, geometry)) {
                out.println("  clusters ${run.firstCluster} to ${run.endCluster() - 1}: ${run.owner ?: "mixed"}")
            }
        }
        out.println("in all: ${owners.total.sectorsOf(0)} sectors are layer 0's")
        if (disk.chain().layers().size > 1) {
            val report = DiskComparison.of(disk, disk.asOf(1)).scan(ScanOptions.defaults()) { run ->
                out.println("${run.kind} from sector ${run.firstSector}")
            }
            out.println("${report.sectors()} sectors differ, ${report.bytesRead()} bytes were read")
        }
    }
}

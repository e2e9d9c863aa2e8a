package io.github.vhdlayers.samples.kotlin

import io.github.vhdlayers.VirtualDisk
import io.github.vhdlayers.io.RandomAccessSources
import io.github.vhdlayers.partition.PartitionTable
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.Path

/** `CopyPartition FILE NUMBER OUT [LAYER]`: copies a partition out of a chain, as it is now or as an older layer left it. */
object CopyPartition {
    @JvmStatic
    fun main(args: Array<String>) {
        copyPartition(Path(args[0]), args[1].toInt(), Path(args[2]), args.getOrNull(3)?.toInt() ?: 0)
    }
}

/** Copies it, and returns how many bytes that were. */
fun copyPartition(file: Path, number: Int, target: Path, layer: Int): Long =
    VirtualDisk.open(file).use { disk ->
        val view = disk.asOf(layer)
        val partition = PartitionTable.read(view).partitions().firstOrNull { it.number == number }
        requireNotNull(partition) { "no partition $number" }
        RandomAccessSources.inputStream(partition.on(view)).use { Files.copy(it, target) }
    }

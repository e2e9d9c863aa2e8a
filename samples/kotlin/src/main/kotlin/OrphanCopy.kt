package io.github.vhdlayers.samples.kotlin

import io.github.vhdlayers.VhdOptions
import io.github.vhdlayers.VirtualDisk
import io.github.vhdlayers.chain.OrphanPolicy
import io.github.vhdlayers.diag.ParentException
import io.github.vhdlayers.diag.VhdException
import io.github.vhdlayers.io.RandomAccessSources
import io.github.vhdlayers.ownership.OwnershipRun
import java.io.PrintStream
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.Path

/** Stands for unknown bytes in the copy, which cannot tell them from data: the list can. */
private const val FILL = 0xFE.toByte()

/** `OrphanCopy FILE OUT`: copies what is known of a disk with a missing parent, and lists what is unknown. */
object OrphanCopy {
    @JvmStatic
    fun main(args: Array<String>) = orphanCopy(Path(args[0]), Path(args[1]), System.out)
}

fun orphanCopy(file: Path, target: Path, out: PrintStream) {
    try {
        VirtualDisk.open(file).use { out.println("has all its parents: ${it.chain().layers().size} layers") }
    } catch (e: ParentException) {
        out.println("${e.code()}: ${e.code().advice()}")
        e.tried().forEach { out.println("tried ${it.cause()}") }
        copyKnown(file, target, out)
    } catch (e: VhdException) {
        out.println("${e.code()}: ${e.code().meaning()} ${e.code().advice()}")
    }
}

private fun copyKnown(file: Path, target: Path, out: PrintStream) {
    VirtualDisk.open(file, VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build()).use { disk ->
        RandomAccessSources.inputStream(disk.filled(FILL)).use { Files.copy(it, target) }
        val unknown = disk.ownership().filterIsInstance<OwnershipRun.Unknown>().sumOf { it.sectorCount() }
        out.println("unknown: $unknown of ${disk.sectors()} sectors")
    }
}

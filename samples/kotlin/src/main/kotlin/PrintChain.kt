package io.github.vhdlayers.samples.kotlin

import io.github.vhdlayers.VhdOptions
import io.github.vhdlayers.VirtualDisk
import io.github.vhdlayers.chain.ChainLink
import io.github.vhdlayers.chain.ChainLink.IdVerdict
import io.github.vhdlayers.chain.OrphanPolicy
import io.github.vhdlayers.chain.ParentCandidate
import io.github.vhdlayers.chain.ParentResolver
import java.io.PrintStream
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name

/** `PrintChain FILE FOLDER`: prints a chain; its parents are looked for in the folder. */
object PrintChain {
    @JvmStatic
    fun main(args: Array<String>) = printChain(Path(args[0]), sameNameIn(Path(args[1])), System.out)
}

fun printChain(file: Path, resolver: ParentResolver, out: PrintStream) {
    val options = VhdOptions.builder()
        .parentResolver(resolver)
        .orphans(OrphanPolicy.SERVE_KNOWN) // what only a missing parent knows is unknown, never zeros
        .build()
    VirtualDisk.open(file, options).use { disk ->
        for (layer in disk.chain().layers()) {
            val file = layer.file
            val made = file.created() ?: "at a time that a VHDX does not record"
            out.println("layer ${layer.index}: ${file.type()}, made $made, id ${file.uniqueId()}")
        }
        for (link in disk.chain().links()) {
            out.println("layer ${link.parentLayer()} ${verdict(link)} of layer ${link.childLayer}")
        }
        disk.chain().missingParent()?.let { missing ->
            out.println("the parent of layer ${missing.childLayer} is missing: ${missing.reference.baseNames()}")
        }
        for (finding in disk.findings()) {
            out.println("${finding.severity()}: ${finding.code.meaning()}")
        }
    }
}

private fun verdict(link: ChainLink) = when (link.id) {
    IdVerdict.MATCHES -> "is the parent"
    IdVerdict.MISMATCH_FORCED -> "was forced to be the parent"
    IdVerdict.CHANGED_SINCE_FORCED -> "was forced to be the parent, and was changed since"
    IdVerdict.RAW -> "is a raw file, taken for the parent"
}

/** A resolver of our own. The names come from the disk and are compared, never followed. */
fun sameNameIn(folder: Path) = ParentResolver { reference ->
    folder.listDirectoryEntries().filter { it.name in reference.baseNames() }.map(ParentCandidate::ofPath)
}

package io.github.vhdlayers.samples.kotlin

import io.github.vhdlayers.VirtualDisk
import io.github.vhdlayers.analysis.compare.LayerAudit
import io.github.vhdlayers.ownership.Owner
import java.io.PrintStream
import java.nio.file.Path
import kotlin.io.path.Path

/** `WhoOwnsWhat FILE`: prints which layer owns the disk's sectors, and what of the newest layer is really new. */
object WhoOwnsWhat {
    @JvmStatic
    fun main(args: Array<String>) = whoOwnsWhat(Path(args[0]), System.out)
}

fun whoOwnsWhat(file: Path, out: PrintStream) {
    VirtualDisk.open(file).use { disk ->
        for (run in disk.ownership()) {
            val owner = when (val owner = run.owner()) {
                is Owner.Layer -> "layer ${owner.index}"
                Owner.Unowned.UNWRITTEN -> "unwritten"
                Owner.Unowned.UNKNOWN -> "unknown"
            }
            out.println("sectors ${run.firstSector()} to ${run.endSector() - 1}: $owner")
        }
        val audit = LayerAudit.of(disk).scan()
        for (verdict in LayerAudit.Verdict.values()) {
            out.println("${audit.sectorsOf(verdict)} sectors ${inWords(verdict)}")
        }
    }
}

private fun inWords(verdict: LayerAudit.Verdict) = when (verdict) {
    LayerAudit.Verdict.CHANGED -> "changed"
    LayerAudit.Verdict.SAME -> "stored again, equal to the layer below"
    LayerAudit.Verdict.ZEROED -> "zeroed"
    LayerAudit.Verdict.ZERO_OVER_NONE -> "of zeros where nothing was"
    LayerAudit.Verdict.UNKNOWN -> "that cannot be compared"
}

package io.github.vhdlayers.samples.kotlin

import io.github.vhdlayers.VirtualDisk
import io.github.vhdlayers.diag.Finding
import io.github.vhdlayers.diag.LimitException
import io.github.vhdlayers.diag.ParentException
import io.github.vhdlayers.diag.VhdException
import java.io.IOException
import java.io.PrintStream
import java.nio.file.Path
import kotlin.io.path.Path

/** `WhatIsOdd FILE...`: prints for each file what is odd about it and its parents, or why it cannot be read, and what to do about it. */
object WhatIsOdd {
    @JvmStatic
    fun main(args: Array<String>) = args.forEach { whatIsOdd(Path(it), System.out) }
}

fun whatIsOdd(file: Path, out: PrintStream) {
    out.println("${file.fileName}:")
    try {
        VirtualDisk.open(file).use { disk ->
            disk.chain().layers().forEach { out.println("  layer ${it.index}: ${it.file.name()}") }
            print(disk.findings(), out)
            print(disk.examineBlocks(), out) // reads the tables whole, which opening does not
        }
    } catch (e: ParentException) {
        out.println("  a parent is missing, tried: ${e.tried().size}")
        print(e, out)
    } catch (e: LimitException) {
        out.println("  asks for ${e.needed()} where the limit is ${e.limit()}")
        print(e, out)
    } catch (e: VhdException) {
        print(e, out)
    } catch (e: IOException) {
        out.println("  the machine could not read it: ${e.javaClass.simpleName}")
    }
}

private fun print(findings: List<Finding>, out: PrintStream) {
    for (finding in findings) {
        val offset = finding.fileOffset?.let { " at $it" }.orEmpty()
        out.println("  ${finding.place()}$offset, ${finding.severity()} ${finding.code}")
        out.println("    ${finding.code.advice()}")
    }
}

private fun print(problem: VhdException, out: PrintStream) {
    out.println("  ${problem.code()}")
    out.println("    ${problem.code().advice()}")
}

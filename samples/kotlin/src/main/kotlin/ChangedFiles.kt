package io.github.vhdlayers.samples.kotlin

import io.github.vhdlayers.VirtualDisk
import io.github.vhdlayers.analysis.files.FileOwnership
import io.github.vhdlayers.analysis.files.LayerFiles
import io.github.vhdlayers.analysis.compare.ScanOptions
import io.github.vhdlayers.filesystem.FileSystemReaders
import io.github.vhdlayers.filesystem.WalkOptions
import java.io.PrintStream
import java.nio.file.Path
import kotlin.io.path.Path

private val CHANGED = setOf(FileOwnership.Status.NEW, FileOwnership.Status.CONTENT_CHANGED, FileOwnership.Status.DELETED)

/** `ChangedFiles FILE`: prints which files the newest layer created, changed and deleted. */
object ChangedFiles {
    @JvmStatic
    fun main(args: Array<String>) = changedFiles(Path(args[0]), System.out)
}

fun changedFiles(file: Path, out: PrintStream) {
    VirtualDisk.open(file).use { disk ->
        val report = LayerFiles.of(disk, 0, FileSystemReaders.find())
            .scan(WalkOptions.defaults(), ScanOptions.defaults()) { one, _ ->
                if (one.status in CHANGED) out.println("${one.printedPath()}: ${one.status}")
                true
            }
        report.problems.forEach(out::println)
    }
}

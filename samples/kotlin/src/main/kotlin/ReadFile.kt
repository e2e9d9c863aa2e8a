package io.github.vhdlayers.samples.kotlin

import io.github.vhdlayers.VirtualDisk
import io.github.vhdlayers.filesystem.FileSystemReaders
import io.github.vhdlayers.io.RandomAccessSources
import java.io.FileNotFoundException
import java.io.OutputStream
import java.nio.file.Path
import kotlin.io.path.Path

/** `ReadFile FILE PATH [LAYER]`: prints a file inside a disk, as it is now or as an older layer left it. */
object ReadFile {
    @JvmStatic
    fun main(args: Array<String>) = readFile(Path(args[0]), args[1], args.getOrElse(2) { "0" }.toInt(), System.out)
}

fun readFile(disk: Path, path: String, layer: Int, out: OutputStream) {
    VirtualDisk.open(disk).use { opened ->
        FileSystemReaders.open(opened.asOf(layer)).use { systems ->
            val file = systems.fileSystems().firstNotNullOfOrNull { systems.find(it, path) }
                ?: throw FileNotFoundException(path)
            systems.content(file).use { RandomAccessSources.inputStream(it).transferTo(out) }
        }
    }
}

package io.github.vhdlayers.samples.kotlin

import io.github.vhdlayers.VhdOptions
import io.github.vhdlayers.VirtualDisk
import io.github.vhdlayers.chain.ParentCandidate
import io.github.vhdlayers.chain.ParentResolver
import io.github.vhdlayers.io.RandomAccessSource
import io.github.vhdlayers.io.RandomAccessSources
import java.io.FileNotFoundException
import java.io.PrintStream
import java.nio.file.Path
import java.util.zip.ZipFile
import kotlin.io.path.Path

private val DISK = Regex(".*\\.(vhd|avhd|vhdx|avhdx)", RegexOption.IGNORE_CASE)

/** `DiskInZip ARCHIVE ENTRY`: opens a chain without unpacking the archive that it is in: a source and a resolver of our own. */
object DiskInZip {
    @JvmStatic
    fun main(args: Array<String>) = diskInZip(Path(args[0]), args[1], System.out)
}

fun diskInZip(archive: Path, entry: String, out: PrintStream) {
    ZipFile(archive.toFile()).use { zip ->
        // Any entry with the extension of a disk may be the parent: the id that the child records decides.
        val entries = ParentResolver {
            zip.entries().asSequence().map { it.name }.filter(DISK::matches)
                .map { name -> ParentCandidate.of(name) { source(zip, name) } }.asIterable()
        }
        VirtualDisk.open(source(zip, entry), VhdOptions.builder().parentResolver(entries).build()).use { disk ->
            disk.chain().layers().forEach { out.println("layer ${it.index()}: ${it.name()}") }
            out.println("bytes: ${disk.size()}")
            out.println("unwritten sectors: ${disk.ownership().summary().unwrittenSectors()}")
        }
    }
}

/** Small disks fit into memory; for large ones a source of your own can inflate blocks as they are asked for. */
private fun source(zip: ZipFile, name: String): RandomAccessSource {
    val entry = zip.getEntry(name) ?: throw FileNotFoundException(name)
    return RandomAccessSources.ofBytes(name, zip.getInputStream(entry).use { it.readAllBytes() })
}

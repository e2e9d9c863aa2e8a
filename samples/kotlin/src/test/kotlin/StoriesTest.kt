package io.github.vhdlayers.samples.kotlin

import io.github.vhdlayers.VirtualDisk
import java.io.ByteArrayOutputStream
import java.io.FileNotFoundException
import java.io.OutputStream
import java.io.PrintStream
import java.net.URI
import java.nio.file.FileSystems
import java.nio.file.Files
import java.nio.file.Path
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream
import kotlin.io.path.Path
import kotlin.io.path.outputStream
import kotlin.io.path.readText
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir

/** That the Kotlin sample tells the stories in the words of the Java one. */
class StoriesTest {
    @TempDir
    lateinit var folder: Path

    private val evidence = Path("../evidence")
    private val leaf = evidence.resolve("leaf.vhd")
    private val checkpoint by lazy {
        FileSystems.newFileSystem(Path("../evidence-vhdx/checkpoints.zip")).use { zip ->
            for (name in listOf("base.vhdx", "middle.avhdx", "leaf.avhdx")) {
                Files.copy(zip.getPath(name), folder.resolve(name))
            }
        }
        folder.resolve("leaf.avhdx")
    }

    @Test
    fun printsAChain() = assertSaid("chain.txt") { printChain(leaf, sameNameIn(evidence), it) }

    @Test
    fun printsAChainOfCheckpoints() = assertSaid("vhdx-chain.txt") {
        printChain(checkpoint, sameNameIn(checkpoint.parent), it)
    }

    @Test
    fun printsTheOtherStoriesOfCheckpoints() = assertSaid("vhdx-stories.txt") {
        whoOwnsWhat(checkpoint, it)
        whatChanged(checkpoint, it)
        changedFiles(checkpoint, it)
    }

    @Test
    fun printsWhatIsMissing() = assertSaid("orphan.txt") { printChain(leaf, sameNameIn(folder), it) }

    @Test
    fun printsTheOwnersOfSectors() = assertSaid("owners.txt") { whoOwnsWhat(leaf, it) }

    @Test
    fun printsWhatChanged() = assertSaid("changed.txt") { whatChanged(leaf, it) }

    @Test
    fun printsTheFilesThatTheLeafChanged() = assertSaid("files.txt") { changedFiles(leaf, it) }

    @Test
    fun copiesAPartitionAsALayerLeftIt() {
        val now = folder.resolve("now.raw")
        val before = folder.resolve("before.raw")
        assertEquals(8064L * 512, copyPartition(leaf, 1, now, 0))
        assertEquals(8064L * 512, copyPartition(leaf, 1, before, 1))
        assertEquals(1, Files.mismatch(now, before) / 512)
    }

    @Test
    fun printsAFileAsALayerLeftIt() {
        assertSaid("offer.txt") { readFile(leaf, "/letters/offer.txt", 1, it) }
        assertThrows<FileNotFoundException> { readFile(leaf, "/letters/offer.txt", 0, OutputStream.nullOutputStream()) }
    }

    @Test
    fun opensAChainInAnArchive() {
        val archive = folder.resolve("evidence.zip")
        ZipOutputStream(archive.outputStream()).use { zip ->
            for (name in listOf("leaf.vhd", "base.vhd", "middle.vhd", "README.md")) {
                zip.putNextEntry(ZipEntry("case/$name"))
                Files.copy(evidence.resolve(name), zip)
            }
        }
        assertSaid("zip.txt") { diskInZip(archive, "case/leaf.vhd", it) }
    }

    @Test
    fun copiesWhatIsKnownOfAnOrphan() {
        val alone = Files.copy(leaf, folder.resolve("leaf.vhd"))
        val target = folder.resolve("known.raw")
        assertSaid("known.txt") { orphanCopy(alone, target, it) }
        assertEquals(0xFE.toByte(), Files.readAllBytes(target)[0])
    }

    @Test
    fun printsWhatIsOddAndWhatToDo() = assertSaid("odd.txt") { out ->
        val damaged = folder.resolve("damaged.vhd")
        val bytes = Files.readAllBytes(leaf)
        bytes[8]++ // a byte of the footer's copy, which its checksum covers
        Files.write(damaged, bytes)
        for (name in listOf("middle.vhd", "base.vhd")) {
            Files.copy(evidence.resolve(name), folder.resolve(name))
        }
        whatIsOdd(leaf, out)
        whatIsOdd(damaged, out)
        Files.delete(folder.resolve("base.vhd"))
        whatIsOdd(damaged, out)
        whatIsOdd(evidence.resolve("README.md"), out)
        whatIsOdd(folder.resolve("gone.vhd"), out)
    }

    @Test
    fun servesRanges() = VirtualDisk.open(leaf).use { disk ->
        val server = serve(disk, 0)
        try {
            val connection = URI("http://127.0.0.1:${server.address.port}/disk").toURL().openConnection()
            connection.setRequestProperty("Range", "bytes=510-511")
            assertArrayEquals(byteArrayOf(0x55, 0xAA.toByte()), connection.getInputStream().use { it.readAllBytes() })
        } finally {
            server.stop(0)
        }
    }

    @Test
    fun refusesAPartitionThatIsNotThere() {
        assertThrows<IllegalArgumentException> { copyPartition(leaf, 7, folder.resolve("none.raw"), 0) }
    }

    private fun assertSaid(words: String, story: (PrintStream) -> Unit) {
        val said = ByteArrayOutputStream()
        PrintStream(said, true, Charsets.UTF_8).use(story)
        assertEquals(Path("../java/src/test/resources", words).readText(), said.toString(Charsets.UTF_8))
    }
}

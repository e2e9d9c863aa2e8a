package io.github.vhdlayers.samples.kotlin

import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.readText
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
    private val checkpoint = Path("../evidence-vhdx/leaf.avhdx")

    @Test
    fun printsAChain() = assertSaid("chain.txt") { printChain(leaf, sameNameIn(evidence), it) }

    @Test
    fun printsAChainOfCheckpoints() = assertSaid("vhdx-chain.txt") {
        printChain(checkpoint, sameNameIn(checkpoint.resolveSibling("")), it)
    }

    @Test
    fun tellsTheOtherStoriesOfCheckpointsToo() = assertSaid("vhdx-stories.txt") {
        whoOwnsWhat(checkpoint, it)
        whatChanged(checkpoint, it)
        changedFiles(checkpoint, it)
    }

    @Test
    fun printsWhatIsMissing() = assertSaid("orphan.txt") { printChain(leaf, sameNameIn(folder), it) }

    @Test
    fun tellsWhoOwnsWhat() = assertSaid("owners.txt") { whoOwnsWhat(leaf, it) }

    @Test
    fun tellsWhatChanged() = assertSaid("changed.txt") { whatChanged(leaf, it) }

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
    fun refusesAPartitionThatIsNotThere() {
        assertThrows<IllegalArgumentException> { copyPartition(leaf, 7, folder.resolve("none.raw"), 0) }
    }

    private fun assertSaid(words: String, story: (PrintStream) -> Unit) {
        val said = ByteArrayOutputStream()
        PrintStream(said, true, Charsets.UTF_8).use(story)
        assertEquals(Path("../java/src/test/resources", words).readText(), said.toString(Charsets.UTF_8))
    }
}

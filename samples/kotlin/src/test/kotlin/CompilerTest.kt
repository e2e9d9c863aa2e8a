package io.github.vhdlayers.samples.kotlin

import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Path
import kotlin.io.path.createDirectory
import kotlin.io.path.writeText
import org.jetbrains.kotlin.cli.common.ExitCode
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.io.TempDir

/**
 * What the Kotlin compiler makes of the reader's API with no option set: a null where none may be, a result used as if it could
 * not be null, and a forgotten case are errors; every counterpart that respects them compiles.
 */
class CompilerTest {
    @TempDir
    lateinit var folder: Path

    private val accepted = listOf(
        // What may be null is guarded.
        "fun name(disk: VirtualDisk): String? = disk.chain().leaf().path?.toString()",
        "fun child(disk: VirtualDisk): Int = disk.chain().missingParent()?.childLayer ?: -1",
        "fun created(disk: VirtualDisk): Long? = disk.chain().leaf().file.created()?.epochSecond",
        "fun label(partition: Partition): String = partition.volume?.label.orEmpty()",
        "fun problem(report: AuditReport): String = report.problem()?.brief() ?: \"all was read\"",
        "fun open(file: Path): VirtualDisk = VirtualDisk.open(file)",
        "fun folder(builder: VhdOptions.Builder): VhdOptions.Builder = builder.forcedParent(null)",
        // All cases are there, and no else.
        "fun name(owner: Owner) = when (owner) {" +
            " is Owner.Layer -> 1; Owner.Unowned.UNWRITTEN -> 2; Owner.Unowned.UNKNOWN -> 3 }",
        "fun kind(table: PartitionTable) = when (table) { is PartitionTable.Mbr -> 1;" +
            " is PartitionTable.Gpt -> 2; is PartitionTable.Bsd -> 3;" +
            " is PartitionTable.Unpartitioned -> 4 }",
        "fun kind(run: OwnershipRun) = when (run) { is OwnershipRun.Stored -> 1; is OwnershipRun.Zeroed -> 2;" +
            " is OwnershipRun.Unwritten -> 3; is OwnershipRun.Unknown -> 4 }",
        "fun kind(e: VhdException) = when (e) { is NotVhdException -> 3; is CorruptVhdException -> 4;" +
            " is UnsupportedVhdException -> 4; is ParentException -> 5; is LimitException -> 6 }",
        // Lambdas stand behind the call.
        "val options = VhdOptions.builder().parentResolver { listOf() }.build()",
        "val candidate = ParentCandidate.of(\"entry\") { RandomAccessSources.ofBytes(\"entry\", ByteArray(512)) }",
        "fun audit(disk: VirtualDisk) = LayerAudit.of(disk).scan(ScanOptions.defaults()) { println(it.verdict) }",
        "fun residue(disk: VirtualDisk) = disk.examineResidue { done, total, _ -> done < total }",
        // Runs are a sequence like any other.
        "fun longest(disk: VirtualDisk) = disk.ownership().asSequence().maxBy { it.sectorCount() }",
        "fun first(disk: VirtualDisk) = disk.ownership().first { 63L in it }",
    )

    private val refused = mapOf(
        "fun name(disk: VirtualDisk): String = disk.chain().leaf().path.fileName.toString()" to NOT_GUARDED,
        "fun child(disk: VirtualDisk): Int = disk.chain().missingParent().childLayer" to NOT_GUARDED,
        "fun created(disk: VirtualDisk): Long = disk.chain().leaf().file.created().epochSecond" to NOT_GUARDED,
        "fun label(partition: Partition): String = partition.volume.label" to NOT_GUARDED,
        "fun problem(report: AuditReport): String = report.problem().brief()" to NOT_GUARDED,
        "fun open(): VirtualDisk = VirtualDisk.open(null)" to "none of the following candidates is applicable",
        "fun open(file: Path?): VirtualDisk = VirtualDisk.open(file)" to "actual type is 'Path?'",
        "fun limits(builder: VhdOptions.Builder): VhdOptions.Builder = builder.limits(null)" to NULL,
        "fun resolver(): ParentResolver = ParentResolver { null }" to NULL,
        "fun offer(): ParentResolver = ParentResolver { listOf<ParentCandidate?>(null) }" to "type mismatch",
        "fun name(owner: Owner) = when (owner) { is Owner.Layer -> 1; Owner.Unowned.UNWRITTEN -> 2 }" to FORGOTTEN,
        "fun kind(table: PartitionTable) = when (table) { is PartitionTable.Mbr -> 1; is PartitionTable.Gpt -> 2 }" to FORGOTTEN,
        "fun id(verdict: ChainLink.IdVerdict) = when (verdict) { ChainLink.IdVerdict.MATCHES -> 1 }" to FORGOTTEN,
    )

    @Test
    fun whatRespectsTheContractCompiles() {
        assertEquals(emptyMap<String, String>(), errors("accepted", accepted))
    }

    /** Compiled together, because the compiler takes long to start; every file has errors of its own. */
    @TestFactory
    fun whatBreaksItIsAnError(): List<DynamicTest> {
        val errors = errors("refused", refused.keys.toList())
        return refused.map { (declaration, why) ->
            dynamicTest(declaration) { assertEquals(true, errors[declaration]?.contains(why), errors[declaration]) }
        }
    }

    /** The errors that the compiler finds in each of these declarations. */
    private fun errors(name: String, declarations: List<String>): Map<String, String> {
        val sources = folder.resolve(name).createDirectory()
        declarations.forEachIndexed { number, declaration ->
            sources.resolve("S$number.kt").writeText("package s$number\n$IMPORTS$declaration\n")
        }
        val said = ByteArrayOutputStream()
        val code = PrintStream(said, true, Charsets.UTF_8).use {
            K2JVMCompiler().exec(it, "-no-stdlib", "-no-reflect", "-classpath", CLASSPATH, "-d", "$sources/out", "$sources")
        }
        val errors = Regex("S(\\d+)\\.kt:\\d+:\\d+: (error: .*)").findAll(said.toString(Charsets.UTF_8))
            .groupBy({ declarations[it.groupValues[1].toInt()] }, { it.groupValues[2] })
            .mapValues { it.value.joinToString("\n") }
        assertEquals(if (errors.isEmpty()) ExitCode.OK else ExitCode.COMPILATION_ERROR, code, said.toString(Charsets.UTF_8))
        return errors
    }

    private companion object {
        const val NOT_GUARDED = "only safe (?.) or non-null asserted (!!.) calls are allowed"
        const val NULL = "null cannot be a value of a non-null type"
        const val FORGOTTEN = "'when' expression must be exhaustive"
        val CLASSPATH: String = System.getProperty("java.class.path")
        val PACKAGES = listOf("", ".chain", ".diag", ".io", ".ownership", ".partition") +
            listOf("regions", "compare", "files").map { ".analysis.$it" }
        val IMPORTS = PACKAGES
            .joinToString("") { "import io.github.vhdlayers$it.*\n" } + "import java.nio.file.Path\n"
    }
}

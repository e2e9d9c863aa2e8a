package io.github.vhdlayers.tika.pipes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the module stands on: the reader, Tika's core and JSON, and no other adapter. */
class LayeringTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackagesOf(VhdPipes.class);

    @Test
    void itImportsTheReaderAndTikasCoreAlone() {
        classes()
                .that()
                .resideInAPackage("io.github.vhdlayers.tika.pipes")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.xml.sax..",
                        "org.jspecify.annotations",
                        "org.apache.tika..",
                        "com.fasterxml.jackson..",
                        "io.github.vhdlayers.tika.pipes",
                        "io.github.vhdlayers",
                        "io.github.vhdlayers.analysis..",
                        "io.github.vhdlayers.chain",
                        "io.github.vhdlayers.diag",
                        "io.github.vhdlayers.file",
                        "io.github.vhdlayers.filesystem",
                        "io.github.vhdlayers.format",
                        "io.github.vhdlayers.internal.text",
                        "io.github.vhdlayers.io",
                        "io.github.vhdlayers.ownership",
                        "io.github.vhdlayers.partition",
                        "io.github.vhdlayers.rows")
                .check(MODULE);
    }

    /** The parent process is not to end with a file system that ends a library. */
    @Test
    void whatRunsInTheParentProcessOpensNoFileSystem() {
        noClasses()
                .that()
                .haveSimpleNameStartingWith("VhdPipes")
                .or()
                .haveSimpleName("LabStore")
                .or()
                .haveSimpleName("VhdTasksReporter")
                .or()
                .haveSimpleName("VhdRowsEmitter")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.github.vhdlayers.filesystem..", "io.github.vhdlayers.analysis..")
                .check(MODULE);
    }
}

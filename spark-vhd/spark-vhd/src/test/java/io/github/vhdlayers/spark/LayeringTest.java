package io.github.vhdlayers.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the data source stands on: rows, Spark, and no other adapter. */
class LayeringTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // On another line of Spark they are in a jar, as what they test is.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackagesOf(VhdSource.class);

    @Test
    void itImportsRowsAndSparkAlone() {
        classes()
                .that()
                .resideInAPackage("io.github.vhdlayers.spark")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify.annotations",
                        "org.apache.spark..",
                        "io.github.vhdlayers.spark",
                        "io.github.vhdlayers.rows",
                        "io.github.vhdlayers.filesystem")
                .check(MODULE);
    }

    /** The driver reads no data, and what runs in an executor alone opens disks and their file systems. */
    @Test
    void disksAreOpenedByTheReaderOfRowsAlone() {
        noClasses()
                .that()
                .resideInAPackage("io.github.vhdlayers.spark")
                .and()
                .haveSimpleNameNotStartingWith("VhdRowReader")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.vhdlayers.filesystem..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.github.vhdlayers.rows.TableRows")
                .check(MODULE);
    }
}

package io.github.vhdlayers;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The packages of the reader and what each may import: only what stands above it in the table. */
class PackageTableTest {
    private static final String ROOT = "io.github.vhdlayers";
    private static final JavaClasses READER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** In import order. */
    private static final List<String> PACKAGES = List.of(
            "diag",
            "internal.diag",
            "internal.io",
            "io",
            "internal.codec",
            "internal.text",
            "internal.sectors",
            "format",
            "internal.format.vhd",
            "internal.format.vhdx",
            "file",
            "internal.file",
            "internal.folder",
            "chain",
            "internal.scan",
            "catalogue",
            "ownership",
            "internal.table",
            "partition",
            "internal.partition",
            "filesystem",
            "internal.regions",
            "analysis.regions",
            "analysis.compare",
            "internal.files",
            "analysis.files",
            "internal.analysis",
            "internal.history",
            "internal.export");

    /** Packages that may not even import all that stands above them. */
    private static final Map<String, List<String>> NARROWER = Map.ofEntries(
            Map.entry("diag", List.of()),
            Map.entry("internal.diag", List.of("diag")),
            Map.entry("internal.io", List.of()),
            Map.entry("io", List.of("internal.io")),
            Map.entry("internal.codec", List.of("diag")),
            Map.entry("internal.sectors", List.of()),
            Map.entry("format", List.of()),
            Map.entry("internal.format.vhd", List.of("diag", "internal.codec", "format")),
            Map.entry("internal.format.vhdx", List.of("diag", "internal.codec", "internal.format.vhd", "format")),
            Map.entry("file", List.of("diag", "io", "internal.codec", "format")),
            Map.entry("internal.text", List.of("diag")),
            Map.entry("internal.table", List.of("diag", "io", "internal.codec")),
            Map.entry("partition", List.of("diag", "internal.diag", "io", "internal.codec", "internal.table")),
            Map.entry(
                    "internal.history",
                    List.of(
                            "io",
                            "format",
                            "file",
                            "chain",
                            "ownership",
                            "partition",
                            "internal.regions",
                            "analysis.compare",
                            "internal.analysis")));

    @TestFactory
    List<DynamicTest> everyPackageImportsOnlyWhatStandsAboveIt() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < PACKAGES.size(); i++) {
            String name = PACKAGES.get(i);
            List<String> above = NARROWER.getOrDefault(name, PACKAGES.subList(0, i));
            tests.add(DynamicTest.dynamicTest(name, () -> importsOnly(name, above)));
        }
        return tests;
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(READER);
    }

    @Test
    void nothingInTheReaderImportsTheFrontDoor() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(ours());
    }

    @Test
    void decodingDoesNoInputOrOutput() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".format", ROOT + ".internal.format..", ROOT + ".internal.codec")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.io..", ROOT + ".io")
                .check(ours());
    }

    @Test
    void onlyListedPackagesUsePaths() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".file",
                        ROOT + ".format",
                        ROOT + ".internal.file",
                        ROOT + ".internal.format..",
                        ROOT + ".partition")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.nio.file..")
                .check(ours());
    }

    @Test
    void everyPackageIsInTheTable() {
        List<String> known =
                new ArrayList<>(PACKAGES.stream().map(name -> ROOT + "." + name).toList());
        known.add(ROOT);
        ArchRuleDefinition.classes()
                .should()
                .resideInAnyPackage(known.toArray(new String[0]))
                .check(ours());
    }

    private static void importsOnly(String name, List<String> above) {
        List<String> allowed = new ArrayList<>(List.of("java..", "org.jspecify.annotations", ROOT + "." + name));
        above.forEach(other -> allowed.add(ROOT + "." + other));
        ArchRuleDefinition.classes()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(new String[0]))
                .allowEmptyShould(true)
                .check(READER);
    }

    /** The testkit shares the root package's name and is not the reader. */
    private static JavaClasses ours() {
        return READER.that(com.tngtech.archunit.base.DescribedPredicate.describe(
                "of the reader", (JavaClass type) -> !type.getPackageName().startsWith(ROOT + ".testkit")));
    }
}

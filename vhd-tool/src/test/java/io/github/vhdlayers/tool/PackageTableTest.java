package io.github.vhdlayers.tool;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The packages of the command line and which others each may import. Commands stand on top and are imported by none. */
class PackageTableTest {
    private static final String TOOL = "io.github.vhdlayers.tool";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(TOOL);

    private static final Map<String, List<String>> IMPORTS = Map.ofEntries(
            Map.entry("terminal", List.of()),
            Map.entry("nbd", List.of()),
            Map.entry("output", List.of("terminal")),
            Map.entry("options", List.of("output", "terminal")),
            Map.entry("scan", List.of("output", "terminal")),
            Map.entry("map", List.of("output", "terminal")),
            Map.entry("export", List.of("options", "output", "terminal")),
            Map.entry("info", List.of("options", "output", "terminal")),
            Map.entry("files", List.of("options", "output", "terminal")),
            Map.entry("extract", List.of("files", "options", "output", "terminal")),
            Map.entry("history", List.of("extract", "files", "info", "options", "output", "terminal")),
            Map.entry("report", List.of("files", "info", "options", "output", "terminal")));

    @TestFactory
    List<DynamicTest> importsOnlyWhatTheTableAllows() {
        List<DynamicTest> tests = new ArrayList<>();
        IMPORTS.forEach((name, allowed) -> tests.add(DynamicTest.dynamicTest(name, () -> importsOnly(name, allowed))));
        return tests;
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(TOOL + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageIsInTheTable() {
        Set<String> packages = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            packages.add(type.getPackageName());
        }
        Set<String> known = new TreeSet<>(Set.of(TOOL));
        IMPORTS.keySet().forEach(name -> known.add(TOOL + "." + name));
        assertEquals(known, packages);
    }

    /** Rows are printed by the tables of {@code output}, so that a command has its columns once. */
    @Test
    void onlyTablesWriteCsvAndJson() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage(TOOL + ".output")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.commons.csv", "com.fasterxml.jackson.core..")
                .check(CLASSES);
    }

    private static void importsOnly(String name, List<String> allowed) {
        List<String> others = new ArrayList<>(IMPORTS.keySet());
        others.remove(name);
        others.removeAll(allowed);
        List<String> forbidden = new ArrayList<>(List.of(TOOL));
        others.forEach(other -> forbidden.add(TOOL + "." + other));
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(TOOL + "." + name)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden.toArray(new String[0]))
                .check(CLASSES);
    }
}

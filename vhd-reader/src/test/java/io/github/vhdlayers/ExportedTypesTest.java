package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The types that callers can use are those of a committed list, so that one is added or removed only on purpose. */
class ExportedTypesTest {
    private static final Path LIST = Path.of("src/test/resources/exported-types.txt");

    private static final Set<String> SCOPE_FUNCTIONS =
            Set.of("run", "let", "also", "apply", "with", "takeIf", "takeUnless", "use");

    private static Path classes = Path.of("");

    private static JavaClasses imported = new ClassFileImporter().importPaths(List.of());

    @BeforeAll
    static void findClasses() throws URISyntaxException {
        classes = Path.of(VirtualDisk.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assumeTrue(Files.isRegularFile(classes.resolve("module-info.class")), "the module was compiled as one");
        imported = new ClassFileImporter().importPath(classes);
    }

    @Test
    void equalTheList() throws IOException {
        Set<String> exported = exportedPackages();
        Set<String> found = new TreeSet<>();
        for (JavaClass type : imported) {
            if (exported.contains(type.getPackageName()) && isVisible(type)) {
                found.add(type.getName());
            }
        }
        Set<String> listed = new TreeSet<>(Files.readAllLines(LIST));
        assertEquals(
                String.join("\n", listed),
                String.join("\n", found),
                () -> "the exported types changed; if that is meant, change " + LIST + " and the change log");
    }

    /**
     * Kotlin gives every object functions of these names. A call that looks like one of the library's, and has other arguments, would then
     * compile and do nothing.
     */
    @Test
    void noMethodHasTheNameOfAScopeFunctionInKotlin() throws IOException {
        Set<String> exported = exportedPackages();
        Set<String> found = new TreeSet<>();
        for (JavaClass type : imported) {
            if (exported.contains(type.getPackageName()) && isVisible(type)) {
                type.getMethods().stream()
                        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC)
                                && SCOPE_FUNCTIONS.contains(method.getName()))
                        .forEach(method -> found.add(method.getFullName()));
            }
        }
        assertEquals(Set.of(), found);
    }

    /** A type that callers cannot name must not be what a method gives or takes. */
    @Test
    void noSignatureNamesAnInternalType() throws IOException {
        Set<String> exported = exportedPackages();
        Set<String> found = new TreeSet<>();
        for (JavaClass type : imported) {
            if (exported.contains(type.getPackageName()) && isVisible(type)) {
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                    if (isForCallers(unit)
                            && unit.getAllInvolvedRawTypes().stream()
                                    .anyMatch(named -> named.getPackageName().contains(".internal"))) {
                        found.add(unit.getFullName());
                    }
                }
            }
        }
        assertEquals(Set.of(), found);
    }

    private static boolean isForCallers(JavaCodeUnit unit) {
        Set<JavaModifier> modifiers = unit.getModifiers();
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    @Test
    void everyPackageIsExportedOrInternal() throws IOException {
        Set<String> all = imported.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.isEmpty() && !name.contains(".internal."))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(all, exportedPackages());
    }

    private static boolean isVisible(JavaClass type) {
        for (JavaClass one = type; one != null; one = one.getEnclosingClass().orElse(null)) {
            if (one.isAnonymousClass() || !one.getModifiers().contains(JavaModifier.PUBLIC)) {
                return false;
            }
        }
        return true;
    }

    /** Without those that only the programs of this project may see. */
    private static Set<String> exportedPackages() throws IOException {
        return descriptor().exports().stream()
                .filter(one -> !one.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ModuleDescriptor descriptor() throws IOException {
        try (InputStream bytes = Files.newInputStream(classes.resolve("module-info.class"))) {
            return ModuleDescriptor.read(bytes);
        }
    }
}

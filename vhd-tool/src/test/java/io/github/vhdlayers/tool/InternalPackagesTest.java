package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.vhdlayers.VirtualDisk;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The reader's module lets the tool see every internal package that the tool uses; on a module path, and for Javadoc, it must. */
class InternalPackagesTest {
    private static final String READER = "io.github.vhdlayers.reader";
    private static final String TOOL = "io.github.vhdlayers.tool";

    @Test
    void internalPackagesThatAreUsedAreExportedToTheTool() throws URISyntaxException {
        Optional<ModuleReference> found = ModuleFinder.of(Path.of(VirtualDisk.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()))
                .find(READER);
        Assumptions.assumeTrue(found.isPresent(), "the reader was compiled without its module's description");
        ModuleDescriptor reader = found.orElseThrow().descriptor();
        Set<String> seen = reader.exports().stream()
                .filter(each -> !each.isQualified() || each.targets().contains(TOOL))
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        Set<String> used = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(TOOL).stream()
                        .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass())
                        .map(JavaClass::getPackageName)
                        .filter(reader.packages()::contains)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertFalse(used.isEmpty(), "the tool uses the reader");
        used.removeAll(seen);
        assertEquals(Set.of(), used);
    }
}

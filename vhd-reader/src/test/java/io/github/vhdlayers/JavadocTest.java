package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.SinceTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything public is documented, in Javadoc without mistakes that names what is thrown, and its examples compile. The first sentence may
 * say what a method returns and what a parameter is.
 */
class JavadocTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\n(.*?)\\}</pre>", Pattern.DOTALL);
    /** What examples take as given. */
    private static final String GIVEN =
            """
            import io.github.vhdlayers.*;
            import io.github.vhdlayers.analysis.compare.*;
            import io.github.vhdlayers.analysis.files.*;
            import io.github.vhdlayers.analysis.regions.*;
            import io.github.vhdlayers.catalogue.*;
            import io.github.vhdlayers.chain.*;
            import io.github.vhdlayers.diag.*;
            import io.github.vhdlayers.file.*;
            import io.github.vhdlayers.filesystem.*;
            import io.github.vhdlayers.internal.analysis.*;
            import io.github.vhdlayers.io.*;
            import io.github.vhdlayers.ownership.*;
            import io.github.vhdlayers.partition.*;
            import java.nio.ByteBuffer;
            import java.nio.file.Path;
            import java.util.*;

            abstract class Example%d {
                VirtualDisk disk;
                MergedSource before, after;
                Partition partition;
                Path file;

                void example() throws Exception {
            %s
                }
            }
            """;

    @TempDir
    Path folder;

    private final DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    @BeforeEach
    void aCompiler() {
        assertTrue(compiler != null, "the tests run on a JDK");
    }

    @Test
    void everythingPublicIsDocumented() throws IOException {
        compile(sources(), "-Xdoclint:all/protected", "-Xmaxwarns", "10000");
        assertEquals("", complaints());
    }

    @Test
    void exportedTypesNameTheirFirstVersion() throws IOException {
        Set<Path> exported = new HashSet<>();
        for (String name : Files.readAllLines(Path.of("src/test/resources/exported-types.txt"))) {
            exported.add(SOURCES.resolve(name.replace('.', '/') + ".java"));
        }
        exported.removeIf(file -> file.toString().contains("$"));
        Set<String> without = new TreeSet<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(said, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, said, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(exported));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                TreePath type =
                        new TreePath(new TreePath(unit), unit.getTypeDecls().get(0));
                DocCommentTree doc = docs.getDocCommentTree(type);
                if (doc == null || doc.getBlockTags().stream().noneMatch(SinceTree.class::isInstance)) {
                    without.add(unit.getSourceFile().getName());
                }
            }
        }
        assertEquals(Set.of(), without);
    }

    @Test
    void examplesCompile() throws IOException {
        List<Path> examples = new ArrayList<>();
        for (Path source : sources()) {
            Matcher example = EXAMPLE.matcher(Files.readString(source));
            while (example.find()) {
                String code = example.group(1).replaceAll("(?m)^ *\\* ?", "");
                Path file = folder.resolve("Example" + examples.size() + ".java");
                Files.writeString(file, GIVEN.formatted(examples.size(), code));
                examples.add(file);
            }
        }
        assertTrue(examples.size() >= 5, "there are examples");
        compile(examples);
        assertEquals("", complaints());
    }

    private void compile(List<Path> files, String... more) throws IOException {
        List<String> options = new ArrayList<>(
                List.of("-proc:none", "-d", folder.toString(), "-classpath", System.getProperty("java.class.path")));
        options.addAll(List.of(more));
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(said, null, null)) {
            compiler.getTask(null, manager, said, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
        }
    }

    private String complaints() {
        return said.getDiagnostics().stream()
                .filter(one -> isComplaint(one.getKind(), one.getMessage(null)))
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    private static boolean isComplaint(Diagnostic.Kind kind, String message) {
        return switch (kind) {
            case ERROR -> true;
            case WARNING, MANDATORY_WARNING -> !message.contains("no @") || message.contains("no @throws");
            case NOTE, OTHER -> false;
        };
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .toList();
        }
    }
}

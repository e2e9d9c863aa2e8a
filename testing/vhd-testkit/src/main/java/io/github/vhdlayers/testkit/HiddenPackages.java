package io.github.vhdlayers.testkit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/**
 * Which packages of a module another one uses although they are not exported to it. Jars on a class path run all the same; on a module path,
 * and for Javadoc, they do not.
 */
public final class HiddenPackages {
    private static final Pattern USED = Pattern.compile("-> ([\\w.]+)");

    private HiddenPackages() {}

    /**
     * Those packages; empty if each is exported.
     *
     * @param module a class of the module that exports
     * @param user a class of the code that uses it
     * @param name the name of the user's module
     * @return nothing where the module was compiled without its description
     * @throws IllegalStateException if the user uses nothing of the module, so that nothing was checked
     */
    public static Optional<Set<String>> of(Class<?> module, Class<?> user, String name) {
        Path exporting = place(module);
        return ModuleFinder.of(exporting).findAll().stream()
                .findFirst()
                .map(ModuleReference::descriptor)
                .filter(descriptor -> !descriptor.isAutomatic())
                .map(descriptor -> hidden(descriptor, used(place(user), exporting), name));
    }

    private static Set<String> hidden(ModuleDescriptor module, Set<String> used, String name) {
        used.retainAll(module.packages());
        if (used.isEmpty()) {
            throw new IllegalStateException("nothing of " + module.name() + " is used");
        }
        used.removeAll(module.exports().stream()
                .filter(each -> !each.isQualified() || each.targets().contains(name))
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet()));
        return used;
    }

    private static Set<String> used(Path user, Path module) {
        StringWriter text = new StringWriter();
        ToolProvider.findFirst("jdeps")
                .orElseThrow(() -> new IllegalStateException("this Java has no jdeps"))
                .run(
                        new PrintWriter(text, true),
                        new PrintWriter(text, true),
                        "--ignore-missing-deps",
                        "--multi-release",
                        "17",
                        "-verbose:package",
                        "-filter:none",
                        "-cp",
                        module.toString(),
                        user.toString());
        return USED.matcher(text.toString())
                .results()
                .map((MatchResult each) -> each.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.github.vhdlayers.tool.options;

import io.github.vhdlayers.internal.export.HashAlgorithm;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which hashes of the disk a command takes. */
public final class HashOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--hash",
            paramLabel = "HASH",
            split = ",",
            description = "md5, sha1, sha256, or several with commas between (default: sha256)")
    private @Nullable List<String> names;

    @Option(names = "--no-hash", description = "take no hash of the disk: much faster where little of it is written")
    private boolean none;

    /** The hashes that were asked for. */
    public Set<HashAlgorithm> algorithms() {
        if (names != null && none) {
            throw new ParameterException(spec.commandLine(), "--hash and --no-hash exclude each other");
        }
        Set<HashAlgorithm> algorithms = EnumSet.noneOf(HashAlgorithm.class);
        if (names == null) {
            if (!none) {
                algorithms.add(HashAlgorithm.SHA256);
            }
            return algorithms;
        }
        for (String name : names) {
            algorithms.add(byName(name, spec));
        }
        return algorithms;
    }

    /** The hash that an option names; a complaint if it names none. */
    public static HashAlgorithm byName(String text, CommandSpec spec) {
        String name = text.trim().toLowerCase(Locale.ROOT).replace("-", "");
        for (HashAlgorithm algorithm : HashAlgorithm.values()) {
            if (algorithm.id().equals(name)) {
                return algorithm;
            }
        }
        throw new ParameterException(spec.commandLine(), "--hash " + name + " is none of md5, sha1, sha256");
    }
}

package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.internal.export.HashAlgorithm;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of a content.
 *
 * @param digits those that are printed, in hexadecimal digits; none if they were not asked for, or could not be taken
 * @param known whether a list of known files has the content; null if there is no list, or that is not known
 */
record FileHashes(Map<HashAlgorithm, String> digits, @Nullable Boolean known) {
    /** None. */
    static final FileHashes NONE = new FileHashes(Map.of(), null);

    /** A copy is kept. */
    FileHashes {
        digits = Map.copyOf(digits);
    }

    /** One of them, or null. */
    @Nullable
    String get(HashAlgorithm algorithm) {
        return digits.get(algorithm);
    }
}

package io.github.vhdlayers.analysis.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scan makes of what it sees. While sectors are compared a kind is a number, its code, so that a sector takes a byte.
 *
 * @param kinds all kinds, in the order of their codes
 * @param onlyAZeros the code of zeros on side A where side B has nothing
 * @param onlyAData of other bytes there
 * @param onlyBZeros of zeros on side B where side A has nothing
 * @param onlyBData of other bytes there
 * @param equal of equal bytes
 * @param zerosOverData of zeros on side A where side B has other bytes
 * @param different of other differences
 * @param unknown where one side cannot be read
 * @param <K> the kinds
 */
record PairRules<K extends Enum<K>>(
        List<K> kinds,
        int onlyAZeros,
        int onlyAData,
        int onlyBZeros,
        int onlyBData,
        int equal,
        int zerosOverData,
        int different,
        int unknown) {
    /** The code of what is not worth telling. */
    static final int NOTHING = -1;

    /** Rules by kinds; null where there is nothing to tell. */
    static <K extends Enum<K>> PairRules<K> of(
            List<K> kinds,
            @Nullable K onlyAZeros,
            @Nullable K onlyAData,
            @Nullable K onlyBZeros,
            @Nullable K onlyBData,
            @Nullable K equal,
            @Nullable K zerosOverData,
            @Nullable K different,
            @Nullable K unknown) {
        return new PairRules<>(
                kinds,
                code(kinds, onlyAZeros),
                code(kinds, onlyAData),
                code(kinds, onlyBZeros),
                code(kinds, onlyBData),
                code(kinds, equal),
                code(kinds, zerosOverData),
                code(kinds, different),
                code(kinds, unknown));
    }

    private static <K> int code(List<K> kinds, @Nullable K kind) {
        return kind == null ? NOTHING : kinds.indexOf(kind);
    }
}

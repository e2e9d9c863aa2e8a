package io.github.vhdlayers.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Every mutation there is, and the two changes that other tests make by hand. */
public final class Mutations {
    private static final List<Mutation> ALL = collect();

    private Mutations() {}

    /** All mutations, sorted by what they break; no name twice. */
    public static List<Mutation> all() {
        return ALL;
    }

    /** All mutations that apply to an image. */
    public static List<Mutation> applyingTo(DiskImage what) {
        return ALL.stream().filter(mutation -> mutation.appliesTo(what)).toList();
    }

    /**
     * The mutation of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Mutation named(String name) {
        return ALL.stream()
                .filter(mutation -> mutation.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no mutation is named \"" + name + '"'));
    }

    /**
     * The first bytes of a file.
     *
     * @param length from 0 to the file's length
     */
    public static byte[] truncate(byte[] file, int length) {
        if (length < 0 || length > file.length) {
            throw new IllegalArgumentException("cannot cut " + file.length + " bytes to " + length);
        }
        return Arrays.copyOf(file, length);
    }

    /**
     * A copy of a file in which the checksums of both footers and of the dynamic header fit, as far as these structures
     * have their cookies and can be found.
     */
    public static byte[] fixChecksums(byte[] file) {
        byte[] fixed = file.clone();
        ChecksumFixer.fix(fixed);
        return fixed;
    }

    private static List<Mutation> collect() {
        List<Mutation> all = new ArrayList<>();
        all.addAll(FooterMutations.all());
        all.addAll(HeaderMutations.all());
        all.addAll(TableMutations.all());
        all.addAll(LocatorMutations.all());
        all.addAll(BitmapMutations.all());
        all.addAll(BatmapMutations.all());
        all.addAll(FileMutations.all());
        return List.copyOf(all);
    }
}

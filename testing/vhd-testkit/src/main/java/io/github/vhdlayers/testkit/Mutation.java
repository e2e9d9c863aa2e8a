package io.github.vhdlayers.testkit;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One way of breaking an intact image: a single field with a wrong or surprising value, or a single thing wrong with
 * the file as a whole. {@link Mutations} has them all. Immutable and thread-safe.
 */
public final class Mutation {
    private final String name;
    private final String description;
    private final boolean fixesChecksums;
    private final Predicate<Anatomy> applies;
    private final BiFunction<byte[], Anatomy, byte[]> change;
    private final Function<Anatomy, List<Patch>> patches;

    private Mutation(
            String name,
            String description,
            boolean fixesChecksums,
            Predicate<Anatomy> applies,
            BiFunction<byte[], Anatomy, byte[]> change,
            Function<Anatomy, List<Patch>> patches) {
        this.name = name;
        this.description = description;
        this.fixesChecksums = fixesChecksums;
        this.applies = applies;
        this.change = change;
        this.patches = patches;
    }

    /** Changes bytes in place and computes checksums anew. Does not apply where {@code patches} finds nothing to do. */
    static Mutation inPlace(String name, String description, Function<Anatomy, List<Patch>> patches) {
        return inPlace(name, description, true, patches);
    }

    /** Changes bytes in place and leaves checksums alone. */
    static Mutation inPlaceOnly(String name, String description, Function<Anatomy, List<Patch>> patches) {
        return inPlace(name, description, false, patches);
    }

    /** Changes the file as a whole, mostly its length. */
    static Mutation ofFile(
            String name, String description, Predicate<Anatomy> applies, BiFunction<byte[], Anatomy, byte[]> change) {
        return new Mutation(name, description, false, applies, change, anatomy -> List.of());
    }

    private static Mutation inPlace(
            String name, String description, boolean fixesChecksums, Function<Anatomy, List<Patch>> patches) {
        return new Mutation(
                name,
                description,
                fixesChecksums,
                anatomy -> !patches.apply(anatomy).isEmpty(),
                (file, anatomy) -> {
                    patches.apply(anatomy).forEach(patch -> patch.applyTo(file));
                    if (fixesChecksums) {
                        ChecksumFixer.fix(file, anatomy);
                    }
                    return file;
                },
                patches);
    }

    /** The stable name: lower-case words joined with hyphens. */
    public String name() {
        return name;
    }

    /** What is wrong with the file afterwards, in a few words. */
    public String description() {
        return description;
    }

    /** Whether checksums fit again afterwards, so that the field itself is what a reader stumbles over. */
    public boolean fixesChecksums() {
        return fixesChecksums;
    }

    /** Whether an image has what this mutation breaks. */
    public boolean appliesTo(DiskImage what) {
        return applies.test(what.anatomy());
    }

    /**
     * The broken file.
     *
     * @param image the bytes of {@code what}, left as they are
     * @param what the image they are the bytes of
     * @throws IllegalArgumentException if this mutation does not apply
     */
    public byte[] apply(byte[] image, DiskImage what) {
        return apply(image, what.anatomy());
    }

    /**
     * The broken file, from an intact one of any origin.
     *
     * @param file a whole VHD file, left as it is
     * @throws IllegalArgumentException if the file is not intact or this mutation does not apply
     */
    public byte[] apply(byte[] file) {
        return apply(file, AnatomyScanner.scan(file));
    }

    /** What is changed in place, checksums apart; empty if the file as a whole is. */
    List<Patch> patches(Anatomy anatomy) {
        return patches.apply(anatomy);
    }

    @Override
    public String toString() {
        return name;
    }

    private byte[] apply(byte[] image, Anatomy anatomy) {
        if (!applies.test(anatomy)) {
            throw new IllegalArgumentException("the file has nothing that " + name + " could break");
        }
        return change.apply(image.clone(), anatomy);
    }
}

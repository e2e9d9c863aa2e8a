package io.github.vhdlayers.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * One way of breaking an intact VHDX: a single field with a wrong or surprising value, or a single thing wrong with the file as a whole.
 * {@link VhdxMutations} has them all. Immutable and thread-safe.
 */
public final class VhdxMutation {
    private final String name;
    private final String description;
    private final Predicate<VhdxImage> applies;
    private final Change change;
    private final ToIntFunction<VhdxImage> length;

    private VhdxMutation(
            String name,
            String description,
            Predicate<VhdxImage> applies,
            Change change,
            ToIntFunction<VhdxImage> length) {
        this.name = name;
        this.description = description;
        this.applies = applies;
        this.change = change;
        this.length = length;
    }

    /** What a mutation does to a file. */
    interface Change {
        void apply(ByteBuffer file, VhdxImage image);
    }

    /** Changes bytes in place. */
    static VhdxMutation inPlace(String name, String description, Predicate<VhdxImage> applies, Change change) {
        return new VhdxMutation(name, description, applies, change, image -> -1);
    }

    /** Makes the file shorter, or longer with zeros, before bytes are changed. */
    static VhdxMutation resized(
            String name,
            String description,
            Predicate<VhdxImage> applies,
            ToIntFunction<VhdxImage> length,
            Change change) {
        return new VhdxMutation(name, description, applies, change, length);
    }

    /** The stable name: lower-case words joined with hyphens. */
    public String name() {
        return name;
    }

    /** What is wrong with the file afterwards, in a few words. */
    public String description() {
        return description;
    }

    /** Whether an image has what this mutation breaks. */
    public boolean appliesTo(VhdxImage what) {
        return applies.test(what);
    }

    /**
     * The broken file.
     *
     * @param intact the bytes of {@code what}, left as they are
     * @throws IllegalArgumentException if this mutation does not apply
     */
    public byte[] apply(byte[] intact, VhdxImage what) {
        if (!applies.test(what)) {
            throw new IllegalArgumentException("the file has nothing that " + name + " could break");
        }
        int bytes = length.applyAsInt(what);
        byte[] file = Arrays.copyOf(intact, bytes < 0 ? intact.length : bytes);
        change.apply(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN), what);
        return file;
    }

    @Override
    public String toString() {
        return name;
    }
}

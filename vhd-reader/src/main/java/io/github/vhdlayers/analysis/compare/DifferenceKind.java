package io.github.vhdlayers.analysis.compare;

/**
 * How two disks differ in a sector. Zeros on one side where the other has nothing are no difference.
 *
 * @since 0.1.0
 */
public enum DifferenceKind {
    /** Both have bytes there, and not the same. */
    CHANGED("changed"),
    /** Only A has data there; B has nothing, or ended before. */
    ONLY_A("only-a"),
    /** Only B has data there; A has nothing, or ended before. */
    ONLY_B("only-b"),
    /** One side is not known, or cannot be read. */
    UNKNOWN("unknown");

    private final String text;

    DifferenceKind(String text) {
        this.text = text;
    }

    /** The kind as tables and files name it, such as {@code only-a}. */
    @Override
    public String toString() {
        return text;
    }
}

package io.github.vhdlayers.analysis.compare;

/**
 * What a layer did to a sector that it owns, or may own.
 *
 * @since 0.1.0
 */
public enum AuditVerdict {
    /** Its bytes are not those of the disk below; or they are data where no layer below owns anything. */
    CHANGED("changed"),
    /** Written again with the same bytes. */
    SAME("same"),
    /** Zeros over data. */
    ZEROED("zeroed"),
    /** Zeros where no layer below owns anything: nothing to see has changed. */
    ZERO_OVER_NONE("zero-over-none"),
    /** It or what is below cannot be read, what is below is not known, or the layer's damaged file does not say whether it owns the sector. */
    UNKNOWN("unknown");

    private final String text;

    AuditVerdict(String text) {
        this.text = text;
    }

    /** The verdict as tables and files name it, such as {@code zero-over-none}. */
    @Override
    public String toString() {
        return text;
    }
}

package io.github.vhdlayers.diag;

/**
 * How much a {@link Finding} should worry a person who relies on the bytes.
 *
 * @since 0.1.0
 */
public enum Severity {
    /** Worth knowing, and harmless to the bytes read. */
    INFO,
    /** Something disagrees with the format or with another copy of itself; what is served was chosen by a rule. */
    WARNING,
    /** Part of the disk cannot be read, or what is read may not be what was once written. */
    ERROR
}

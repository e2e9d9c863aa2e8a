package io.github.vhdlayers.diag;

/**
 * The file is a VHD of a version, type or extension that this library does not read.
 *
 * @since 0.1.0
 */
public final class UnsupportedVhdException extends VhdException {
    private static final long serialVersionUID = 1L;

    /** An exception that says {@code problem}. */
    public UnsupportedVhdException(Problem problem) {
        super(problem);
    }
}

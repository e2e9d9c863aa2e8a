package io.github.vhdlayers.diag;

/**
 * The file is not a VHD: no footer was found in any of the places where one can be.
 *
 * @since 0.1.0
 */
public final class NotVhdException extends VhdException {
    private static final long serialVersionUID = 1L;

    /** An exception that says {@code problem}. */
    public NotVhdException(Problem problem) {
        super(problem);
    }
}

package io.github.vhdlayers.diag;

/** The file asks for more than one of the {@link Limits} allows. */
public final class LimitException extends VhdException {
    private static final long serialVersionUID = 1L;

    /** An exception that says {@code problem}. */
    public LimitException(Problem problem) {
        super(problem);
    }
}

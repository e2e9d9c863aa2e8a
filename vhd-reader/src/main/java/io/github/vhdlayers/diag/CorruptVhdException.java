package io.github.vhdlayers.diag;

/**
 * The file is a VHD, and a structure or a part of its data is damaged, so that what was asked for cannot be read.
 *
 * @since 0.1.0
 */
public final class CorruptVhdException extends VhdException {
    private static final long serialVersionUID = 1L;

    /** An exception that says {@code problem}. */
    public CorruptVhdException(Problem problem) {
        super(problem);
    }
}

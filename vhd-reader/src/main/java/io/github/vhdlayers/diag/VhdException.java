package io.github.vhdlayers.diag;

import java.io.IOException;
import java.util.Objects;

/**
 * Why a disk, or a part of it, cannot be read.
 *
 * <p>The five subclasses are the five kinds of answer, and there are no others: it is not a VHD, it is damaged, it asks
 * for something this library does not read, its parent is missing or refused, or it exceeds one of the {@link Limits}.
 * Everything that is wrong with the bytes of a file comes out as one of them, and an I/O error of the machine as a plain
 * {@link IOException}.
 *
 * @since 0.1.0
 */
public abstract sealed class VhdException extends IOException
        permits NotVhdException, CorruptVhdException, UnsupportedVhdException, ParentException, LimitException {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    VhdException(Problem problem) {
        this(problem, "");
    }

    VhdException(Problem problem, String moreLines) {
        super(problem.message() + moreLines);
        this.problem = problem;
    }

    /** What is wrong and where, for a program; {@link #getMessage()} says the same to a person. */
    public final Problem problem() {
        return problem;
    }

    /** What is wrong and where, for a person; never null. */
    @Override
    public final String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The stable name of what is wrong. */
    public final ErrorCode code() {
        return problem.code();
    }
}

package io.github.vhdlayers.tsk.child;

import io.github.vhdlayers.tsk.libtsk.Asking;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The process has ended before it answered; the message says why, as the end of a sentence about a file. */
final class ChildEndedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Ending ending;
    private final transient Child child;
    private final transient Asking.@Nullable Question question;

    ChildEndedException(Ending ending, Child child, Asking.@Nullable Question question) {
        super(ending.text());
        this.ending = ending;
        this.child = child;
        this.question = question;
    }

    /** Why. */
    Ending ending() {
        return ending;
    }

    /** The process. */
    Child child() {
        return child;
    }

    /** What the library was asked for then; null if that is not known. */
    Asking.@Nullable Question question() {
        return question;
    }
}

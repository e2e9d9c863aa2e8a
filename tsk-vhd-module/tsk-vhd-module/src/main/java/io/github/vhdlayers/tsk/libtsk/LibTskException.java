package io.github.vhdlayers.tsk.libtsk;

import java.io.IOException;

/** The library is absent, is one that is not understood, or answered with an error; the message says which, and what to do. */
public final class LibTskException extends IOException {
    private static final long serialVersionUID = 1L;

    public LibTskException(String message) {
        super(message);
    }

    public LibTskException(String message, Throwable cause) {
        super(message, cause);
    }
}

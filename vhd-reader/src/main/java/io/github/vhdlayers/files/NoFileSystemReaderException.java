package io.github.vhdlayers.files;

import java.io.IOException;

/** Nothing on this machine reads file systems; the message says what is missing, and what to do. */
public final class NoFileSystemReaderException extends IOException {
    private static final long serialVersionUID = 1L;

    /** An exception with that message. */
    public NoFileSystemReaderException(String message) {
        super(message);
    }
}

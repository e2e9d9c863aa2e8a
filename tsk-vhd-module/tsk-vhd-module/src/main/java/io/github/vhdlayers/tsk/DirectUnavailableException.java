package io.github.vhdlayers.tsk;

import java.io.IOException;

/** Why a chain cannot be given to the Sleuth Kit without a copy. */
final class DirectUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    DirectUnavailableException(String message) {
        super(message);
    }

    DirectUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.github.vhdlayers.tool.nbd;

import java.io.IOException;

/** The connection is at its end: the client closed it, or took too long, or the server stops. Not a failure to read the disk. */
final class ClientGoneException extends IOException {
    private static final long serialVersionUID = 1L;

    ClientGoneException(String message) {
        super(message);
    }

    ClientGoneException(IOException cause) {
        super(cause);
    }
}
